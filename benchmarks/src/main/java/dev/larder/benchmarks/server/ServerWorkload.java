package dev.larder.benchmarks.server;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.processor.EntryProcessor;
import javax.cache.spi.CachingProvider;

/**
 * One operation in a JVM with one provider, which its configuration file connects to the server.
 * Prints the operations of each second of the measurement. The arguments are the class of the
 * provider, the file, the operation, the number of threads, and the seconds to measure.
 */
public final class ServerWorkload {
  private static final int KEYS = 10_000;
  private static final int BULK = 100;
  private static final int WARM_UP_SECONDS = 3;
  private static final String VALUE = "a value of about one hundred bytes: " + "x".repeat(64);
  private static final EntryProcessor<String, String, String> APPEND =
      (entry, arguments) -> {
        String old = entry.getValue();
        entry.setValue(VALUE);
        return old;
      };

  private static final String COUNTER = "counter";
  private static final EntryProcessor<String, String, String> INCREMENT =
      (entry, arguments) -> {
        entry.setValue(entry.exists() ? Long.toString(Long.parseLong(entry.getValue()) + 1) : "1");
        return COUNTER;
      };

  private final Cache<String, String> cache;
  private final AtomicLong operations = new AtomicLong();
  private volatile boolean isStopped;

  private ServerWorkload(Cache<String, String> cache) {
    this.cache = cache;
  }

  /** Measures. */
  public static void main(String[] arguments) throws InterruptedException {
    CachingProvider provider = Caching.getCachingProvider(arguments[0]);
    try (CacheManager manager =
        provider.getCacheManager(
            Path.of(arguments[1]).toUri(), ServerWorkload.class.getClassLoader())) {
      MutableConfiguration<String, String> configuration = new MutableConfiguration<>();
      configuration.setTypes(String.class, String.class);
      Cache<String, String> cache = manager.createCache("benchmark", configuration);
      new ServerWorkload(cache)
          .run(arguments[2], Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
      manager.destroyCache("benchmark");
    }
  }

  private void run(String operation, int threads, int seconds) throws InterruptedException {
    Map<String, String> some = new HashMap<>();
    for (int key = 0; key < KEYS; key++) {
      some.put(key(key), VALUE);
      if (some.size() == BULK) {
        cache.putAll(some);
        some.clear();
      }
    }
    Thread[] workers = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      workers[i] = new Thread(() -> work(operation));
      workers[i].start();
    }
    TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
    long before = operations.get();
    long start = System.nanoTime();
    System.out.println("begin");
    TimeUnit.SECONDS.sleep(seconds);
    long count = operations.get() - before;
    long nanos = System.nanoTime() - start;
    System.out.println("end " + count + " " + nanos);
    isStopped = true;
    for (Thread worker : workers) {
      worker.join();
    }
    if (operation.equals("increment")) {
      System.out.println("kept " + cache.get(COUNTER) + " of " + operations);
    }
  }

  private static String key(int number) {
    return "key-" + number;
  }

  private static Set<String> keys() {
    Set<String> keys = new HashSet<>();
    int first = ThreadLocalRandom.current().nextInt(KEYS);
    for (int i = 0; i < BULK; i++) {
      keys.add(key((first + i) % KEYS));
    }
    return keys;
  }

  private void work(String operation) {
    int sum = 0;
    while (!isStopped) {
      String key = key(ThreadLocalRandom.current().nextInt(KEYS));
      Object result =
          switch (operation) {
            case "get" -> cache.get(key);
            case "put" -> {
              cache.put(key, VALUE);
              yield key;
            }
            case "getAndPut" -> cache.getAndPut(key, VALUE);
            case "putIfAbsent" -> cache.putIfAbsent(key, VALUE);
            case "invoke" -> cache.invoke(key, APPEND);
            case "increment" -> cache.invoke(COUNTER, INCREMENT);
            case "getAll" -> cache.getAll(keys());
            case "putAll" -> {
              Map<String, String> entries = new HashMap<>();
              keys().forEach(each -> entries.put(each, VALUE));
              cache.putAll(entries);
              yield key;
            }
            default -> throw new IllegalArgumentException(operation);
          };
      sum += result == null ? 0 : 1;
      operations.incrementAndGet();
    }
    if (sum < 0) {
      throw new AssertionError(); // uses the results
    }
  }
}
