package dev.larder.valkey;

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

  private final ValkeyConfiguration configuration;
  private final StoreDescription description;
  private final Counters counters = new Counters();
  private final EventExecutor events = new EventExecutor(counters);

  // Guarded by this.
  private @Nullable Server server;
  private @Nullable ValkeyBean bean;
  private boolean isChecked;

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
    Server shared = server(settings.managerUri());
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
    try {
      check(shared, keys, settings.cacheName());
    } catch (CacheUnavailableException e) {
      if (!configuration.bypasses()) {
        throw e;
      }
      LOG.log(
          Level.WARNING,
          "cache ''{0}'' begins without its server: {1}",
          settings.cacheName(),
          e.getMessage());
    }
    ValkeyStore<K, V> store = new ValkeyStore<>(context, keys, configuration, shared, events);
    return configuration.bypasses() ? new BypassStore<>(store, counters) : store;
  }

  private synchronized Server server(String managerUri) {
    Server known = server;
    if (known == null) {
      known = new Server(new LettuceLink(configuration, counters), configuration, counters);
      server = known;
      bean = new ValkeyBean(configuration.address().toString(), known, counters);
      bean.register(managerUri);
    }
    return known;
  }

  private void check(Server shared, KeyFormat<?> keys, String cacheName) {
    StartupCheck check = new StartupCheck(shared, configuration, "cache '" + cacheName + "'");
    boolean isFirst;
    synchronized (this) {
      isFirst = !isChecked;
    }
    if (isFirst) {
      check.server(keys);
      synchronized (this) {
        isChecked = true;
      }
    }
    check.cache(keys);
  }

  @Override
  public void close() {
    Server used;
    ValkeyBean registered;
    synchronized (this) {
      used = server;
      registered = bean;
      server = null;
      bean = null;
    }
    events.close();
    if (registered != null) {
      registered.unregister();
    }
    if (used != null) {
      used.link().close();
    }
  }
}
