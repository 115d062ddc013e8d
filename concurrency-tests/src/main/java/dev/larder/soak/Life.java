package dev.larder.soak;

import dev.larder.EntryExpiry;
import dev.larder.EvictionPolicy;
import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.store.heap.InspectedStores;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;

/** One cache from its creation to its end, and what belongs to it. */
final class Life {
  /** How many events may wait for the slow listener. */
  private static final int QUEUE = 64;

  private static final int NAPS = 512;
  private static final Duration SHORT = Duration.ofMillis(40);
  private static final int LONGEST_MILLIS = 100;

  final Cache<Integer, Object> cache;
  final Replay replay;
  final Backend backend;
  final InspectedStores stores = new InspectedStores();

  Life(Kind kind, CacheManager manager, Settings settings, Promises promises) {
    replay = new Replay(promises, kind == Kind.TOLD_LATER ? NAPS : 0);
    backend = new Backend(promises, settings.threads());
    cache = manager.createCache(kind.name(), configuration(kind, settings));
  }

  /** What may wait for the slow listener: a thread may add one change, and one eviction for it. */
  static long mostQueued(Settings settings) {
    return QUEUE + 2L * settings.threads();
  }

  private LarderConfiguration<Integer, Object> configuration(Kind kind, Settings settings) {
    LarderConfigurationBuilder<Integer, Object> builder =
        LarderConfiguration.builder(Integer.class, Object.class)
            .store(stores)
            .statistics()
            .management();
    bound(builder, kind, settings.maximum());
    expire(builder, kind);
    connect(builder, kind);
    if (kind == Kind.ADAPTIVE || kind == Kind.ACCESSED || kind == Kind.PER_ENTRY) {
      builder.evictionPolicy(EvictionPolicy.ADAPTIVE);
    }
    return kind == Kind.BY_VALUE ? builder.build() : builder.storeByReference().build();
  }

  private static void bound(
      LarderConfigurationBuilder<Integer, Object> builder, Kind kind, long maximum) {
    if (kind.isWeighted()) {
      builder.maximumWeight(
          maximum, (key, value) -> (int) (Values.number(value) % (Kind.HEAVIEST + 1)));
    } else {
      builder.maximumSize(maximum);
    }
  }

  private static void expire(LarderConfigurationBuilder<Integer, Object> builder, Kind kind) {
    switch (kind) {
      case CREATED, TOLD_OF_EXPIRY -> builder.expireAfterCreation(SHORT);
      case ACCESSED -> builder.expireAfterAccess(SHORT);
      case PER_ENTRY -> builder.entryExpiry(randomly());
      default -> {}
    }
  }

  private static EntryExpiry<Integer, Object> randomly() {
    return (key, value) ->
        new javax.cache.expiry.Duration(
            TimeUnit.MILLISECONDS, Values.number(value) % LONGEST_MILLIS);
  }

  private void connect(LarderConfigurationBuilder<Integer, Object> builder, Kind kind) {
    if (kind.hasBackend()) {
      builder.loader(backend).writer(backend);
    }
    if (kind.hasReplay()) {
      boolean synchronous = kind != Kind.TOLD_LATER;
      builder
          .listenerQueueSize(QUEUE)
          .listener(
              new MutableCacheEntryListenerConfiguration<>(() -> replay, null, true, synchronous));
    }
  }
}
