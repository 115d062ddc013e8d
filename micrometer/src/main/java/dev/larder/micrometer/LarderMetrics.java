package dev.larder.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Binds the figures of all caches of a manager to registries of Micrometer, and those of the
 * servers on which caches are. A cache that is created later is bound, and the meters of a closed
 * one are removed, when the gauge {@code larder.caches} is next read, that is, when the figures are
 * next collected. Thread-safe.
 */
public final class LarderMetrics implements MeterBinder, AutoCloseable {
  private final CacheManager manager;
  private final Function<String, Iterable<Tag>> tags;
  private final List<Binding> bindings = new CopyOnWriteArrayList<>();

  /**
   * Creates a binder whose meters have the tag {@code cache}, and {@code cache.manager} with the
   * URI of the manager.
   *
   * @param manager an open manager of Larder
   */
  public LarderMetrics(CacheManager manager) {
    this(manager, cache -> Tags.of("cache.manager", manager.getURI().toString()));
  }

  /**
   * Creates a binder.
   *
   * @param manager an open manager of Larder
   * @param tags returns the tags of the meters of a cache by its name, beside the tag {@code
   *     cache}. All must have the same keys
   */
  public LarderMetrics(CacheManager manager, Function<String, Iterable<Tag>> tags) {
    this.manager = manager;
    this.tags = tags;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Binding binding = new Binding(registry);
    bindings.add(binding);
    binding.caches =
        Gauge.builder("larder.caches", binding, Binding::update)
            .description("The number of caches")
            .tag("cache.manager", manager.getURI().toString())
            .strongReference(true)
            .register(registry);
    binding.update();
  }

  /** Removes the meters of the caches from the registries, and stops recording loads. */
  @Override
  public void close() {
    bindings.forEach(Binding::close);
    bindings.clear();
  }

  /** A bound cache, and its meters. */
  private record Bound(Cache<?, ?> cache, LarderCacheMetrics metrics, List<Meter> meters) {}

  /** The meters in one registry. */
  private final class Binding {
    private final MeterRegistry registry;

    private volatile @Nullable Meter caches;

    // Guarded by this.
    private final Map<String, Bound> bound = new HashMap<>();
    private final Map<ObjectName, List<Meter>> stores = new HashMap<>();
    private boolean closed;

    Binding(MeterRegistry registry) {
      this.registry = registry;
    }

    /** Binds new caches, and removes the meters of closed ones. Returns the number of caches. */
    synchronized int update() {
      if (closed) {
        return 0;
      }
      Map<String, Cache<?, ?>> open = open();
      for (Iterator<Bound> all = bound.values().iterator(); all.hasNext(); ) {
        Bound each = all.next();
        if (open.get(each.cache.getName()) != each.cache) {
          remove(each);
          all.remove();
        }
      }
      open.forEach((name, cache) -> bound.computeIfAbsent(name, key -> bind(cache)));
      updateStores();
      return open.size();
    }

    private void updateStores() {
      String uri = manager.getURI().toString();
      Set<ObjectName> beans = StoreMeters.beans(uri);
      for (var all = stores.entrySet().iterator(); all.hasNext(); ) {
        Map.Entry<ObjectName, List<Meter>> each = all.next();
        if (!beans.contains(each.getKey())) {
          each.getValue().forEach(registry::remove);
          all.remove();
        }
      }
      for (ObjectName bean : beans) {
        stores.computeIfAbsent(bean, key -> StoreMeters.bind(registry, bean, uri));
      }
    }

    private Map<String, Cache<?, ?>> open() {
      Map<String, Cache<?, ?>> open = new HashMap<>();
      try {
        for (String name : manager.getCacheNames()) {
          Cache<?, ?> cache = manager.getCache(name);
          if (cache != null) {
            open.put(name, cache);
          }
        }
      } catch (IllegalStateException e) {
        open.clear(); // The manager has been closed, and its caches with it.
      }
      return open;
    }

    private Bound bind(Cache<?, ?> cache) {
      LarderCacheMetrics metrics = new LarderCacheMetrics(cache, tags.apply(cache.getName()));
      List<Meter> meters = new ArrayList<>();
      metrics.bindTo(registry);
      for (Meter meter : registry.getMeters()) {
        if (LarderCacheMetrics.NAMES.contains(meter.getId().getName())
            && cache.getName().equals(meter.getId().getTag("cache"))
            && hasTags(meter, cache)) {
          meters.add(meter);
        }
      }
      return new Bound(cache, metrics, meters);
    }

    private boolean hasTags(Meter meter, Cache<?, ?> cache) {
      List<Tag> all = meter.getId().getTags();
      for (Tag tag : tags.apply(cache.getName())) {
        if (!all.contains(tag)) {
          return false;
        }
      }
      return true;
    }

    private void remove(Bound each) {
      each.metrics.close();
      each.meters.forEach(registry::remove);
    }

    synchronized void close() {
      closed = true;
      bound.values().forEach(this::remove);
      bound.clear();
      stores.values().forEach(meters -> meters.forEach(registry::remove));
      stores.clear();
      Meter gauge = caches;
      if (gauge != null) {
        registry.remove(gauge);
      }
    }
  }
}
