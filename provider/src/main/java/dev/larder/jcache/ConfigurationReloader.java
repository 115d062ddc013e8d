package dev.larder.jcache;

import dev.larder.config.ManagerConfiguration;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The current configuration of a manager, which a reload replaces: on demand, or when a watched
 * file has changed. Thread-safe.
 */
final class ConfigurationReloader {
  private static final Logger LOG = System.getLogger("dev.larder");

  private final LarderCacheManager manager;
  private final CacheRegistry registry;
  private final FileWatch watch;

  /** Serializes reloads; no other operation takes it. */
  private final ReentrantLock lock = new ReentrantLock();

  /** The names in the file for which a cache was created, including closed caches. */
  private final Set<String> createdFromFile = ConcurrentHashMap.newKeySet();

  private volatile ManagerConfiguration current;

  /** The configuration at the last poll of a watched file. */
  private volatile @Nullable ManagerConfiguration lastSeen;

  ConfigurationReloader(
      LarderCacheManager manager, CacheRegistry registry, ManagerConfiguration current) {
    this.manager = manager;
    this.registry = registry;
    this.current = current;
    this.watch = new FileWatch(manager, this);
  }

  ManagerConfiguration current() {
    return current;
  }

  /** Records that a cache of this name was created. */
  void noteCreated(String name) {
    if (current.placeOf(name) != null) {
      createdFromFile.add(name);
    }
  }

  /** Starts to poll the file, if the configuration sets a period. */
  void startWatch() {
    watch.start();
  }

  void stopWatch() {
    watch.stop();
  }

  /** Reloads the configuration, see {@link dev.larder.LarderManagerMXBean#reload}. */
  List<String> reload() {
    return reload(this::load);
  }

  /**
   * Reloads a file that has changed since the last reload, but not since the last poll: a file that
   * is still changing may be half written.
   */
  void reloadIfChanged() {
    ManagerConfiguration seen = load();
    ManagerConfiguration seenBefore = lastSeen;
    lastSeen = seen;
    if (seen.isSameAs(current) || seenBefore == null || !seen.isSameAs(seenBefore)) {
      return;
    }
    if (seen.isEmpty()) {
      throw new CacheException("configuration " + seen.file() + " is empty");
    }
    reload(() -> seen);
  }

  /** Applies a reload that took place while a cache was created. */
  void catchUp(LarderCache<?, ?> cache, ManagerConfiguration used) {
    if (current.isOther(used)) {
      try {
        new Reload(current, List.of(cache)).apply();
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, cache + " keeps the configuration from before a reload", e);
      }
    }
  }

  private ManagerConfiguration load() {
    ManagerConfiguration loaded =
        ManagerConfiguration.load(
            manager.getURI(), manager.getClassLoader(), manager.getProperties());
    if (loaded.file().isEmpty() && !current.file().isEmpty()) {
      throw new CacheException("configuration " + current.file() + " is no longer there");
    }
    return loaded;
  }

  private List<String> reload(Supplier<ManagerConfiguration> source) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    lock.lock();
    try {
      // Classes that the file names are resolved as when the manager was created.
      thread.setContextClassLoader(manager.environment().contextClassLoader());
      registry.requireOpen();
      ManagerConfiguration after = source.get();
      Reload reload = new Reload(after, registry.all());
      boolean isWatched = current.watch() != null;
      current = after;
      List<String> lines = new ArrayList<>(reload.apply());
      lines.addAll(createAdded(after));
      if (isWatched && after.watch() == null) {
        lines.add("the file is no longer watched");
      }
      lines.forEach(line -> LOG.log(Level.INFO, () -> manager + ": reloaded: " + line));
      return lines;
    } finally {
      thread.setContextClassLoader(before);
      try {
        startWatch();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Creates the caches that the file names for the first time; returns a line for each. */
  private List<String> createAdded(ManagerConfiguration after) {
    List<String> lines = new ArrayList<>();
    for (String name : after.cacheNames()) {
      if (!createdFromFile.contains(name) && registry.get(name) == null) {
        try {
          manager.creator().createFromFile(name);
          lines.add("cache '" + name + "': created, because the file names it now");
        } catch (RuntimeException e) {
          lines.add("cache '" + name + "': not created: " + e);
        }
      }
    }
    return lines;
  }
}
