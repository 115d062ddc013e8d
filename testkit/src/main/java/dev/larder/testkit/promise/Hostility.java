package dev.larder.testkit.promise;

import static dev.larder.testkit.promise.Promise.beyond;
import static dev.larder.testkit.promise.Promise.spec;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;

/** Malformed keys, values and arguments do no lasting harm. */
final class Hostility {
  private static final int COMPARISONS = 100;

  private Hostility() {}

  static List<Promise> promises() {
    return List.of(
        beyond("comparable keys of one hash code are found in few steps", Hostility::collisions),
        spec("null is refused in each position", "Cache: NullPointerException", Hostility::nulls),
        spec(
            "collections may refuse to be asked for null",
            "Map.containsKey, Collection.contains",
            Hostility::strictCollections),
        beyond("wrong types are refused where types are declared", Hostility::types),
        beyond("a key that fails spoils no other operation", Hostility::failingKeys));
  }

  private static void collisions(Trial trial) throws IOException {
    int keys = trial.times(20_000);
    Cache<FaultyKey, Integer> cache = openLarge(trial, keys * 2L);
    for (int key = 0; key < keys; key++) {
      cache.put(FaultyKey.colliding(key), key);
    }
    FaultyKey.forgetCalls();
    int gets = 500;
    for (int i = 0; i < gets; i++) {
      cache.get(FaultyKey.colliding(i * (keys / gets)));
    }
    long each = FaultyKey.calls() / gets;
    trial.check(each <= COMPARISONS, each + " calls of equals and compareTo for a get of " + keys);
  }

  /**
   * Opens a cache that is large enough, with the default bound if the provider's setting is
   * unknown.
   */
  private static Cache<FaultyKey, Integer> openLarge(Trial trial, long entries) throws IOException {
    try {
      return trial.openBounded(FaultyKey.class, Integer.class, entries);
    } catch (NotApplicableException e) {
      return trial.open(FaultyKey.class, Integer.class, setup -> setup.setStoreByValue(false));
    }
  }

  @SuppressWarnings("NullAway") // that is the point
  private static void nulls(Trial trial) {
    Cache<Integer, Integer> cache = Loading.loading(trial, key -> key);
    Map<Integer, Integer> nullKey = Collections.singletonMap(null, 1);
    Map<Integer, Integer> nullValue = Collections.singletonMap(1, null);
    Set<Integer> nullElement = Collections.singleton(null);
    Map<String, Runnable> calls = new HashMap<>();
    calls.put("get(null)", () -> cache.get(null));
    calls.put("containsKey(null)", () -> cache.containsKey(null));
    calls.put("put(null, 1)", () -> cache.put(null, 1));
    calls.put("put(1, null)", () -> cache.put(1, null));
    calls.put("getAndPut(null, 1)", () -> cache.getAndPut(null, 1));
    calls.put("getAndPut(1, null)", () -> cache.getAndPut(1, null));
    calls.put("putIfAbsent(null, 1)", () -> cache.putIfAbsent(null, 1));
    calls.put("putIfAbsent(1, null)", () -> cache.putIfAbsent(1, null));
    calls.put("remove(null)", () -> cache.remove(null));
    calls.put("remove(1, null)", () -> cache.remove(1, null));
    calls.put("remove(null, 1)", () -> cache.remove(null, 1));
    calls.put("getAndRemove(null)", () -> cache.getAndRemove(null));
    calls.put("replace(null, 1)", () -> cache.replace(null, 1));
    calls.put("replace(1, null)", () -> cache.replace(1, null));
    calls.put("replace(1, null, 1)", () -> cache.replace(1, null, 1));
    calls.put("replace(1, 1, null)", () -> cache.replace(1, 1, null));
    calls.put("getAndReplace(null, 1)", () -> cache.getAndReplace(null, 1));
    calls.put("getAndReplace(1, null)", () -> cache.getAndReplace(1, null));
    calls.put("getAll(null)", () -> cache.getAll(null));
    calls.put("getAll([null])", () -> cache.getAll(nullElement));
    calls.put("putAll(null)", () -> cache.putAll(null));
    calls.put("putAll({null=1})", () -> cache.putAll(nullKey));
    calls.put("putAll({1=null})", () -> cache.putAll(nullValue));
    calls.put("removeAll(null)", () -> cache.removeAll(null));
    calls.put("removeAll([null])", () -> cache.removeAll(nullElement));
    calls.put("invoke(null, p)", () -> cache.invoke(null, Atomicity.INCREMENT));
    calls.put("invoke(1, null)", () -> cache.invoke(1, null));
    calls.put("invokeAll(null, p)", () -> cache.invokeAll(null, Atomicity.INCREMENT));
    calls.put("loadAll(null)", () -> cache.loadAll(null, true, null));
    calls.put("loadAll([null])", () -> cache.loadAll(nullElement, true, null));
    calls.forEach((call, run) -> Calls.refused(trial, NullPointerException.class, call, run));
  }

  private static void strictCollections(Trial trial) {
    Cache<Integer, Integer> cache = trial.open();
    Calls.accepted(trial, "putAll(Map.of)", () -> cache.putAll(Map.of(1, 10, 2, 20)));
    Calls.accepted(trial, "getAll(Set.of)", () -> cache.getAll(Set.of(1, 2)));
    Calls.accepted(
        trial, "invokeAll(Set.of)", () -> cache.invokeAll(Set.of(1), Atomicity.INCREMENT));
    Calls.accepted(trial, "removeAll(Set.of)", () -> cache.removeAll(Set.of(1)));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // that is the point
  private static void types(Trial trial) {
    Cache cache = trial.open();
    Class<ClassCastException> expected = ClassCastException.class;
    Calls.refused(trial, expected, "put of a key", () -> cache.put("key", 1));
    Calls.refused(trial, expected, "put of a value", () -> cache.put(1, "value"));
    Calls.refused(trial, expected, "putIfAbsent", () -> cache.putIfAbsent(2, "value"));
    Calls.refused(trial, expected, "getAndPut", () -> cache.getAndPut(3, "value"));
    Calls.refused(trial, expected, "putAll", () -> cache.putAll(new HashMap<>(Map.of(4, "value"))));
  }

  private static void failingKeys(Trial trial) throws Exception {
    Cache<FaultyKey, Integer> cache = trial.open(FaultyKey.class, Integer.class, setup -> {});
    cache.put(FaultyKey.colliding(1), 1);
    for (FaultyKey.Fault fault : FaultyKey.Fault.values()) {
      FaultyKey failing = FaultyKey.failing(2, fault);
      List<Runnable> calls =
          List.of(
              () -> cache.put(failing, 2),
              () -> cache.get(failing),
              () -> cache.invoke(failing, (entry, arguments) -> entry.exists()),
              () -> cache.putAll(new HashMap<>(Map.of(FaultyKey.colliding(3), 3))),
              () -> cache.removeAll(new HashSet<>(Set.of(failing))));
      for (Runnable call : calls) {
        Calls.ignoringFailure(call);
        // In another thread, which would block on a lock that was left held.
        TestThreads.run(1, thread -> usable(trial, cache, fault));
      }
    }
  }

  private static void usable(Trial trial, Cache<FaultyKey, Integer> cache, FaultyKey.Fault fault) {
    Calls.accepted(
        trial, "put after a failing " + fault, () -> cache.put(FaultyKey.colliding(2), 2));
    Calls.accepted(trial, "get after a failing " + fault, () -> cache.get(FaultyKey.colliding(1)));
    trial.check(
        cache.containsKey(FaultyKey.colliding(1)), "another entry is lost by a failing " + fault);
    cache.remove(FaultyKey.colliding(2));
  }
}
