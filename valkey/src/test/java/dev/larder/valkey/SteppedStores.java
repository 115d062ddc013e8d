package dev.larder.valkey;

import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreDescription;
import dev.larder.store.StoreFactory;
import dev.larder.store.TestContext;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates stores for the conformance kit, each with a cache name of its own. */
final class SteppedStores implements StoreFactory {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final ValkeyConfiguration configuration;
  private final StoreFactory factory;
  private final int tags;

  SteppedStores(String address, int tags) {
    this.configuration = ValkeyConfiguration.of(address);
    this.factory = configuration.create();
    this.tags = tags;
  }

  @Override
  public <K, V> Store<K, V> create(StoreContext<K, V> context) {
    TestContext<K, V> kit = (TestContext<K, V>) context;
    StoreContext<K, V> stepped =
        new SteppedContext<>(kit, TestContext.NAME + NUMBERS.incrementAndGet());
    KeyFormat<K> keys =
        new KeyFormat<>(
            context.codecs().key(),
            configuration.prefix(stepped.settings().managerUri()),
            stepped.settings().cacheName(),
            tags);
    long grace = new EntryCommands(keys, configuration).grace();
    if (!configuration.reportsExpired()) {
      kit.withoutExpiries();
    }
    ValkeyStore<K, V> store = (ValkeyStore<K, V>) factory.<K, V>create(stepped);
    // By the connection of the store, so that time does not pass it while it still moves deadlines.
    SteppedTime time = new SteppedTime(store.server(), keys, grace);
    kit.onAdvance(time::advance);
    return new SteppedStore<>(store, time);
  }

  @Override
  public StoreDescription description() {
    return factory.description();
  }

  @Override
  public void close() {
    factory.close();
  }
}
