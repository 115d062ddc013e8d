package dev.larder.store.bytes;

import dev.larder.store.Store;
import dev.larder.store.StoreCapability;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreDescription;
import dev.larder.store.StoreFactory;
import dev.larder.store.StoreSettings;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Creates stores that keep bytes on a server of this factory. The entries of a cache survive its
 * store, as long as the factory.
 */
public final class ByteStoreFactory implements StoreFactory {
  private static final StoreDescription DESCRIPTION =
      new StoreDescription(
          "bytes",
          Set.of(
              StoreCapability.EXACT_MISSES,
              StoreCapability.ORDERS_CHANGES,
              StoreCapability.REPORTS_EXPIRED,
              StoreCapability.PERSISTENT));

  private final Map<String, ByteServer> servers = new ConcurrentHashMap<>();

  /** Creates a factory, by name or in code. */
  public ByteStoreFactory() {}

  /** Returns the server of a cache. */
  ByteServer server(StoreSettings settings) {
    String name = settings.managerUri() + '#' + settings.cacheName();
    return servers.computeIfAbsent(name, key -> new ByteServer());
  }

  /** Returns the number of round trips of all stores so far. */
  public long calls() {
    return servers.values().stream().mapToLong(ByteServer::calls).sum();
  }

  @Override
  public <K, V> Store<K, V> create(StoreContext<K, V> context) {
    return new ByteStore<>(context, server(context.settings()));
  }

  @Override
  public StoreDescription description() {
    return DESCRIPTION;
  }
}
