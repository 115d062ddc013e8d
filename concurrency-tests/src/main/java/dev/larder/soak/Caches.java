package dev.larder.soak;

import dev.larder.LarderCachingProvider;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.cache.CacheManager;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The caches of one manager, one of each kind. Used by one thread; all threads use its subjects.
 */
final class Caches {
  private final LarderCachingProvider provider;
  private final URI uri;
  private final ValueClassLoader loader = new ValueClassLoader();
  private final Promises promises;
  private final List<Subject> subjects = new ArrayList<>();
  private CacheManager manager;

  Caches(LarderCachingProvider provider, URI uri, Settings settings, Promises promises)
      throws JMException {
    this.provider = provider;
    this.uri = uri;
    this.promises = promises;
    this.manager = provider.getCacheManager(uri, loader);
    Values loadedValues = loader.values();
    for (Kind kind : Kind.values()) {
      Values values = kind == Kind.BY_VALUE ? loadedValues : Values.BOXED;
      subjects.add(new Subject(kind, manager, values, settings, promises));
    }
  }

  List<Subject> subjects() {
    return subjects;
  }

  ClassLoader loader() {
    return loader;
  }

  /** Ends one cache, or all of them with their manager, and creates them anew. */
  void restart(Subject subject, Ending ending) {
    ending.of(subject.cache());
    promises.count(ending.counted(), 1);
    if (manager.isClosed()) {
      manager = provider.getCacheManager(uri, loader);
      subjects.forEach(each -> each.recreate(manager));
    } else {
      subject.recreate(manager);
    }
  }

  /** Checks that cache, events and store of record agree, once no thread uses the caches. */
  void verify() throws InterruptedException {
    for (Subject subject : subjects) {
      subject.verify();
    }
  }

  /**
   * Fills the caches to their bounds, and returns their total size, which is the same each time.
   */
  long refill() throws JMException, InterruptedException {
    long size = 0;
    for (Subject subject : subjects) {
      subject.refill();
      size += subject.size();
    }
    return size;
  }

  /** Checks the allocation of hits and puts. */
  void checkAllocation() {
    promises.peak(
        "bytes allocated by 100,000 hits and puts",
        Allocation.ofHits(manager),
        Allocation.MAX_BYTES);
  }

  /**
   * Closes the manager, and checks that no thread or queued event is left.
   *
   * @param stay the number of threads that belong to other caches
   */
  void close(int stay) throws InterruptedException {
    promises.require(beans() > 0, "no MBean was there while the caches were open");
    manager.close();
    promises.eventually("the threads end", () -> threads() <= stay);
    promises.eventually("the MBeans go", () -> beans() == 0);
    promises.peak("threads left after close", threads() - stay, 0);
    promises.peak("MBeans left after close", beans(), 0);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("larder"))
        .count();
  }

  private int beans() {
    try {
      ObjectName all = new ObjectName("*:CacheManager=" + uri + ",*");
      return ManagementFactory.getPlatformMBeanServer().queryNames(all, null).size();
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }
}
