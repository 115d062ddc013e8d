package dev.larder.valkey;

import dev.larder.CacheOutcomeUnknownException;
import dev.larder.store.Running;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;

/**
 * A process that uses a cache which others use too. Its arguments are the address, what to do, the
 * number of threads, and the number of operations of each thread. It prints what it has done.
 */
final class IncrementProcess {
  private IncrementProcess() {}

  public static void main(String[] arguments) {
    int threads = Integer.parseInt(arguments[2]);
    int times = Integer.parseInt(arguments[3]);
    try (Managers managers = new Managers()) {
      Cache<String, Integer> cache =
          managers.cache(arguments[0], String.class, Integer.class, settings -> {});
      if (arguments[1].equals("invoke")) {
        increment(cache, threads, times);
      } else if (arguments[1].equals("putIfAbsent")) {
        putIfAbsent(cache, threads, times);
      } else {
        exchange(cache, threads, times, Integer.parseInt(arguments[4]));
      }
    }
  }

  private static void increment(Cache<String, Integer> cache, int threads, int times) {
    AtomicInteger done = new AtomicInteger();
    AtomicInteger unknown = new AtomicInteger();
    Running.together(
        threads,
        thread -> {
          for (int i = 0; i < times; i++) {
            try {
              cache.<Void>invoke(
                  "k",
                  (entry, given) -> {
                    entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
                    return null;
                  });
              done.incrementAndGet();
            } catch (CacheOutcomeUnknownException e) {
              unknown.incrementAndGet();
            }
          }
          return null;
        });
    System.out.println("done " + done + " " + unknown);
  }

  /** Prints the keys that this process was the first to put. */
  private static void putIfAbsent(Cache<String, Integer> cache, int threads, int times) {
    Running.together(
        threads,
        thread -> {
          for (int i = 0; i < times; i++) {
            if (cache.putIfAbsent("key " + i, thread)) {
              System.out.println("put " + i);
            }
          }
          return null;
        });
  }

  /** Prints for each exchange the old and the new value, its begin and its end. */
  private static void exchange(Cache<String, Integer> cache, int threads, int times, int number) {
    Running.together(
        threads,
        thread -> {
          for (int i = 0; i < times; i++) {
            int value = ((number * threads) + thread) * times + i + 1;
            long begin = System.nanoTime();
            Integer old = i % 2 == 0 ? cache.getAndPut("k", value) : invoke(cache, value);
            long end = System.nanoTime();
            System.out.println(
                "exchange " + (old == null ? 0 : old) + " " + value + " " + begin + " " + end);
          }
          return null;
        });
  }

  private static Integer invoke(Cache<String, Integer> cache, int value) {
    return cache.invoke(
        "k",
        (entry, given) -> {
          Integer old = entry.getValue();
          entry.setValue(value);
          return old;
        });
  }
}
