package dev.larder.testkit.promise;

import static dev.larder.testkit.promise.Promise.beyond;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;

/** Every operation ends, with a result or an exception. */
final class Progress {
  private Progress() {}

  static List<Promise> promises() {
    return List.of(
        beyond("a loader that gets its own key ends", trial -> recursion(trial, 0)),
        beyond("a loader that gets another key ends, and well", trial -> recursion(trial, 1)),
        beyond("loaders that get each other's keys end", Progress::crossedLoads),
        beyond("processors that invoke each other's caches end", Progress::crossedInvokes),
        beyond("a synchronous listener may write to its cache", trial -> listener(trial, true)),
        beyond("an asynchronous listener may write to its cache", trial -> listener(trial, false)),
        beyond("asynchronous listeners may write to other caches", Progress::listeners),
        beyond("close ends while a load is blocked, or with it", Progress::close));
  }

  private static void recursion(Trial trial, int distance) throws Exception {
    CompletableFuture<Cache<Integer, Integer>> own = new CompletableFuture<>();
    own.complete(
        Loading.loading(
            trial,
            key -> {
              Integer next = distance == 0 || key > 0 ? own.join().get(key - distance) : key;
              return next == null ? key : next;
            }));
    // A loader that is called recursively ends in a StackOverflowError, which counts as an end.
    boolean well = distance > 0;
    ends(
        trial,
        well,
        () -> {
          Integer found = own.join().get(5);
          trial.check(!well || Objects.equals(found, 0), "loaded from one to the next: " + found);
        });
  }

  /** Runs a task in another thread. The parameter decides whether an exception counts as an end. */
  private static void ends(Trial trial, boolean well, TestThreads.Task task) throws Exception {
    TestThreads testThreads = new TestThreads().add(task).start();
    if (well) {
      testThreads.end();
    } else {
      testThreads.endIgnoringFailures();
    }
    trial.check(true, "ended");
  }

  private static void crossedLoads(Trial trial) throws Exception {
    CompletableFuture<Cache<Integer, Integer>> own = new CompletableFuture<>();
    CyclicBarrier both = new CyclicBarrier(2);
    AtomicInteger depth = new AtomicInteger();
    own.complete(
        Loading.loading(
            trial,
            key -> {
              if (depth.incrementAndGet() <= 2) {
                meet(both);
                own.join().get(1 - key);
              }
              return key;
            }));
    TestThreads testThreads =
        new TestThreads().add(() -> own.join().get(0)).add(() -> own.join().get(1)).start();
    testThreads.endIgnoringFailures();
    trial.check(true, "ended");
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      // If one lock prevents the other call from arriving here, the calls cannot deadlock.
      barrier.await(1, TimeUnit.SECONDS);
    } catch (Exception e) {
      return;
    }
  }

  private static void crossedInvokes(Trial trial) throws Exception {
    Cache<Integer, Integer> one = trial.open();
    Cache<Integer, Integer> two = trial.open();
    CyclicBarrier both = new CyclicBarrier(2);
    TestThreads testThreads = new TestThreads().add(() -> one.invoke(1, calling(two, both)));
    testThreads.add(() -> two.invoke(1, calling(one, both))).start().endIgnoringFailures();
    trial.check(true, "ended");
    // Both caches must remain usable.
    new TestThreads().add(() -> one.put(1, 1)).add(() -> two.put(1, 1)).start().end();
  }

  private static EntryProcessor<Integer, Integer, @Nullable Integer> calling(
      Cache<Integer, Integer> other, CyclicBarrier both) {
    return (entry, arguments) -> {
      entry.setValue(1);
      meet(both);
      return other.invoke(entry.getKey(), Atomicity.INCREMENT);
    };
  }

  private static void listener(Trial trial, boolean synchronous) throws Exception {
    CompletableFuture<Cache<Integer, Integer>> own = new CompletableFuture<>();
    EventRecorder<Integer, Integer> recorder =
        new EventRecorder<>() {
          @Override
          void then(Integer key) {
            if (key < 1_000) {
              own.join().put(key + 1_000, key);
            }
          }
        };
    own.complete(
        trial.open(
            setup ->
                setup.addCacheEntryListenerConfiguration(recorder.configuration(synchronous))));
    int keys = trial.times(120);
    TestThreads.run(2, thread -> putAll(own.join(), keys));
    boolean heard = TimeLimit.until(() -> own.join().containsKey(1_000 + keys - 1));
    trial.check(heard, "what the listener put is not there");
  }

  private static void putAll(Cache<Integer, Integer> cache, int keys) {
    for (int key = 0; key < keys; key++) {
      cache.put(key, key);
    }
  }

  /**
   * Runs a ring of caches, so that events wait on each other's threads if there are few of them.
   */
  private static void listeners(Trial trial) throws Exception {
    int ring = 8;
    int keys = trial.times(240);
    int own = ring * keys;
    // The number of events: each write is heard, and causes another write by a listener.
    int expected = 2 * own;
    AtomicInteger heard = new AtomicInteger();
    List<Cache<Integer, Integer>> caches = new ArrayList<>();
    for (int i = 0; i < ring; i++) {
      int next = (i + 1) % ring;
      EventRecorder<Integer, Integer> recorder =
          new EventRecorder<>() {
            @Override
            void then(Integer key) {
              if (heard.incrementAndGet() <= own) {
                caches.get(next).put(key + keys, key);
              }
            }
          };
      caches.add(
          trial.open(
              setup -> setup.addCacheEntryListenerConfiguration(recorder.configuration(false))));
    }
    TestThreads.run(ring, thread -> putAll(caches.get(thread), keys));
    TimeLimit.until(() -> heard.get() >= expected);
    int missed = Math.max(0, expected - heard.get());
    trial.count(missed, expected, "events not heard");
  }

  private static void close(Trial trial) throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Cache<Integer, Integer> cache =
        Loading.loading(
            trial,
            key -> {
              loading.countDown();
              Loading.awaitLatch(release);
              return key;
            });
    TestThreads load = new TestThreads().add(() -> cache.get(1)).start();
    loading.await();
    TestThreads closing = new TestThreads().add(cache::close).start();
    TimeLimit.until(cache::isClosed, TimeUnit.SECONDS.toNanos(1));
    release.countDown();
    load.endIgnoringFailures();
    closing.endIgnoringFailures();
    trial.check(cache.isClosed(), "the cache is not closed");
  }
}
