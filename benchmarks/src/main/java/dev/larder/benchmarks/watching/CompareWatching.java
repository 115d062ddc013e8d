package dev.larder.benchmarks.watching;

import dev.larder.LarderCachingProvider;
import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.LarderRecorderMXBean;
import dev.larder.ReadRecording;
import dev.larder.benchmarks.workload.Zipf;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import javax.cache.Cache;
import javax.cache.CacheManager;

/**
 * Compares gets of a watched cache with gets of an unwatched one, in one JVM. The caches take turns
 * every few milliseconds, so that all of them meet the same state of the machine. A ratio is the
 * median over the rounds of the ratio in one round. What watches runs all the time.
 */
public final class CompareWatching {
  private static final int THREADS = 2;
  private static final int KEYS = 10_000;
  private static final int GETS = 100_000;
  private static final int WARM_UP = 100;

  private final CyclicBarrier barrier = new CyclicBarrier(THREADS + 1);
  private final Integer[] ring;
  private volatile Cache<Integer, Integer> target;

  private CompareWatching(Cache<Integer, Integer> first) {
    target = first;
    Integer[] all = new Integer[KEYS];
    Arrays.setAll(all, i -> i);
    ring = Zipf.ring(all, 1 << 16);
  }

  /** Runs the comparison. Argument: the number of rounds; 1,000 by default. */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length == 0 ? 1_000 : Integer.parseInt(arguments[0]);
    LarderCachingProvider provider = new LarderCachingProvider();
    CacheManager plain = provider.getCacheManager();
    CacheManager watched =
        provider.getCacheManager(URI.create("watched"), provider.getDefaultClassLoader());
    Map<String, Cache<Integer, Integer>> caches = new LinkedHashMap<>();
    caches.put("unwatched", plain.createCache("a", builder().build()));
    caches.put("unwatched, another cache", plain.createCache("b", builder().build()));
    caches.put("statistics", plain.createCache("c", builder().statistics().build()));
    caches.put("everything", watched.createCache("d", builder().statistics().management().build()));
    caches.put(
        "everything, and a recording",
        watched.createCache(
            "e", builder().statistics().management().readRecording(ReadRecording.HASHES).build()));
    caches.values().forEach(CompareWatching::fill);
    LarderRecorderMXBean recorder =
        caches.get("everything, and a recording").unwrap(LarderRecorderMXBean.class);
    Watchers.start(watched, () -> record(recorder));
    CompareWatching comparison = new CompareWatching(caches.get("unwatched"));
    System.out.print(comparison.run(caches, rounds));
    System.exit(0);
  }

  private static LarderConfigurationBuilder<Integer, Integer> builder() {
    return LarderConfiguration.builder(Integer.class, Integer.class).maximumSize(2L * KEYS);
  }

  private static void fill(Cache<Integer, Integer> cache) {
    for (int i = 0; i < KEYS; i++) {
      cache.put(i, i);
    }
  }

  private static void record(LarderRecorderMXBean recorder) {
    if (!recorder.isRecording()) {
      recorder.discard(recorder.getNumber());
      var unused = recorder.start(12, 20_000_000, 3_600, false);
    }
  }

  private String run(Map<String, Cache<Integer, Integer>> caches, int rounds) throws Exception {
    for (int thread = 0; thread < THREADS; thread++) {
      int start = thread * 1_000;
      Thread worker = new Thread(() -> work(start), "worker");
      worker.setDaemon(true);
      worker.start();
    }
    double[][] nanos = new double[caches.size()][rounds];
    for (int round = -WARM_UP; round < rounds; round++) {
      int column = 0;
      for (Cache<Integer, Integer> cache : caches.values()) {
        double measured = turn(cache);
        if (round >= 0) {
          nanos[column][round] = measured;
        }
        column++;
      }
    }
    StringBuilder table =
        new StringBuilder("| cache | ns a get | gets beside unwatched |\n|---|---|---|\n");
    int column = 0;
    for (String name : caches.keySet()) {
      double[] ratios = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        ratios[round] = nanos[0][round] / nanos[column][round];
      }
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %.1f | %.3f |%n",
              name,
              median(nanos[column].clone()),
              median(ratios)));
      column++;
    }
    return table.toString();
  }

  private static double median(double[] numbers) {
    Arrays.sort(numbers);
    return numbers[numbers.length / 2];
  }

  /** Returns the nanoseconds of a get by one thread. */
  private double turn(Cache<Integer, Integer> cache) throws Exception {
    target = cache;
    long start = System.nanoTime();
    barrier.await();
    barrier.await();
    return (System.nanoTime() - start) / (double) GETS;
  }

  private void work(int start) {
    int place = start;
    try {
      while (true) {
        barrier.await();
        place = gets(target, place);
        barrier.await();
      }
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  private int gets(Cache<Integer, Integer> cache, int from) {
    int place = from;
    for (int i = 0; i < GETS; i++) {
      Integer key = ring[++place & (ring.length - 1)];
      if (!cache.get(key).equals(key)) {
        throw new IllegalStateException("a wrong value for " + key);
      }
    }
    return place;
  }
}
