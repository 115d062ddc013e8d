package dev.larder.soak;

import com.sun.management.ThreadMXBean;
import dev.larder.LarderConfiguration;
import java.lang.management.ManagementFactory;
import javax.cache.Cache;
import javax.cache.CacheManager;

/** Checks that hits and puts of present keys, by reference, allocate nothing. */
final class Allocation {
  /** The allocation in bytes that is allowed for the JVM itself, far less than a byte a call. */
  static final long MAX_BYTES = 4_096;

  private static final int CALLS = 50_000;
  private static final Integer KEY = 1_000_000;

  private Allocation() {}

  /** Returns the bytes that the hits, and as many puts, have allocated. */
  static long ofHits(CacheManager manager) {
    Cache<Integer, Object> cache =
        manager.createCache(
            "hits",
            LarderConfiguration.builder(Integer.class, Object.class).storeByReference().build());
    use(cache);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    use(cache);
    return threads.getThreadAllocatedBytes(thread) - before;
  }

  private static void use(Cache<Integer, Object> cache) {
    for (int i = 0; i < CALLS; i++) {
      cache.put(KEY, KEY);
      cache.get(KEY);
    }
  }
}
