package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.store.Action;
import dev.larder.store.Claim;
import dev.larder.store.Operation;
import dev.larder.store.Running;
import dev.larder.store.Store;
import dev.larder.store.Stores;
import dev.larder.store.TestContext;
import dev.larder.time.Ticker;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that share a hash code, in a table that grows. */
class CollisionTest {
  private static final AtomicLong COMPARISONS = new AtomicLong();

  /** A comparable key with a chosen hash code. */
  private record Sorted(int number, int hash) implements Comparable<Sorted> {
    @Override
    public int compareTo(Sorted other) {
      COMPARISONS.incrementAndGet();
      // Each even number compares as equal to the next one, although the keys are not equal.
      return Integer.compare(number / 2, other.number / 2);
    }

    @Override
    public boolean equals(Object other) {
      COMPARISONS.incrementAndGet();
      return other instanceof Sorted sorted && sorted.number == number;
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private record Unsorted(int number) {
    @Override
    public int hashCode() {
      return 7;
    }
  }

  private static <K> Store<K, Integer> store(long maximum) {
    return new HeapStoreFactory().create(new TestContext<K, Integer>().maximum(maximum).deaf());
  }

  @Test
  @Timeout(60)
  void apply_comparableKeysOfOneHash_takesLogarithmicTime() {
    Store<String, Integer> store = store(Long.MAX_VALUE);
    Set<String> keys = new HashSet<>();
    // "Aa" and "BB" have one hash code, so all strings of 17 such pairs have one, too.
    for (int i = 0; i < 100_000; i++) {
      StringBuilder key = new StringBuilder();
      for (int bit = 0; bit < 17; bit++) {
        key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      keys.add(key.toString());
    }
    assertThat(keys.stream().map(String::hashCode).distinct().toList(), hasSize(1));
    keys.forEach(key -> store.apply(key, Operation.PUT, key.length(), null));
    keys.forEach(key -> assertThat(store.read(key), is(34)));
    assertThat(store.size().weight(), is(100_000L));
    keys.forEach(key -> store.apply(key, Operation.REMOVE, null, null));
    assertThat(store.size().weight(), is(0L));
    assertThat(Stores.keys(store).hasNext(), is(false));
  }

  @Test
  void read_keysThatCompareAsEqual_areDistinguished() {
    Store<Sorted, Integer> store = store(Long.MAX_VALUE);
    int count = 2_000;
    for (int i = 0; i < count; i++) {
      store.apply(new Sorted(i, 3), Operation.PUT, i, null);
    }
    for (int i = 0; i < count; i++) {
      assertThat(store.read(new Sorted(i, 3)), is(i));
    }
    assertThat(store.read(new Sorted(count, 3)), nullValue());
    for (int i = 0; i < count; i += 2) {
      store.apply(new Sorted(i, 3), Operation.REMOVE, null, null);
      assertThat(store.read(new Sorted(i, 3)), nullValue());
      assertThat(store.read(new Sorted(i + 1, 3)), is(i + 1));
    }
    assertThat(store.size().weight(), is(count / 2L));
  }

  @Test
  void read_keysThatCompareAsDifferent_takesFewComparisons() {
    Store<Sorted, Integer> store = store(Long.MAX_VALUE);
    int count = 20_000;
    for (int i = 0; i < count; i++) {
      store.apply(new Sorted(2 * i, 3), Operation.PUT, i, null);
    }
    COMPARISONS.set(0);
    for (int i = 0; i < count; i++) {
      assertThat(store.read(new Sorted(2 * i, 3)), is(i));
    }
    assertThat(COMPARISONS.get() / count, lessThan(64L));
  }

  @Test
  void read_keysThatAreNotComparable_areFound() {
    Store<Unsorted, Integer> store = store(100);
    for (int i = 0; i < 1_000; i++) {
      store.apply(new Unsorted(i), Operation.PUT, i, null);
      assertThat(store.read(new Unsorted(i)), is(i));
    }
    assertThat(store.size().weight(), is(100L));
  }

  /** Threads write keys of their own, and find each of them while bins are split or treeified. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 1_000_000})
  @Timeout(60)
  void read_tableGrowsAndBinsAreTreeified_missesNoKey(int hashes) {
    Store<Sorted, Integer> store = store(Long.MAX_VALUE);
    int threads = 4;
    List<Integer> missed =
        Running.together(
            threads,
            thread -> {
              Random random = new Random(thread);
              int misses = 0;
              for (int i = 0; i < 3_000; i++) {
                int number = 2 * (threads * i + thread);
                store.apply(new Sorted(number, number % hashes), Operation.PUT, i, null);
                int earlier = random.nextInt(i + 1);
                int old = 2 * (threads * earlier + thread);
                misses += store.read(new Sorted(old, old % hashes)) == null ? 1 : 0;
              }
              return misses;
            });
    missed.forEach(misses -> assertThat(misses, is(0)));
    Set<Sorted> seen = new HashSet<>();
    Stores.keys(store).forEachRemaining(key -> assertThat(seen.add(key), is(true)));
    assertThat(seen, hasSize(threads * 3_000));
  }

  private static int abandonedTreeBins(Table<Sorted, Integer> table, int hash) {
    int abandoned = 0;
    Node<Sorted, Integer> node = table.headOf(table.bins(), hash);
    for (; node != null; node = node.next()) {
      boolean isAbandoned =
          node instanceof TreeBin<Sorted, Integer> treeBin
              && treeBin.nodes().stream().allMatch(Node::isDead);
      abandoned += isAbandoned ? 1 : 0;
    }
    return abandoned;
  }

  /** The hash codes change all the time, so that each tree bin loses its last node. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void treeBin_lastNodeRemoved_isUnlinked(int threads) {
    TestContext<Sorted, Integer> context = new TestContext<>();
    context.maximum(300).deaf().eternal();
    HeapStore<Sorted, Integer> store = new HeapStore<>(context);
    Running.together(
        threads,
        thread -> {
          for (int i = 0; i < 30_000; i++) {
            int number = threads * i + thread;
            store.apply(new Sorted(2 * number, number / 64), Operation.PUT, i, null);
          }
          return 0;
        });
    Table<Sorted, Integer> table = Fields.of(store, "table");
    int abandoned = 0;
    for (int bin = 0; bin < table.length(); bin++) {
      abandoned += abandonedTreeBins(table, bin);
    }
    assertThat(abandoned, is(0));
    assertThat(store.size().weight(), is(300L));
  }

  private static class Base implements Comparable<Base> {
    final int number;

    Base(int number) {
      this.number = number;
    }

    @Override
    public int compareTo(Base other) {
      return Integer.compare(number, other.number);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Base base && base.number == number;
    }

    @Override
    public int hashCode() {
      return 7;
    }
  }

  private static final class Derived extends Base {
    Derived(int number) {
      super(number);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 40})
  void apply_equalKeysOfTwoClasses_areOneKey(int count) {
    Store<Base, Integer> store = store(Long.MAX_VALUE);
    for (int i = 0; i < count; i++) {
      store.apply(new Base(i), Operation.PUT, i, null);
    }
    for (int i = 0; i < count; i++) {
      assertThat(store.read(new Derived(i)), is(i));
      store.apply(new Derived(i), Operation.PUT, -i, null);
      assertThat(store.read(new Base(i)), is(-i));
    }
    assertThat(store.size().weight(), is((long) count));
    assertThat(store.read(new Derived(count)), nullValue());
  }

  /** A key whose comparison fails when the countdown ends. */
  private record Fragile(int number) implements Comparable<Fragile> {
    static int countdown;

    @Override
    public int compareTo(Fragile other) {
      if (--countdown == 0) {
        throw new IllegalStateException("compareTo fails");
      }
      return Integer.compare(number, other.number);
    }

    @Override
    public int hashCode() {
      return 7;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Timeout(60)
  void apply_keyAfterFailedComparison_isStored(boolean isClaimed) {
    Store<Fragile, Integer> store = store(Long.MAX_VALUE);
    Random random = new Random(1);
    int failures = 0;
    for (int i = 0; i < 5_000; i++) {
      Fragile key = new Fragile(i * 7_919 % 100_003);
      Fragile.countdown = i < 20 ? 0 : 1 + random.nextInt(60);
      try {
        if (isClaimed) {
          try (Claim<Integer> claim = store.claim(key, TestContext.hold(), true)) {
            claim.commit(Action.WRITE, i, Ticker.NEVER);
          }
        } else {
          store.apply(key, Operation.PUT, i, null);
        }
      } catch (IllegalStateException e) {
        failures++;
        Fragile.countdown = 0;
        store.apply(key, Operation.PUT, i, null);
      }
      Fragile.countdown = 0;
      assertThat(store.read(key), is(i));
    }
    assertThat(failures, greaterThan(1_000));
    assertThat(store.size().weight(), is(5_000L));
  }

  /** A comparable key whose comparison always fails. */
  private record Incomparable(int number) implements Comparable<Incomparable> {
    @Override
    public int compareTo(Incomparable other) {
      throw new UnsupportedOperationException("on purpose");
    }

    @Override
    public int hashCode() {
      return 7;
    }
  }

  @Test
  void apply_keysWhoseCompareToFails_areFound() {
    Store<Incomparable, Integer> store = store(Long.MAX_VALUE);
    for (int i = 0; i < 100; i++) {
      store.apply(new Incomparable(i), Operation.PUT, i, null);
    }
    for (int i = 0; i < 100; i++) {
      assertThat(store.read(new Incomparable(i)), is(i));
      try (Claim<Integer> claim =
          store.claim(new Incomparable(100 + i), TestContext.hold(), true)) {
        claim.commit(Action.WRITE, i, Ticker.NEVER);
      }
      assertThat(
          store.apply(new Incomparable(i), Operation.REMOVE, null, null).present(), is(true));
    }
    assertThat(store.size().weight(), is(100L));
  }

  /** An evicted node is still in the chain when its key is inserted again into the tree bin. */
  @Test
  void read_deadNodeInTheChain_findsTheLiveNodeOfTheKey() {
    Sorted rival = new Sorted(200, 7);
    Sorted key = new Sorted(201, 7);
    AtomicReference<Runnable> onEviction = new AtomicReference<>(() -> {});
    TestContext<Sorted, Integer> context =
        new TestContext<>() {
          @Override
          protected void onEviction() {
            onEviction.getAndSet(() -> {}).run();
          }
        };
    Store<Sorted, Integer> store = new HeapStoreFactory().create(context.maximum(1_000).deaf());
    for (int i = 0; i < 20; i++) {
      store.apply(new Sorted(2 * i, 7), Operation.PUT, i, null);
    }
    store.apply(rival, Operation.PUT, 1, null);
    store.apply(key, Operation.PUT, 2, null);
    store.apply(rival, Operation.REMOVE, null, null);
    for (int i = 0; i < 20; i++) {
      store.read(new Sorted(2 * i, 7));
    }
    onEviction.set(
        () -> {
          store.apply(key, Operation.PUT, 3, null);
          assertThat(store.read(key), is(3));
        });
    store.setMaximum(20);
    assertThat(store.read(key), is(3));
  }

  /** One key is always present, while other keys are inserted and removed. */
  @Test
  @Timeout(60)
  void keys_keyPresentThroughout_isReturnedExactlyOnce() {
    Store<Sorted, Integer> store = store(Long.MAX_VALUE);
    Sorted stable = new Sorted(-2, 5);
    store.apply(stable, Operation.PUT, 0, null);
    Running.together(
        3,
        thread -> {
          for (int i = 0; i < 400; i++) {
            if (thread == 0) {
              int[] times = {0};
              Stores.keys(store).forEachRemaining(key -> times[0] += key.equals(stable) ? 1 : 0);
              assertThat(times[0], is(1));
            } else {
              for (int n = 0; n < 40; n++) {
                int number = 2 * (thread * 100_000 + i * 40 + n);
                store.apply(new Sorted(number, n % 2 == 0 ? 5 : number), Operation.PUT, n, null);
                if (n % 3 == 0) {
                  store.apply(new Sorted(number, 5), Operation.REMOVE, null, null);
                }
              }
            }
            assertThat(store.read(stable), notNullValue());
          }
          return 0;
        });
  }
}
