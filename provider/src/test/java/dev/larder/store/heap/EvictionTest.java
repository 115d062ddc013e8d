package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.store.Action;
import dev.larder.store.Claim;
import dev.larder.store.Operation;
import dev.larder.store.RemovalCause;
import dev.larder.store.Running;
import dev.larder.store.Store;
import dev.larder.store.Stores;
import dev.larder.store.TestContext;
import dev.larder.time.Ticker;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice of the victims, compared with an exact model, and the size of the store. */
class EvictionTest {
  private static Store<Integer, Integer> store(TestContext<Integer, Integer> context) {
    return new HeapStoreFactory().create(context);
  }

  private static boolean request(Store<Integer, Integer> store, int key) {
    boolean hit = store.read(key) != null;
    if (!hit) {
      store.apply(key, Operation.PUT, key, null);
    }
    return hit;
  }

  /** An access-ordered map with a maximum size. */
  private static final class ExactLru extends LinkedHashMap<Integer, Integer> {
    private static final long serialVersionUID = 1L;
    private final int maximum;

    ExactLru(int maximum) {
      super(16, 0.75f, true);
      this.maximum = maximum;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
      return size() > maximum;
    }

    boolean request(int key) {
      boolean hit = get(key) != null;
      if (!hit) {
        put(key, key);
      }
      return hit;
    }
  }

  /** Draws one of ten times as many keys as fit; smaller keys are more frequent. */
  private static int draw(Random random, int maximum) {
    return (int) (10 * maximum * Math.pow(random.nextDouble(), 3));
  }

  /** Entries that exceed a lowered bound because they are held are evicted on their release. */
  @ParameterizedTest
  @CsvSource({"10, false, true", "10, true, true", "10, false, false", "3000, false, false"})
  void setMaximum_heldEntries_areEvictedOnRelease(int entries, boolean adaptive, boolean eternal) {
    TestContext<Integer, Integer> context = new TestContext<>();
    context.maximum(entries);
    context = adaptive ? context.adaptive() : context;
    Store<Integer, Integer> store = store(eternal ? context.eternal() : context);
    List<Claim<Integer>> claims = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      store.apply(i, Operation.PUT, i, null);
      claims.add(store.claim(i, TestContext.hold(), true));
    }
    store.setMaximum(entries / 3);
    assertThat(store.size().weight(), is((long) entries));
    claims.forEach(Claim::close);
    assertThat(store.size().weight(), is(entries / 3L));
  }

  /** Another entry is evicted in place of a held victim, without delay. */
  @ParameterizedTest
  @CsvSource({"10, false", "10, true", "3000, false", "3000, true"})
  void apply_heldVictim_evictsAnotherEntry(int maximum, boolean adaptive) {
    TestContext<Integer, Integer> context = new TestContext<>();
    context.maximum(maximum);
    Store<Integer, Integer> store = store(adaptive ? context.adaptive() : context);
    for (int i = 0; i < maximum; i++) {
      store.apply(i, Operation.PUT, i, null);
    }
    for (int i = 0; i < 2 * maximum; i++) {
      try (Claim<Integer> held = store.claim(i, TestContext.hold(), true)) {
        assertThat(held.current() == null, is(Stores.peek(store, i) == null));
        for (int n = 0; n < 3; n++) {
          store.apply(-1 - n - 3 * i, Operation.PUT, n, null);
          assertThat(store.size().weight(), lessThanOrEqualTo((long) maximum));
        }
      }
    }
  }

  /** Two threads put and remove the same keys with different weights. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Timeout(60)
  void clear_concurrentWeightChanges_leavesSizeZero(boolean adaptive) {
    TestContext<Integer, Integer> context = new TestContext<>();
    context.maximum(1_000_000).weigher((key, value) -> value).deaf();
    Store<Integer, Integer> store = store(adaptive ? context.adaptive() : context);
    AtomicInteger turn = new AtomicInteger();
    int turns = 200_000;
    Running.together(
        2,
        thread -> {
          for (int i = 0; i < turns; i++) {
            if (thread == 0) {
              turn.set(i);
              store.apply(i % 1_000, Operation.PUT, 1, null);
            } else {
              while (turn.get() < i) {
                Thread.onSpinWait();
              }
              store.apply(i % 1_000, Operation.PUT, 6, null);
              store.apply(i % 1_000, Operation.REMOVE, null, null);
            }
          }
          return 0;
        });
    store.clear();
    assertThat(store.size().weight(), is(0L));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 63, 64, 65, 500, 1_023, 1_024})
  void apply_smallCache_evictsTheLeastRecentlyUsed(int maximum) {
    Store<Integer, Integer> store = store(new TestContext<Integer, Integer>().maximum(maximum));
    ExactLru model = new ExactLru(maximum);
    Random random = new Random(maximum);
    for (int i = 0; i < 60_000; i++) {
      int key = draw(random, maximum);
      if (i % 7_000 == 0) {
        // A long phase without evictions.
        for (int n = 0; n < 20 * maximum && !model.isEmpty(); n++) {
          Iterator<Integer> keys = model.keySet().iterator();
          int known = keys.next();
          store.read(known);
          model.get(known);
        }
      }
      assertThat("request " + i, request(store, key), is(model.request(key)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_025, 3_000, 20_000})
  void apply_largeCache_hitsAsOftenAsAnExactLru(int maximum) {
    Store<Integer, Integer> store = store(new TestContext<Integer, Integer>().maximum(maximum));
    ExactLru model = new ExactLru(maximum);
    Random random = new Random(maximum);
    int requests = 60 * maximum;
    int hits = 0;
    int expected = 0;
    for (int i = 0; i < requests; i++) {
      int key = draw(random, maximum);
      hits += request(store, key) ? 1 : 0;
      expected += model.request(key) ? 1 : 0;
    }
    assertThat(100.0 * hits / requests, closeTo(100.0 * expected / requests, 0.3));
    assertThat(store.size().weight(), is((long) maximum));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 300, 5_000})
  void apply_loopThatDefeatsLru_hitsWithTheAdaptivePolicy(int maximum) {
    Store<Integer, Integer> store =
        store(new TestContext<Integer, Integer>().maximum(maximum).adaptive());
    int hits = 0;
    for (int i = 0; i < 80 * maximum; i++) {
      hits += request(store, i % (2 * maximum)) ? 1 : 0;
    }
    assertThat(hits, greaterThan(20 * maximum));
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void apply_boundExceeded_countsEachMissingEntryAsEvicted(boolean adaptive, boolean deaf) {
    TestContext<Integer, Integer> context = new TestContext<Integer, Integer>().maximum(100);
    context = adaptive ? context.adaptive() : context;
    Store<Integer, Integer> store = store(deaf ? context.deaf() : context);
    for (int key = 0; key < 5_000; key++) {
      store.apply(key, Operation.PUT, key, null);
      store.read(key / 2);
      assertThat(store.size().weight(), lessThanOrEqualTo(100L));
    }
    assertThat(store.size().weight() + context.evictionCount(), is(5_000L));
    assertThat(context.evictions().isEmpty(), is(deaf));
    long found = IntStream.range(0, 5_000).filter(key -> Stores.peek(store, key) != null).count();
    assertThat(found, is(100L));
  }

  /** An entry that stayed held after a failed event would block later operations on its key. */
  @Test
  @Timeout(20)
  void expire_listenerFails_releasesAllEntries() {
    TestContext<Integer, Integer> context =
        new TestContext<Integer, Integer>() {
          @Override
          public void removed(Integer key, Integer value, RemovalCause cause) {
            super.removed(key, value, cause);
            if (key % 3 == 0) {
              throw new IllegalStateException("listener fails for key " + key);
            }
          }
        }.durations(10, 10, 10);
    Store<Integer, Integer> store = store(context);
    for (int key = 0; key < 600; key++) {
      store.apply(key, Operation.PUT, key, null);
    }
    context.advance(10);
    assertThrows(IllegalStateException.class, () -> context.expire(store));
    assertThat(store.size().weight(), is(0L));
    for (int key = 0; key < 600; key++) {
      assertThat(store.apply(key, Operation.PUT, key, null).stored(), is(true));
    }
    assertThat(context.expiries().size(), is(600));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void setMaximum_anyChange_keepsTheBoundAndTheCounts(boolean adaptive) {
    TestContext<Integer, Integer> context = new TestContext<Integer, Integer>().maximum(50);
    Store<Integer, Integer> store = store(adaptive ? context.adaptive() : context);
    int key = 0;
    for (long maximum : new long[] {5_000, 20, 1_500, 1_024, 1_025, Long.MAX_VALUE, 7}) {
      store.setMaximum(maximum);
      assertThat(store.size().weight(), lessThanOrEqualTo(maximum));
      for (int i = 0; i < 10_000; i++) {
        int newest = key++;
        store.apply(newest, Operation.PUT, newest, null);
        store.read(newest - i / 3);
        assertThat(Stores.peek(store, newest), notNullValue());
      }
      assertThat(store.size().weight(), lessThanOrEqualTo(maximum));
    }
    assertThat(store.size().weight() + context.evictionCount(), is((long) key));
    store.clear();
    assertThat(store.size().weight(), is(0L));
    assertThat(context.expiries(), empty());
  }

  @Test
  @Timeout(20)
  void setMaximum_completionFails_laterChangesEvictTheRest() {
    AtomicInteger failures = new AtomicInteger();
    TestContext<Integer, Integer> context =
        new TestContext<Integer, Integer>() {
          @Override
          protected void onEviction() {
            if (failures.getAndIncrement() == 300) {
              throw new OutOfMemoryError("on purpose");
            }
            super.onEviction();
          }
        };
    Store<Integer, Integer> store = store(context.maximum(5_000).deaf().eternal());
    for (int key = 0; key < 5_000; key++) {
      store.apply(key, Operation.PUT, key, null);
    }
    assertThrows(OutOfMemoryError.class, () -> store.setMaximum(10));
    store.apply(-1, Operation.PUT, 1, null);
    assertThat(store.size().weight(), is(10L));
    Invariants.check(store);
  }

  /** A thread that adds an entry gets capacity for more. Others get it back if it is not used. */
  @ParameterizedTest
  @ValueSource(ints = {3, 16, 128, 500, 1_000, 1_024, 3_000})
  void bound_capacityOfIdleThreads_isUsedByOthers(int maximum) throws InterruptedException {
    for (int others : new int[] {1, 2, 4, 16}) {
      Store<Integer, Integer> store =
          store(new TestContext<Integer, Integer>().maximum(maximum).deaf().eternal());
      for (int i = 1; i <= others; i++) {
        int key = -i;
        Thread other = new Thread(() -> store.apply(key, Operation.PUT, key, null));
        other.start();
        other.join();
      }
      for (int key = 0; key < 3 * maximum; key++) {
        store.apply(key, Operation.PUT, key, null);
      }
      assertThat(others + " others", store.size().weight(), is((long) maximum));
    }
  }

  /** The entry whose eviction fails stays, and is evicted in its turn. */
  @ParameterizedTest
  @CsvSource({"10, false", "10, true", "500, false", "500, true"})
  void apply_evictionFails_laterChangesEvictTheVictim(int maximum, boolean deaf) {
    AtomicInteger untilFailure = new AtomicInteger();
    TestContext<Integer, Integer> context =
        new TestContext<Integer, Integer>() {
          @Override
          public boolean hasListeners() {
            if (untilFailure.getAndDecrement() == 1) {
              throw new OutOfMemoryError("on purpose");
            }
            return super.hasListeners();
          }
        };
    Store<Integer, Integer> store =
        store((deaf ? context.deaf() : context).maximum(maximum).eternal());
    int key = 0;
    for (int round = 1; round <= 50; round++) {
      for (int i = 0; i < maximum; i++) {
        store.apply(key++, Operation.PUT, key, null);
      }
      untilFailure.set(round);
      while (untilFailure.get() > 0) {
        try {
          store.apply(key++, Operation.PUT, key, null);
        } catch (OutOfMemoryError e) {
          assertThat(e.getMessage(), is("on purpose"));
        }
      }
    }
    for (int i = 0; i < maximum; i++) {
      store.apply(key++, Operation.PUT, key, null);
    }
    assertThat(store.size().weight(), is((long) maximum));
    for (int i = 1; i <= maximum; i++) {
      assertThat("the last but " + i, Stores.peek(store, key - i) != null, is(true));
    }
    Invariants.check(store);
  }

  /** The threads take turns, so each operation happens before the next one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10, 20, 40})
  @Timeout(60)
  void bound_operationsOfThreadsInTurn_isNeverExceeded(int maximum) throws Exception {
    List<ExecutorService> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      threads.add(Executors.newSingleThreadExecutor());
    }
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      TestContext<Integer, Integer> context = new TestContext<Integer, Integer>().maximum(maximum);
      Store<Integer, Integer> store = store(seed % 2 == 0 ? context.deaf() : context);
      for (int step = 0; step < 10 + 4 * maximum; step++) {
        int key = random.nextInt(2 * maximum + 1);
        int action = random.nextInt(4);
        ExecutorService thread = threads.get(random.nextInt(threads.size()));
        thread.submit(() -> run(store, key, action)).get();
        int[] entries = {0};
        Stores.keys(store).forEachRemaining(any -> entries[0]++);
        String place = "seed " + seed + ", step " + step;
        assertThat(place, entries[0], is(lessThanOrEqualTo(maximum)));
      }
      assertThat(store.size().weight(), is(lessThanOrEqualTo((long) maximum)));
    }
    threads.forEach(ExecutorService::shutdown);
  }

  private static void run(Store<Integer, Integer> store, int key, int action) {
    switch (action) {
      case 0 -> store.apply(key, Operation.REMOVE, null, null);
      case 1 -> {
        try (Claim<Integer> claim = store.claim(key, TestContext.hold(), true)) {
          claim.commit(Action.WRITE, 1, Ticker.NEVER);
        }
      }
      default -> store.apply(key, Operation.PUT, 1, null);
    }
  }
}
