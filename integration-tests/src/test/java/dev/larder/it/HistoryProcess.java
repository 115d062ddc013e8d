package dev.larder.it;

import dev.larder.LarderConfiguration;
import dev.larder.testkit.promise.History;
import dev.larder.testkit.promise.Operation;
import dev.larder.valkey.ValkeyConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;

/**
 * A process that calls operations on a cache while other processes do, and prints each call with
 * its times. Its arguments are the address, the seed of its threads, and the number of threads of
 * all processes. The threads of all processes begin each key together.
 */
final class HistoryProcess {
  static final int THREADS = 2;
  static final int KEYS = 60;

  /** A key is called by eight threads, and a history has at most 62 calls. */
  private static final int CALLS = 7;

  private final Cache<Integer, Integer> cache;
  private final int allThreads;

  private HistoryProcess(Cache<Integer, Integer> cache, int allThreads) {
    this.cache = cache;
    this.allThreads = allThreads;
  }

  public static void main(String[] arguments) throws InterruptedException {
    try (CacheManager manager = Caching.getCachingProvider().getCacheManager()) {
      LarderConfiguration<Integer, Integer> configuration = new LarderConfiguration<>();
      configuration.setTypes(Integer.class, Integer.class);
      configuration.setStoreFactory(ValkeyConfiguration.of(arguments[0]));
      Cache<Integer, Integer> cache = manager.createCache("history", configuration);
      HistoryProcess process = new HistoryProcess(cache, Integer.parseInt(arguments[2]));
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(Long.parseLong(arguments[1]) * THREADS + i);
        Thread thread = new Thread(() -> process.run(random));
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private void run(Random random) {
    for (int key = 1; key <= KEYS; key++) {
      awaitAll(-key);
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < CALLS; i++) {
        lines.append(line(key, call(key, random)));
      }
      System.out.print(lines);
    }
  }

  /** Waits until all threads of all processes have come here. */
  private void awaitAll(int key) {
    cache.invoke(
        key,
        (entry, arguments) -> {
          entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
          return null;
        });
    while (cache.get(key) < allThreads) {
      Thread.onSpinWait();
    }
  }

  private History.Call call(int key, Random random) {
    Operation[] operations = Operation.values();
    Operation operation = operations[random.nextInt(operations.length)];
    // Few values, so that conditions often hold.
    int a = random.nextInt(3);
    int b = random.nextInt(3);
    long before = System.nanoTime(); // one clock for all processes of a machine
    Object result = operation.call(cache, key, a, b);
    return new History.Call(operation, a, b, new History.Span(before, System.nanoTime()), result);
  }

  private static String line(int key, History.Call call) {
    return "%d %s %d %d %d %d %s%n"
        .formatted(
            key,
            call.operation(),
            call.a(),
            call.b(),
            call.span().before(),
            call.span().after(),
            call.result());
  }
}
