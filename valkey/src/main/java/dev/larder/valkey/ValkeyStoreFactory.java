package dev.larder.valkey;

import dev.larder.CacheOutcomeUnknownException;
import dev.larder.CacheUnavailableException;
import dev.larder.store.Store;
import dev.larder.store.StoreCapability;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreDescription;
import dev.larder.store.StoreFactory;
import dev.larder.store.StoreSettings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The caches of a cache manager on one server or cluster. They share the connections, which open
 * with the first cache and are closed with the manager.
 */
final class ValkeyStoreFactory implements StoreFactory {
  private static final Logger LOG = System.getLogger("dev.larder");

  /** In how many parts the entries of a cache with events are distributed over a cluster. */
  private static final int CLUSTER_TAGS = 64;

  /** When a cache that began without its server looks for it again, in milliseconds. */
  private static final long RETRY_MILLIS = 500;

  private final ValkeyConfiguration configuration;
  private final StoreDescription description;

  // Guarded by this.
  private @Nullable Shared shared;
  private boolean isChecked;
  private boolean isClosed;

  ValkeyStoreFactory(ValkeyConfiguration configuration) {
    this.configuration = configuration;
    Set<StoreCapability> capabilities =
        EnumSet.of(
            StoreCapability.EXACT_MISSES,
            StoreCapability.ORDERS_CHANGES,
            StoreCapability.PERSISTENT);
    if (configuration.reportsExpired()) {
      capabilities.add(StoreCapability.REPORTS_EXPIRED);
    }
    this.description = new StoreDescription(configuration.toString(), capabilities);
  }

  @Override
  public StoreDescription description() {
    return description;
  }

  @Override
  public <K, V> Store<K, V> create(StoreContext<K, V> context) {
    StoreSettings settings = context.settings();
    Shared common = shared(settings.managerUri());
    int tags = 0;
    if (configuration.publishes() || configuration.reportsExpired()) {
      tags = configuration.address().kind() == ServerAddress.Kind.CLUSTER ? CLUSTER_TAGS : 1;
    }
    KeyFormat<K> keys =
        new KeyFormat<>(
            context.codecs().key(),
            configuration.prefix(settings.managerUri()),
            settings.cacheName(),
            tags);
    String cacheName = settings.cacheName();
    ValkeyStore<K, V> store = new ValkeyStore<>(context, keys, configuration, common);
    Runnable start = () -> start(common.server(), keys, cacheName, store);
    boolean isUsable = false;
    try {
      isUsable = start(start, common, cacheName);
    } finally {
      if (!isUsable) {
        store.close();
      }
    }
    return configuration.bypasses() ? new BypassStore<>(store, common) : store;
  }

  /** Starts a store, or, if it may do without its server, lets it begin so. */
  private boolean start(Runnable start, Shared common, String cacheName) {
    try {
      start.run();
    } catch (CacheUnavailableException | CacheOutcomeUnknownException e) {
      if (!configuration.bypasses()) {
        throw e;
      }
      LOG.log(
          Level.WARNING,
          "cache ''{0}'' begins without its server: {1}",
          cacheName,
          String.valueOf(e.getMessage()));
      common.background().startUntilDone(RETRY_MILLIS, start);
    }
    return true;
  }

  private synchronized Shared shared(String managerUri) {
    if (isClosed) {
      throw new IllegalStateException("the store " + configuration + " is closed");
    }
    Shared known = shared;
    if (known == null) {
      known = new Shared(configuration, managerUri);
      shared = known;
    }
    return known;
  }

  /** Checks whether the server can be used, and begins to listen to other processes. */
  private void start(Server server, KeyFormat<?> keys, String cacheName, ValkeyStore<?, ?> store) {
    if (store.isClosed()) {
      return; // a cache that began without its server was closed before the server was there
    }
    boolean isFirst;
    synchronized (this) {
      isFirst = !isChecked;
    }
    Server asked = isFirst ? server.patient() : server;
    StartupCheck check = new StartupCheck(asked, configuration, "cache '" + cacheName + "'");
    if (isFirst) {
      check.server(keys);
      synchronized (this) {
        isChecked = true;
      }
    }
    check.events(keys, store::start);
    check.cache(keys); // last, because it leaves a note for good
  }

  @Override
  public synchronized boolean isAvailable() {
    return shared == null || shared.server().link().isConnected();
  }

  @Override
  public void close() {
    Shared used;
    synchronized (this) {
      isClosed = true;
      used = shared;
      shared = null;
    }
    if (used != null) {
      used.close();
    }
  }
}
