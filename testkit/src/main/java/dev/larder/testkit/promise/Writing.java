package dev.larder.testkit.promise;

import static dev.larder.testkit.promise.Promise.beyond;
import static dev.larder.testkit.promise.Promise.spec;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheWriterException;

/** Cache and store of record agree. */
final class Writing {
  private static final int KEYS = 8;
  private static final int THREADS = 4;
  private static final int MANY = 100;
  private static final int NEVER = Integer.MAX_VALUE;

  private Writing() {}

  static List<Promise> promises() {
    return List.of(
        spec("a failed write leaves the entry as it was", "CacheWriter.write", Writing::failed),
        spec("a failed writeAll keeps what was written", "CacheWriter.writeAll", Writing::writeAll),
        spec("a failed deleteAll removes what was", "CacheWriter.deleteAll", Writing::deleteAll),
        spec(
            "nothing is written while write-through is off",
            "MutableConfiguration.setWriteThrough",
            Writing::off),
        spec(
            "a writer's exception comes as CacheWriterException",
            "CacheWriterException: must wrap",
            Writing::wrapped),
        beyond("bulk operations in any order of keys end", Writing::bulk),
        beyond("cache and store agree after concurrent writes", trial -> agree(trial, NEVER)),
        beyond("cache and store agree if one write in ten fails", trial -> agree(trial, 10)));
  }

  private static Cache<Integer, Integer> open(Trial trial, StoreOfRecord store) {
    return trial.open(setup -> setup.setWriteThrough(true).setCacheWriterFactory(() -> store));
  }

  private static void failed(Trial trial) {
    AtomicBoolean failing = new AtomicBoolean();
    Cache<Integer, Integer> cache = open(trial, new StoreOfRecord(key -> failing.get()));
    cache.put(1, 10);
    failing.set(true);
    expectFailure(trial, "put", () -> cache.put(1, 11));
    expectFailure(trial, "getAndPut", () -> cache.getAndPut(1, 11));
    expectFailure(trial, "replace", () -> cache.replace(1, 11));
    expectFailure(trial, "invoke", () -> cache.invoke(1, Atomicity.INCREMENT));
    expectFailure(trial, "remove", () -> cache.remove(1));
    expectFailure(trial, "getAndRemove", () -> cache.getAndRemove(1));
    expectFailure(trial, "putIfAbsent", () -> cache.putIfAbsent(2, 20));
    trial.check(Objects.equals(cache.get(1), 10), "10 became " + cache.get(1));
    trial.check(!cache.containsKey(2), "the absent key became present");
  }

  private static void expectFailure(Trial trial, String what, Runnable operation) {
    boolean failed = !Calls.failure(operation).isEmpty();
    trial.check(failed, what + " does not tell that the write failed");
  }

  private static void wrapped(Trial trial) {
    Cache<Integer, Integer> cache = open(trial, new StoreOfRecord(key -> true));
    Class<CacheWriterException> expected = CacheWriterException.class;
    Calls.refused(trial, expected, "put", () -> cache.put(1, 11));
    Calls.refused(trial, expected, "getAndPut", () -> cache.getAndPut(1, 11));
    Calls.refused(trial, expected, "putIfAbsent", () -> cache.putIfAbsent(1, 11));
    Calls.refused(trial, expected, "remove", () -> cache.remove(1));
    Map<Integer, Integer> entries = new HashMap<>(Map.of(2, 20));
    Calls.refused(trial, expected, "putAll", () -> cache.putAll(entries));
  }

  private static void writeAll(Trial trial) {
    StoreOfRecord store = new StoreOfRecord(key -> key == MANY / 2);
    Cache<Integer, Integer> cache = open(trial, store);
    expectFailure(trial, "putAll", () -> cache.putAll(many()));
    compare(trial, store, cache, MANY);
  }

  private static void deleteAll(Trial trial) {
    AtomicBoolean failing = new AtomicBoolean();
    StoreOfRecord store = new StoreOfRecord(key -> failing.get() && key == MANY / 2);
    Cache<Integer, Integer> cache = open(trial, store);
    cache.putAll(many());
    failing.set(true);
    expectFailure(trial, "removeAll", () -> cache.removeAll(many().keySet()));
    compare(trial, store, cache, MANY);
  }

  private static Map<Integer, Integer> many() {
    Map<Integer, Integer> entries = new HashMap<>();
    for (int key = 0; key < MANY; key++) {
      entries.put(key, key);
    }
    return entries;
  }

  /** The cache does not reach its bound here, so it must contain all entries of the store. */
  private static void compare(
      Trial trial, StoreOfRecord store, Cache<Integer, Integer> cache, int keys) {
    for (int key = 0; key < keys; key++) {
      Integer cached = cache.get(key);
      Integer stored = store.value(key);
      trial.check(Objects.equals(cached, stored), "cache " + cached + ", store " + stored);
    }
  }

  private static void off(Trial trial) {
    StoreOfRecord store = new StoreOfRecord(key -> false);
    Cache<Integer, Integer> cache = trial.open(setup -> readThrough(setup, store));
    cache.put(1, 10);
    cache.putAll(new HashMap<>(Map.of(2, 20)));
    cache.invoke(3, Atomicity.INCREMENT);
    cache.getAndPut(4, 40);
    trial.count(store.written().size(), 4, "written: " + store.written());
  }

  /** Failing writes are selected by count, not at random: every n-th one, of any thread. */
  private static void agree(Trial trial, int failsEach) throws Exception {
    AtomicInteger writes = new AtomicInteger();
    StoreOfRecord store = new StoreOfRecord(key -> writes.incrementAndGet() % failsEach == 0);
    Cache<Integer, Integer> cache =
        trial.open(setup -> readThrough(setup, store).setWriteThrough(true));
    int each = trial.times(240);
    for (int round = 0; round < 20; round++) {
      int offset = round * THREADS;
      TestThreads.run(THREADS, thread -> write(cache, trial.random(offset + thread), each));
      compare(trial, store, cache, KEYS);
    }
  }

  private static MutableConfiguration<Integer, Integer> readThrough(
      MutableConfiguration<Integer, Integer> setup, StoreOfRecord store) {
    return setup
        .setReadThrough(true)
        .setCacheLoaderFactory(() -> store)
        .setCacheWriterFactory(() -> store);
  }

  private static void write(Cache<Integer, Integer> cache, Random random, int times) {
    for (int i = 0; i < times; i++) {
      int key = random.nextInt(KEYS);
      int value = random.nextInt();
      Calls.ignoringFailure(
          switch (random.nextInt(6)) {
            case 0 -> () -> cache.remove(key);
            case 1 -> () -> cache.putIfAbsent(key, value);
            case 2 -> () -> cache.getAndReplace(key, value);
            case 3 -> () -> cache.invoke(key, Atomicity.INCREMENT);
            case 4 -> () -> cache.getAndRemove(key);
            default -> () -> cache.put(key, value);
          });
    }
  }

  private static void bulk(Trial trial) throws Exception {
    Cache<Integer, Integer> cache = open(trial, new StoreOfRecord(key -> false));
    int each = trial.times(600);
    TestThreads.run(
        THREADS,
        thread -> {
          Random random = trial.random(thread);
          for (int i = 0; i < each; i++) {
            int key = random.nextInt(KEYS);
            int other = (key + 1 + random.nextInt(KEYS - 1)) % KEYS;
            Map<Integer, Integer> entries = new LinkedHashMap<>();
            entries.put(key, i);
            entries.put(other, i);
            if (random.nextInt(4) == 0) {
              cache.removeAll(entries.keySet());
            } else {
              cache.putAll(entries);
            }
          }
        });
    trial.check(true, "ended");
  }
}
