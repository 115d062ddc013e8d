package dev.larder.jcache;

import dev.larder.config.EffectiveConfiguration;
import dev.larder.config.ManagerConfiguration;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.cache.configuration.Configuration;

/**
 * Creates the caches of a manager: for {@code createCache}, from its file, and from templates. User
 * code runs without a lock, while the name of the cache is reserved. Thread-safe.
 */
final class CacheCreator {
  private static final Logger LOG = System.getLogger("dev.larder");

  private final LarderCacheManager manager;
  private final CacheRegistry registry;
  private final ConfigurationReloader reloader;

  CacheCreator(LarderCacheManager manager, CacheRegistry registry, ConfigurationReloader reloader) {
    this.manager = manager;
    this.registry = registry;
    this.reloader = reloader;
  }

  /** Creates a cache for the application; replaces one of the file that is not in use. */
  <K, V> LarderCache<K, V> create(String name, Configuration<K, V> programmatic) {
    ManagerConfiguration used = reloader.current();
    EffectiveConfiguration<K, V> effective = used.resolve(name, programmatic);
    LarderCache<?, ?> replaced = registry.reserve(name, used);
    LarderCache<K, V> created;
    try {
      if (replaced != null) {
        replaced.closeBy("CacheManager.createCache(), which completes it");
      }
      created = build(name, effective, false);
    } catch (Throwable e) {
      if (replaced != null && !registry.isClosed()) {
        restore(name, e);
      }
      throw e;
    } finally {
      registry.release(name);
    }
    logCreated(name, effective);
    reloader.catchUp(created, used);
    return created;
  }

  /** Creates a replaced cache of the file again. */
  private void restore(String name, Throwable failure) {
    try {
      build(name, reloader.current().resolve(name, null), true);
    } catch (Throwable e) {
      failure.addSuppressed(e);
    }
  }

  /** Creates a cache that the file names. */
  void createFromFile(String name) {
    ManagerConfiguration current = reloader.current();
    registry.reserve(name, current);
    try {
      build(name, current.resolve(name, null), true);
    } finally {
      registry.release(name);
    }
  }

  /** Creates a cache from a template, or waits for another thread that does. */
  LarderCache<?, ?> createFromTemplate(String name) {
    ManagerConfiguration used = reloader.current();
    EffectiveConfiguration<Object, Object> effective;
    try {
      effective = used.resolve(name, null);
    } catch (IllegalArgumentException e) {
      throw used.refusal(name, e);
    }
    LarderCache<?, ?> present = registry.await(name, true);
    if (present != null) {
      return present;
    }
    try {
      LarderCache<?, ?> created = build(name, effective, false);
      logCreated(name, effective);
      reloader.catchUp(created, used);
      return created;
    } finally {
      registry.release(name);
    }
  }

  /** Creates a cache whose name is reserved, starts it and publishes it. */
  private <K, V> LarderCache<K, V> build(
      String name, EffectiveConfiguration<K, V> effective, boolean isFromFile) {
    CacheControl<K, V> control =
        new CacheControl<>(
            manager, effective, new CacheBuilder<>(name, manager, effective).build());
    LarderCache<K, V> cache =
        new LarderCache<>(name, manager, control, effective.isTyped(), isFromFile);
    try {
      control.start(cache);
      reloader.noteCreated(name);
      registry.publish(cache);
    } catch (Throwable e) {
      cache.closeBy("a failed creation");
      throw e;
    }
    String subject = "cache '" + name + "' of " + manager.getURI() + ": ";
    effective.warnings().forEach(text -> LOG.log(Level.WARNING, subject + text));
    LOG.log(Level.DEBUG, () -> subject + effective.description());
    return cache;
  }

  private void logCreated(String name, EffectiveConfiguration<?, ?> effective) {
    LOG.log(
        Level.INFO,
        () -> "cache '" + name + "' of " + manager.getURI() + ": " + effective.shortDescription());
  }
}
