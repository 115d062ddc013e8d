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
import javax.cache.expiry.AccessedExpiryPolicy;

/** One cache from its creation to its end, with its listeners and its store of record. */
final class CacheInstance {
  private static final Duration SHORT = Duration.ofMillis(40);
  private static final Duration FRESH = Duration.ofMillis(10);
  private static final int LONGEST_MILLIS = 100;

  final Cache<Integer, Object> cache;
  final Replay replay;
  final Backend backend;
  final InspectedStores stores = new InspectedStores();

  CacheInstance(Kind kind, CacheManager manager, Settings settings, Promises promises) {
    replay = new Replay(kind, promises);
    backend = new Backend(kind, settings, promises);
    cache = manager.createCache(kind.name(), configuration(kind, settings));
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
    if (kind.is(Trait.RANKED)) {
      builder.evictionPolicy(EvictionPolicy.ADAPTIVE);
    }
    return kind == Kind.BY_VALUE ? builder.build() : builder.storeByReference().build();
  }

  private static void bound(
      LarderConfigurationBuilder<Integer, Object> builder, Kind kind, long maximum) {
    if (kind.is(Trait.WEIGHED)) {
      builder.maximumWeight(maximum, (key, value) -> Values.part(value, Kind.HEAVIEST + 1));
    } else {
      builder.maximumSize(maximum);
    }
  }

  private static void expire(LarderConfigurationBuilder<Integer, Object> builder, Kind kind) {
    switch (kind) {
      case CREATED, TOLD_OF_EXPIRY, TOLD_LATER_OF_EXPIRY -> builder.expireAfterCreation(SHORT);
      case ACCESSED, TOLD_LATER_OF_ALL ->
          builder.expiry(
              AccessedExpiryPolicy.factoryOf(
                  new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, SHORT.toMillis())));
      case PER_ENTRY -> builder.entryExpiry(randomly());
      default -> {}
    }
  }

  private static EntryExpiry<Integer, Object> randomly() {
    return (key, value) -> Duration.ofMillis(Values.part(value, LONGEST_MILLIS));
  }

  private void connect(LarderConfigurationBuilder<Integer, Object> builder, Kind kind) {
    if (kind.is(Trait.BACKED_BY_STORE)) {
      builder.loader(backend).writer(backend);
    }
    if (kind.is(Trait.RELOADED)) {
      builder.refreshAfter(FRESH);
    }
    if (kind.is(Trait.LISTENED)) {
      boolean synchronous = !kind.is(Trait.SLOW_LISTENER);
      builder
          .listenerQueueSize(QueueBound.SIZE)
          .listener(
              new MutableCacheEntryListenerConfiguration<>(() -> replay, null, true, synchronous));
    }
  }
}
