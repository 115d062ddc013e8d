package dev.larder.lincheck;

import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.StillProvider;
import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreDescription;
import dev.larder.store.StoreFactory;
import dev.larder.store.heap.HeapStoreFactory;
import dev.larder.store.heap.Invariants;
import dev.larder.testkit.model.Box;
import dev.larder.testkit.model.CacheModel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.expiry.ExpiryPolicy;

/** A new cache for one run of a scenario, with its store of record and its clock. */
final class OpenCache implements AutoCloseable {
  /** The time of one step. */
  static final Duration STEP = Duration.ofMinutes(1);

  private static final javax.cache.expiry.Duration TIME_TO_LIVE =
      new javax.cache.expiry.Duration(TimeUnit.MINUTES, CacheModel.LIFETIME);

  private final StillProvider provider;
  private final StoreOfRecord records = new StoreOfRecord();
  private final Remembering stores = new Remembering();
  private final Cache<Key, Box> cache;

  OpenCache(StillProvider provider, Setting setting) {
    this.provider = provider;
    close();
    provider.restart();
    cache = provider.manager().createCache("under-test", configuration(setting));
  }

  private LarderConfiguration<Key, Box> configuration(Setting setting) {
    LarderConfigurationBuilder<Key, Box> builder =
        LarderConfiguration.builder(Key.class, Box.class)
            .evictionPolicy(setting.policy())
            .maximumSize(setting.evicting() ? 1 : 100)
            .store(stores);
    if (setting.through()) {
      builder.loader(records).writer(records);
    }
    if (!setting.byValue()) {
      builder.storeByReference();
    }
    switch (setting.lifetime()) {
      case ETERNAL -> {}
      case CREATED -> builder.expireAfterCreation(STEP.multipliedBy(CacheModel.LIFETIME));
      case TOUCHED -> builder.expireAfterAccess(STEP.multipliedBy(CacheModel.LIFETIME));
      case TOUCHED_BY_USER -> builder.expiry(OwnPolicy::new);
    }
    return builder.build();
  }

  Cache<Key, Box> cache() {
    return cache;
  }

  StoreOfRecord records() {
    return records;
  }

  void advance() {
    provider.advance(STEP);
  }

  void sweep() {
    stores.made.expire();
  }

  void checkInvariants() {
    Invariants.check(stores.made);
  }

  @Override
  public void close() {
    provider.manager().destroyCache("under-test");
  }

  /** Creates the usual store, and keeps a reference to it. */
  private static final class Remembering implements StoreFactory {
    private final StoreFactory factory = new HeapStoreFactory();
    private Store<?, ?> made;

    @Override
    public <K, V> Store<K, V> create(StoreContext<K, V> context) {
      Store<K, V> store = factory.create(context);
      made = store;
      return store;
    }

    @Override
    public StoreDescription description() {
      return factory.description();
    }
  }

  /**
   * Returns the durations of the specification's policy, which the cache would otherwise recognize
   * and not call.
   */
  private static final class OwnPolicy implements ExpiryPolicy {
    @Override
    public javax.cache.expiry.Duration getExpiryForCreation() {
      return TIME_TO_LIVE;
    }

    @Override
    public javax.cache.expiry.Duration getExpiryForAccess() {
      return TIME_TO_LIVE;
    }

    @Override
    public javax.cache.expiry.Duration getExpiryForUpdate() {
      return TIME_TO_LIVE;
    }
  }
}
