package dev.larder.jcache;

import dev.larder.store.StoreFactory;
import dev.larder.store.heap.HeapStoreFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/**
 * The store factories of a cache manager: one for all caches with the same setting. They are closed
 * with the manager. Thread-safe.
 */
final class StoreFactories implements AutoCloseable {
  private static final StoreFactory HEAP = new HeapStoreFactory();

  private final String manager;

  // Guarded by this. No user code runs while it is held.
  private final Map<Factory<StoreFactory>, StoreFactory> created = new HashMap<>();
  private boolean closed;

  /**
   * Creates an empty set.
   *
   * @param manager for messages
   */
  StoreFactories(String manager) {
    this.manager = manager;
  }

  /**
   * Returns the store factory of a setting.
   *
   * @param setting null for the heap
   * @param cacheName for messages
   * @throws IllegalStateException if the manager is closed
   */
  StoreFactory get(@Nullable Factory<StoreFactory> setting, String cacheName) {
    if (setting == null) {
      return HEAP;
    }
    StoreFactory known = known(setting, null);
    if (known != null) {
      return known;
    }
    StoreFactory fresh = setting.create();
    if (fresh == null) {
      throw new CacheException("cache '" + cacheName + "': the factory of its store returned null");
    }
    StoreFactory used = null;
    try {
      used = known(setting, fresh);
    } finally {
      if (used != fresh) {
        CacheResources.closeAll(cacheName, List.of(fresh));
      }
    }
    return used == null ? fresh : used;
  }

  /** Returns the factory of a setting; adds one if there is none and it is given. */
  private synchronized @Nullable StoreFactory known(
      Factory<StoreFactory> setting, @Nullable StoreFactory fresh) {
    if (closed) {
      throw new IllegalStateException(manager + " was closed while a cache was being created");
    }
    StoreFactory known = created.get(setting);
    if (known == null && fresh != null) {
      created.put(setting, fresh);
      known = fresh;
    }
    return known;
  }

  /**
   * Returns for each store, by its name, whether it can be reached. Those on the heap are absent.
   */
  SortedMap<String, Boolean> availability() {
    List<StoreFactory> open;
    synchronized (this) {
      open = new ArrayList<>(created.values());
    }
    SortedMap<String, Boolean> availability = new TreeMap<>();
    open.forEach(
        factory ->
            availability.merge(
                factory.description().name(), factory.isAvailable(), Boolean::logicalAnd));
    return availability;
  }

  @Override
  public void close() {
    List<StoreFactory> open;
    synchronized (this) {
      closed = true;
      open = new ArrayList<>(created.values());
      created.clear();
    }
    CacheResources.closeAll(manager, open);
  }
}
