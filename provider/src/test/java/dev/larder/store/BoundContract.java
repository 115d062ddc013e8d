package dev.larder.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.time.Ticker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bound of a store that has one. It evicts exactly the least recently used entry. */
public interface BoundContract extends Stores {

  @Test
  default void bound_putOverIt_evictsLeastRecentlyUsed() {
    TestContext<String, String> context = new TestContext<String, String>().maximum(3);
    Store<String, String> store = open(context);
    put(store, "a", "b", "c");
    store.read("a");
    store.read("b");
    put(store, "d");
    assertThat(context.evictions(), equalTo(List.of(Map.entry("c", "value"))));
    assertThat(Stores.peek(store, "c"), nullValue());
    assertThat(store.size().weight(), is(3L));
  }

  @Test
  default void put_afterReadsOfOtherThread_isNewest() throws Exception {
    TestContext<String, String> context = new TestContext<String, String>().maximum(3);
    Store<String, String> store = open(context);
    put(store, "a", "b", "c");
    Thread reader =
        new Thread(
            () -> {
              for (int i = 0; i < 20; i++) {
                store.read("a");
                store.read("b");
                store.read("c");
              }
            });
    reader.start();
    reader.join();
    put(store, "d", "e");
    assertThat(
        context.evictions(), equalTo(List.of(Map.entry("a", "value"), Map.entry("b", "value"))));
  }

  @Test
  default void peek_lru_isNoAccess() {
    TestContext<String, String> context = new TestContext<String, String>().maximum(2);
    Store<String, String> store = open(context);
    put(store, "a", "b");
    Stores.peek(store, "a");
    Stores.keys(store).forEachRemaining(key -> {});
    put(store, "c");
    assertThat(context.evictions(), equalTo(List.of(Map.entry("a", "value"))));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 100, 1_024})
  default void evictionOrder_random_isThatOfALinkedHashMap(int maximum) {
    TestContext<Integer, Integer> context = new TestContext<Integer, Integer>().maximum(maximum);
    Store<Integer, Integer> store = open(context);
    Random random = new Random(maximum);
    Map<Integer, Integer> model = new LinkedHashMap<>(16, 0.75f, true);
    List<Map.Entry<Integer, Integer>> evictions = new ArrayList<>();
    for (int i = 0; i < 20 * maximum + 2_000; i++) {
      int key = random.nextInt(2 * maximum + 1);
      switch (random.nextInt(8)) {
        case 0 -> {
          store.apply(key, Operation.REMOVE, null, null);
          model.remove(key);
        }
        case 1 -> {
          store.apply(key, Operation.PUT_IF_ABSENT, i, null);
          // A present entry keeps its value, and the operation counts as an access, as under a
          // claim.
          model.putIfAbsent(key, i);
        }
        case 2 -> {
          store.apply(key, Operation.PUT, i, null);
          model.put(key, i);
        }
        case 3 ->
            assertThat(
                store.apply(key, Operation.GET, null, null).before(), equalTo(model.get(key)));
        case 4 -> claim(store, key, i, model);
        default -> assertThat(store.read(key), equalTo(model.get(key)));
      }
      if (model.size() > maximum) {
        Map.Entry<Integer, Integer> oldest = model.entrySet().iterator().next();
        evictions.add(Map.entry(oldest.getKey(), oldest.getValue()));
        model.remove(oldest.getKey());
        // The context records the first 4,096 evictions only.
        assertThat(Stores.peek(store, evictions.get(evictions.size() - 1).getKey()), nullValue());
      }
      assertThat(store.size().weight(), is((long) model.size()));
    }
    int compared = Math.min(4_096, evictions.size());
    assertThat(context.evictions(), equalTo(evictions.subList(0, compared)));
    assertThat(context.evictionCount(), is((long) evictions.size()));
    model.forEach((key, value) -> assertThat(Stores.peek(store, key), equalTo(value)));
  }

  private static void claim(
      Store<Integer, Integer> store, int key, int value, Map<Integer, Integer> model) {
    try (Claim<Integer> claim = store.claim(key, TestContext.hold(), true)) {
      assertThat(claim.current(), equalTo(model.get(key)));
      claim.commit(Action.WRITE, value, Ticker.NEVER);
      model.put(key, value);
    }
  }

  @Test
  default void weightBound_putOverIt_evictsUntilItFits() {
    TestContext<String, Integer> context =
        new TestContext<String, Integer>().maximum(10).weigher((key, value) -> value);
    Store<String, Integer> store = open(context);
    store.apply("a", Operation.PUT, 3, null);
    store.apply("b", Operation.PUT, 3, null);
    store.apply("c", Operation.PUT, 4, null);
    store.apply("nothing", Operation.PUT, 0, null);
    assertThat(store.size().weight(), is(10L));
    store.apply("d", Operation.PUT, 5, null);
    assertThat(context.evictions(), equalTo(List.of(Map.entry("a", 3), Map.entry("b", 3))));
    assertThat(store.size().weight(), is(9L));
    store.apply("c", Operation.PUT, 1, null);
    assertThat("after a smaller weight", store.size().weight(), is(6L));
    store.apply("c", Operation.PUT, 6, null);
    assertThat("after a larger weight", store.size().weight(), is(6L));
    assertThat(context.evictions().get(2), equalTo(Map.entry("nothing", 0)));
    assertThat(Stores.peek(store, "d"), nullValue());
  }

  @Test
  default void put_heavierThanTheBound_evictsOnlyThatEntry() {
    TestContext<String, Integer> context =
        new TestContext<String, Integer>().maximum(10).weigher((key, value) -> value);
    Store<String, Integer> store = open(context);
    store.apply("a", Operation.PUT, 5, null);
    store.apply("b", Operation.PUT, 5, null);
    store.apply("heavy", Operation.PUT, 11, null);
    assertThat(context.evictions(), equalTo(List.of(Map.entry("heavy", 11))));
    assertThat(Stores.peek(store, "a"), is(5));
    store.apply("a", Operation.PUT, 11, null);
    assertThat(Stores.peek(store, "a"), nullValue());
    assertThat(Stores.peek(store, "b"), is(5));
    assertThat(store.size().weight(), is(5L));
  }

  @Test
  default void weigher_fails_throwsWhenTheValueIsStaged() {
    TestContext<String, Integer> context =
        new TestContext<String, Integer>().maximum(10).weigher((key, value) -> 10 / value);
    Store<String, Integer> store = open(context);
    store.apply("key", Operation.PUT, 5, null);
    try (Claim<Integer> claim = store.claim("key", TestContext.hold(), true)) {
      assertThrows(ArithmeticException.class, () -> claim.stage(0));
      claim.commit(Action.NONE, null, StoreContext.UNCHANGED);
    }
    assertThrows(ArithmeticException.class, () -> store.apply("key", Operation.PUT, 0, null));
    assertThrows(ArithmeticException.class, () -> store.apply("other", Operation.PUT, 0, null));
    assertThat(Stores.peek(store, "key"), is(5));
    assertThat(store.size().weight(), is(2L));
    store.apply("key", Operation.PUT, 2, null);
    assertThat("weighed again", store.size().weight(), is(5L));
  }

  @Test
  default void setMaximum_lowerThenHigher_takesEffectAtOnce() {
    TestContext<String, String> context = new TestContext<String, String>().maximum(4);
    Store<String, String> store = open(context);
    put(store, "a", "b", "c", "d");
    store.read("a");
    store.setMaximum(2);
    assertThat(store.size().weight(), is(2L));
    assertThat(
        context.evictions(), equalTo(List.of(Map.entry("b", "value"), Map.entry("c", "value"))));
    store.setMaximum(3);
    put(store, "e");
    assertThat(store.size().weight(), is(3L));
    assertThat(context.evictionCount(), is(2L));
  }

  @Test
  default void setMaximum_unboundedStore_addsAndRemovesABound() {
    TestContext<Integer, String> context = new TestContext<>();
    Store<Integer, String> store = open(context);
    for (int key = 0; key < 100; key++) {
      store.apply(key, Operation.PUT, "value", null);
    }
    assertThat(store.size().weight(), is(100L));
    store.setMaximum(10);
    assertThat(store.size().weight(), is(10L));
    assertThat(context.evictionCount(), is(90L));
    store.setMaximum(Long.MAX_VALUE);
    for (int key = 100; key < 200; key++) {
      store.apply(key, Operation.PUT, "value", null);
    }
    assertThat(store.size().weight(), is(110L));
    store.setMaximum(0);
    assertThat(store.size().weight(), is(0L));
    store.apply(1, Operation.PUT, "value", null);
    assertThat(Stores.peek(store, 1), nullValue());
  }

  @Test
  default void eviction_expiredEntry_isReportedAsExpired() {
    TestContext<String, String> context =
        new TestContext<String, String>().maximum(1).durations(10, 10, 10);
    Store<String, String> store = open(context);
    put(store, "a");
    context.advance(10);
    put(store, "b");
    assertThat(context.evictions(), empty());
    context.checkExpiries(Map.entry("a", "value"));
  }

  @Test
  default void eviction_claimedEntry_isSkippedUntilRelease() {
    TestContext<String, String> context = new TestContext<String, String>().maximum(2);
    Store<String, String> store = open(context);
    put(store, "claimed", "a");
    try (Claim<String> claim = store.claim("claimed", TestContext.hold(), true)) {
      put(store, "b", "c");
      assertThat(claim.current(), equalTo("value"));
      assertThat(Stores.peek(store, "claimed"), notNullValue());
      assertThat(store.size().weight(), lessThanOrEqualTo(2L));
    }
    assertThat(Stores.peek(store, "claimed"), notNullValue());
    assertThat(
        context.evictions(), containsInAnyOrder(Map.entry("a", "value"), Map.entry("b", "value")));
  }

  @Test
  default void bound_allEntriesClaimed_holdsAfterRelease() {
    TestContext<Integer, String> context = new TestContext<Integer, String>().maximum(20);
    Store<Integer, String> store = open(context);
    List<Claim<String>> claims = new ArrayList<>();
    for (int key = 0; key < 50; key++) {
      Claim<String> claim = store.claim(key, TestContext.hold(), true);
      claim.commit(Action.WRITE, "value", Ticker.NEVER);
      claims.add(claim);
    }
    store.apply(50, Operation.PUT, "value", null);
    claims.forEach(Claim::close);
    assertThat(store.size().weight(), lessThanOrEqualTo(20L));
    assertThat(context.evictionCount(), is(31L));
  }

  @ParameterizedTest
  @Timeout(60)
  @ValueSource(longs = {100, 5_000})
  default void bound_manyThreadsPut_holds(long maximum) {
    int threads = 8;
    TestContext<Integer, Integer> context = new TestContext<Integer, Integer>().maximum(maximum);
    Store<Integer, Integer> store = open(context);
    AtomicLong put = new AtomicLong();
    List<Long> most =
        Running.together(
            threads,
            index -> {
              long mostSeen = 0;
              for (int i = 0; i < 5_000; i++) {
                store.apply(threads * i + index, Operation.PUT, i, null);
                // Read in this order, the difference never exceeds the true number of entries.
                long present = put.incrementAndGet() - context.evictionCount();
                mostSeen = Math.max(mostSeen, Math.max(present, store.size().weight()));
              }
              return mostSeen;
            });
    most.forEach(seen -> assertThat(seen, lessThanOrEqualTo(maximum + threads)));
    assertThat(store.size().weight(), is(maximum));
    assertThat(context.evictionCount(), is(5_000 * threads - maximum));
  }

  @ParameterizedTest
  @Timeout(60)
  @ValueSource(ints = {1, 100})
  default void entries_concurrentChanges_leaveExactlyOnce(int scale) {
    long life = 300L * scale;
    TestContext<Integer, Integer> context =
        new TestContext<Integer, Integer>()
            .maximum(20L * scale)
            .durations(life, life * 2 / 3, life * 5 / 6);
    Store<Integer, Integer> store = open(context);
    List<Long> balances =
        Running.together(4, index -> disturb(context, store, new Random(index), scale));
    assertThat(store.size().weight(), lessThanOrEqualTo(20L * scale));
    List<Integer> keys = new ArrayList<>();
    Stores.keys(store).forEachRemaining(keys::add);
    assertThat(store.size().weight(), greaterThanOrEqualTo((long) keys.size()));
    assertThat(keys.size(), is(new HashSet<>(keys).size()));
    context.advance(life);
    assertThat("expired without a touch", context.expire(store), is(Ticker.NEVER));
    assertThat(store.size().weight(), is(0L));
    long stored = balances.stream().mapToLong(Long::longValue).sum();
    assertThat(context.evictionCount() + context.expiries().size(), is(stored));
  }

  /** Runs random operations. Returns the number of entries stored, minus those seen to leave. */
  private static long disturb(
      TestContext<Integer, Integer> context,
      Store<Integer, Integer> store,
      Random random,
      int scale) {
    long balance = 0;
    for (int i = 0; i < 3_000 * Math.min(scale, 10); i++) {
      context.advance(1);
      int key = random.nextInt(40 * scale);
      switch (random.nextInt(10)) {
        case 0 -> context.expire(store);
        case 1 -> balance += balance(store.apply(key, Operation.REMOVE, null, null));
        case 2 -> store.setMaximum(scale * (5L + random.nextInt(16)));
        case 3, 4 -> balance += balance(incrementClaimed(context, store, key));
        case 5, 6 -> store.read(key);
        default -> balance += balance(store.apply(key, Operation.PUT, i, null));
      }
    }
    return balance;
  }

  private static Change<Integer> incrementClaimed(
      TestContext<Integer, Integer> context, Store<Integer, Integer> store, int key) {
    try (Claim<Integer> claim = store.claim(key, TestContext.hold(), true)) {
      context.advance(1);
      return claim.commit(Action.WRITE, 1, 100);
    }
  }

  private static int balance(Change<Integer> change) {
    int left = (change.present() ? 1 : 0) + (change.expired() == null ? 0 : 1);
    return (change.stored() ? 1 : 0) - left;
  }

  private static void put(Store<String, String> store, String... keys) {
    for (String key : keys) {
      store.apply(key, Operation.PUT, "value", null);
    }
  }
}
