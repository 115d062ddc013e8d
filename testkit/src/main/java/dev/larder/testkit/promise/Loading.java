package dev.larder.testkit.promise;

import static dev.larder.testkit.promise.Promise.beyond;
import static dev.larder.testkit.promise.Promise.spec;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;

/** Loaders are called as required, and their results take effect. */
final class Loading {
  private static final int OTHERS = 1_500;
  private static final int SLOW = 999_999;

  private Loading() {}

  static List<Promise> promises() {
    return List.of(
        beyond("a null value from loadAll is no value", Loading::nullValues),
        spec(
            "loadAll tells its listener of a loader's exception",
            "CompletionListener.onException",
            trial -> completion(trial, new IllegalStateException("the loader's own failure"))),
        beyond(
            "loadAll tells its listener of a loader's Error",
            trial -> completion(trial, new AssertionError("the loader's own Error"))),
        beyond("a slow load delays no other key", Loading::slow),
        beyond("threads that miss one key share one load", Loading::shared));
  }

  static Cache<Integer, Integer> open(Trial trial, CacheLoader<Integer, Integer> loader) {
    return trial.open(setup -> setup.setReadThrough(true).setCacheLoaderFactory(() -> loader));
  }

  static Cache<Integer, Integer> loading(
      Trial trial, Function<Integer, @Nullable Integer> function) {
    return open(trial, new FunctionLoader<>(function));
  }

  private static void nullValues(Trial trial) throws InterruptedException {
    Cache<Integer, Integer> cache = open(trial, new WithNulls());
    Map<Integer, Integer> found = cache.getAll(new HashSet<>(Set.of(1, 2, 3, 4)));
    trial.check(new HashMap<>(Map.of(1, 10, 3, 30)).equals(found), "getAll: " + found);
    LoadCompletion completion = new LoadCompletion();
    cache.loadAll(new HashSet<>(Set.of(5, 6)), true, completion);
    trial.check(completion.inTime(), "loadAll does not tell its listener");
    trial.check(completion.failure() == null, "loadAll fails: " + completion.failure());
    trial.check(cache.containsKey(5), "the value beside the null is not there");
  }

  /** Has values for odd keys, and null for the others. */
  private static final class WithNulls implements CacheLoader<Integer, Integer> {
    @Override
    public @Nullable Integer load(Integer key) {
      return key % 2 == 0 ? null : key * 10;
    }

    @Override
    @SuppressWarnings("NullAway") // that is the point
    public Map<Integer, Integer> loadAll(Iterable<? extends Integer> keys) {
      Map<Integer, Integer> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }

  private static void completion(Trial trial, Throwable failure) throws InterruptedException {
    Cache<Integer, Integer> cache =
        loading(
            trial,
            key -> {
              if (failure instanceof Error error) {
                throw error;
              }
              throw (RuntimeException) failure;
            });
    LoadCompletion completion = new LoadCompletion();
    // The caller's own exception is not checked: other threads wait on the listener.
    Calls.ignoringFailure(() -> cache.loadAll(new HashSet<>(Set.of(1, 2)), true, completion));
    trial.check(completion.inTime(), "loadAll does not tell its listener");
    trial.check(completion.failure() != null, "loadAll tells its listener of a success");
  }

  private static void slow(Trial trial) throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch loading = new CountDownLatch(1);
    Cache<Integer, Integer> cache =
        loading(
            trial,
            key -> {
              if (key == SLOW) {
                loading.countDown();
                awaitLatch(release);
              }
              return key;
            });
    TestThreads testThreads = new TestThreads().add(() -> cache.get(SLOW)).start();
    loading.await();
    AtomicInteger through = new AtomicInteger();
    TestThreads others = others(cache, through);
    TimeLimit.until(() -> through.get() == OTHERS);
    trial.count(OTHERS - through.get(), OTHERS, "others wait for the load");
    release.countDown();
    testThreads.end();
    others.end();
  }

  /**
   * Reads enough keys for a table that starts small to grow. A thread that waits blocks no other
   * thread.
   */
  private static TestThreads others(Cache<Integer, Integer> cache, AtomicInteger through) {
    AtomicInteger next = new AtomicInteger();
    TestThreads others = new TestThreads();
    for (int i = 0; i < 8; i++) {
      others.add(
          () -> {
            for (int key = next.getAndIncrement(); key < OTHERS; key = next.getAndIncrement()) {
              cache.get(key);
              through.incrementAndGet();
            }
          });
    }
    return others.start();
  }

  static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void shared(Trial trial) throws Exception {
    int keys = trial.times(240);
    AtomicInteger loads = new AtomicInteger();
    Cache<Integer, Integer> cache =
        loading(
            trial,
            key -> {
              loads.incrementAndGet();
              TimeLimit.until(() -> false, 1_000_000); // time for other threads to join the load
              return key;
            });
    TestThreads.run(
        4,
        thread -> {
          for (int key = 0; key < keys; key++) {
            cache.get(key);
          }
        });
    trial.count(loads.get() - keys, keys, loads.get() + " loads of " + keys + " keys");
  }
}
