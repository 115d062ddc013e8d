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
  private final Server server;
  private final int tags;

  SteppedStores(String address, int tags) {
    this.configuration = ValkeyConfiguration.of(address);
    this.factory = configuration.create();
    Counters counters = new Counters();
    this.server = new Server(new LettuceLink(configuration, counters), configuration, counters);
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
    SteppedTime time = new SteppedTime(server, keys, grace);
    kit.onAdvance(time::advance);
    if (!configuration.reportsExpired()) {
      kit.withoutExpiries();
    }
    return new SteppedStore<>((ValkeyStore<K, V>) factory.<K, V>create(stepped), time);
  }

  @Override
  public StoreDescription description() {
    return factory.description();
  }

  @Override
  public void close() {
    factory.close();
    server.link().close();
  }
}
