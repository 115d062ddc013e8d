package dev.larder.testkit.promise;

import static dev.larder.testkit.promise.Promise.beyond;
import static dev.larder.testkit.promise.Promise.spec;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.event.EventType;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/** Listeners receive the right events. */
final class Events {
  private static final int KEYS = 4;
  private static final Integer LAST = Integer.MIN_VALUE;

  private Events() {}

  static List<Promise> promises() {
    String order = "CacheEntryListener: events on the same key in order";
    return List.of(
        spec("synchronous events of a key come in order", order, trial -> replay(trial, true)),
        spec("asynchronous events of a key come in order", order, trial -> replay(trial, false)),
        spec("removeAll() sends REMOVED for each entry", "removeAll: listeners", Events::removeAll),
        spec(
            "UPDATED, REMOVED carry the old value where required",
            "CacheEntryListenerConfiguration.isOldValueRequired",
            Events::oldValues),
        spec(
            "an entry of no duration is never CREATED",
            "ExpiryPolicy.getExpiryForCreation: not added",
            Events::neverCreated),
        beyond("EXPIRED arrives without a touch", Events::expiredArrives),
        spec(
            "EXPIRED is sent once, and not for what is alive",
            "CacheEntryExpiredListener: after an entry is expired",
            Events::expiredOnce));
  }

  private static void replay(Trial trial, boolean synchronous) throws Exception {
    EventRecorder<Integer, Integer> recorder = new EventRecorder<>();
    Cache<Integer, Integer> cache =
        trial.open(
            setup -> setup.addCacheEntryListenerConfiguration(recorder.configuration(synchronous)));
    int each = trial.times(3_000);
    TestThreads.run(4, thread -> mutate(cache, trial.random(thread), each));
    awaitLast(cache, recorder);
    Map<Integer, Integer> state = new HashMap<>();
    for (EventRecorder.RecordedEvent<Integer, Integer> event : recorder.events()) {
      trial.check(
          Objects.equals(state.get(event.key()), event.old()),
          event + " follows " + state.get(event.key()));
      set(state, event.key(), event.value());
    }
    for (int key = 0; key < KEYS; key++) {
      trial.check(
          Objects.equals(state.get(key), cache.get(key)),
          "events end with " + state.get(key) + ", the cache with " + cache.get(key));
    }
  }

  /**
   * Puts a last value of each key, and waits for its event. All earlier events have then arrived.
   */
  private static void awaitLast(
      Cache<Integer, Integer> cache, EventRecorder<Integer, Integer> recorder) {
    int heard = recorder.events().size();
    for (int key = 0; key < KEYS; key++) {
      cache.put(key, LAST);
    }
    TimeLimit.until(
        () ->
            recorder.events().stream()
                    .skip(heard)
                    .filter(event -> Objects.equals(event.value(), LAST))
                    .count()
                == KEYS);
  }

  private static void set(Map<Integer, Integer> state, Integer key, @Nullable Integer value) {
    if (value == null) {
      state.remove(key);
    } else {
      state.put(key, value);
    }
  }

  private static void mutate(Cache<Integer, Integer> cache, Random random, int times) {
    for (int i = 0; i < times; i++) {
      int key = random.nextInt(KEYS);
      int value = random.nextInt();
      switch (random.nextInt(5)) {
        case 0 -> cache.remove(key);
        case 1 -> cache.replace(key, value);
        case 2 -> cache.getAndPut(key, value);
        case 3 -> cache.invoke(key, Atomicity.INCREMENT);
        default -> cache.put(key, value);
      }
    }
  }

  /** Waits until no asynchronous event has arrived for a while. */
  private static void awaitSilence(EventRecorder<?, ?> recorder) {
    long quiet = TimeUnit.MILLISECONDS.toNanos(300);
    int heard;
    do {
      heard = recorder.events().size();
      int before = heard;
      TimeLimit.until(() -> recorder.events().size() > before, quiet);
    } while (recorder.events().size() > heard);
  }

  private static void removeAll(Trial trial) {
    EventRecorder<Integer, Integer> recorder = new EventRecorder<>();
    Cache<Integer, Integer> cache =
        trial.open(setup -> setup.addCacheEntryListenerConfiguration(recorder.configuration(true)));
    cache.putAll(new HashMap<>(Map.of(1, 10, 2, 20, 3, 30, 4, 40)));
    cache.removeAll(new HashSet<>(Set.of(1, 2)));
    cache.removeAll();
    trial.count(4 - recorder.count(EventType.REMOVED), 4, "heard " + recorder.events());
  }

  private static void oldValues(Trial trial) {
    EventRecorder<Integer, Integer> recorder = new EventRecorder<>();
    Cache<Integer, Integer> cache =
        trial.open(setup -> setup.addCacheEntryListenerConfiguration(recorder.configuration(true)));
    cache.put(1, 10);
    cache.put(1, 11);
    cache.invoke(1, Atomicity.INCREMENT);
    cache.replace(1, 13);
    cache.getAndPut(1, 14);
    cache.putAll(new HashMap<>(Map.of(1, 15)));
    cache.remove(1);
    List<Integer> expected = List.of(10, 11, 12, 13, 14, 15);
    List<EventRecorder.RecordedEvent<Integer, Integer>> changes =
        recorder.events().stream().skip(1).toList();
    trial.check(changes.size() == expected.size(), "heard " + recorder.events());
    for (int i = 0; i < Math.min(changes.size(), expected.size()); i++) {
      trial.check(expected.get(i).equals(changes.get(i).old()), "old value in " + changes.get(i));
    }
  }

  private static void neverCreated(Trial trial) {
    EventRecorder<Integer, Integer> recorder = new EventRecorder<>();
    Cache<Integer, Integer> cache =
        trial.open(
            setup ->
                setup
                    .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ZERO))
                    .addCacheEntryListenerConfiguration(recorder.configuration(true)));
    cache.put(1, 10);
    cache.putIfAbsent(2, 20);
    cache.putAll(new HashMap<>(Map.of(3, 30)));
    cache.invoke(4, Atomicity.INCREMENT);
    trial.count(recorder.count(EventType.CREATED), 4, "heard " + recorder.events());
  }

  private static void expiredArrives(Trial trial) {
    EventRecorder<Integer, Integer> recorder = new EventRecorder<>();
    Cache<Integer, Integer> cache = shortLived(trial, recorder);
    for (int key = 0; key < 20; key++) {
      cache.put(key, key);
    }
    TimeLimit.until(() -> recorder.count(EventType.EXPIRED) >= 20, TimeUnit.SECONDS.toNanos(4));
    trial.count(20 - recorder.count(EventType.EXPIRED), 20, "not within 4 s of 100 ms to live");
  }

  private static Cache<Integer, Integer> shortLived(
      Trial trial, EventRecorder<Integer, Integer> recorder) {
    Duration duration = new Duration(TimeUnit.MILLISECONDS, 100);
    return trial.open(
        setup ->
            setup
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(duration))
                .addCacheEntryListenerConfiguration(recorder.configuration(false)));
  }

  private static void expiredOnce(Trial trial) throws Exception {
    EventRecorder<Integer, Integer> recorder = new EventRecorder<>();
    Cache<Integer, Integer> cache = shortLived(trial, recorder);
    int keys = 200;
    // Values are unique, so each value identifies one life of its key.
    TestThreads.run(
        4,
        thread -> {
          for (int i = 0; i < trial.times(1_200); i++) {
            cache.put(i % keys, thread * 1_000_000 + i);
          }
        });
    TimeLimit.until(() -> countPresent(cache, keys) == 0);
    awaitSilence(recorder);
    Map<Integer, Integer> lives = new HashMap<>();
    for (EventRecorder.RecordedEvent<Integer, Integer> event : recorder.events()) {
      boolean ended = event.type() == EventType.EXPIRED || event.type() == EventType.UPDATED;
      if (ended && event.old() != null) {
        lives.merge(event.old(), 1, Integer::sum);
      }
    }
    lives.forEach((value, ends) -> trial.check(ends == 1, ends + " ends of value " + value));
  }

  private static long countPresent(Cache<Integer, Integer> cache, int keys) {
    long present = 0;
    for (int key = 0; key < keys; key++) {
      present += cache.containsKey(key) ? 1 : 0;
    }
    return present;
  }
}
