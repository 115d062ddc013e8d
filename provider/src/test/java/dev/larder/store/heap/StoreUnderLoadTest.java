package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.larder.store.Action;
import dev.larder.store.Claim;
import dev.larder.store.EntrySnapshot;
import dev.larder.store.KeyHold;
import dev.larder.store.Operation;
import dev.larder.store.Running;
import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.Stores;
import dev.larder.store.TestContext;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Threads run all operations of a store at once, for every kind of store. After each round, the
 * table, the policy and the timing wheel agree. The size is checked during the rounds.
 */
class StoreUnderLoadTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 3;
  private static final int OPERATIONS = 3_000;
  private static final long MILLISECOND = 1_000_000;

  /** A kind of store, the number of hash codes of its keys, and whether its bound changes. */
  record Load(
      long maximum, boolean adaptive, boolean weighted, boolean timed, int hashes, boolean moves) {
    TestContext<Key, Integer> context() {
      TestContext<Key, Integer> context = new TestContext<Key, Integer>().maximum(maximum);
      if (adaptive) {
        context.adaptive();
      }
      if (weighted) {
        context.weigher((key, value) -> value % 7);
      }
      if (timed) {
        context.durations(40 * MILLISECOND, 20 * MILLISECOND, 30 * MILLISECOND);
      } else {
        context.eternal().deaf();
      }
      return context;
    }

    /** Returns the highest bound plus the weight of an entry for each thread. */
    long maxSize() {
      return (moves ? 2 * maximum : maximum) + THREADS * (weighted ? 6L : 1);
    }

    /** Draws one of three times as many keys as fit; smaller numbers are more frequent. */
    Key key(SplittableRandom random) {
      double skewed = random.nextDouble() * random.nextDouble();
      int number = (int) (3 * maximum * skewed);
      return new Key(number, number % hashes);
    }
  }

  record Key(int number, int hash) implements Comparable<Key> {
    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public int compareTo(Key other) {
      return Integer.compare(number, other.number);
    }
  }

  static Stream<Load> loads() {
    return Stream.of(100L, 1_500L, 20_000L)
        .flatMap(
            maximum ->
                Stream.of(40, Integer.MAX_VALUE)
                    .flatMap(hashes -> kinds(maximum, hashes, hashes > 40 || maximum < 1_000)));
  }

  private static Stream<Load> kinds(long maximum, int hashes, boolean moves) {
    return Stream.of(false, true)
        .flatMap(
            adaptive ->
                Stream.of(
                    new Load(maximum, adaptive, false, false, hashes, moves),
                    new Load(maximum, adaptive, false, true, hashes, false),
                    new Load(maximum, adaptive, true, false, hashes, moves),
                    new Load(maximum, adaptive, true, true, hashes, moves)));
  }

  @ParameterizedTest
  @MethodSource("loads")
  void operations_severalThreads_keepTheInvariants(Load load) {
    TestContext<Key, Integer> context = load.context();
    Store<Key, Integer> store = new HeapStore<>(context);
    AtomicLong peak = new AtomicLong();
    for (int round = 0; round < ROUNDS; round++) {
      int firstSeed = THREADS * round;
      Running.together(
          THREADS,
          thread -> use(store, context, load, new SplittableRandom(firstSeed + thread), peak));
      store.setMaximum(load.maximum());
      Invariants.check(store);
    }
    assertThat("largest size", peak.get(), is(lessThanOrEqualTo(load.maxSize())));
    context.advance(TimeUnit.DAYS.toNanos(1));
    context.expire(store);
    Invariants.check(store);
    assertThat("size after the last deadline", load.timed() ? store.size().weight() : 0, is(0L));
  }

  private static boolean use(
      Store<Key, Integer> store,
      TestContext<Key, Integer> context,
      Load load,
      SplittableRandom random,
      AtomicLong peak) {
    for (int i = 0; i < OPERATIONS; i++) {
      Key key = load.key(random);
      switch (random.nextInt(64)) {
        case 0 -> manage(store, load, random);
        case 1 -> context.expire(store);
        case 2, 3 -> context.advance(random.nextLong(MILLISECOND));
        case 4, 5, 6, 7 -> peak.accumulateAndGet(store.size().weight(), Math::max);
        case 8, 9, 10, 11, 12, 13 -> claim(store, context, key, random);
        case 14, 15 -> touch(store, context, key, random);
        case 16, 17, 18, 19, 20, 21, 22, 23 -> apply(store, key, random);
        default -> readThrough(store, key, random);
      }
    }
    return true;
  }

  /** Runs, rarely, an operation that concerns all entries. */
  private static void manage(Store<Key, Integer> store, Load load, SplittableRandom random) {
    switch (random.nextInt(100)) {
      case 0 -> store.clear();
      case 1, 2, 3 -> iterate(Stores.keys(store));
      case 4, 5, 6, 7 -> {
        if (load.moves()) {
          store.setMaximum(1 + random.nextLong(2 * load.maximum()));
        }
      }
      default -> {}
    }
  }

  private static void iterate(Iterator<Key> keys) {
    keys.forEachRemaining(key -> assertThat(key == null, is(false)));
  }

  private static void readThrough(Store<Key, Integer> store, Key key, SplittableRandom random) {
    if (store.read(key) == null) {
      store.apply(key, Operation.PUT, random.nextInt(100), null);
    }
  }

  private static void touch(
      Store<Key, Integer> store,
      TestContext<Key, Integer> context,
      Key key,
      SplittableRandom random) {
    EntrySnapshot<Integer> found = store.snapshot(key);
    if (found != null && context.settings().canExpire()) {
      store.touch(key, found.version(), random.nextLong(50 * MILLISECOND));
    }
    if (found != null) {
      store.apply(key, Operation.REPLACE_IF_SAME, random.nextInt(100), found.value());
    }
  }

  private static void apply(Store<Key, Integer> store, Key key, SplittableRandom random) {
    Operation[] all = Operation.values();
    Operation operation = all[random.nextInt(all.length)];
    store.apply(key, operation, random.nextInt(100), random.nextInt(100));
  }

  private static void claim(
      Store<Key, Integer> store,
      TestContext<Key, Integer> context,
      Key key,
      SplittableRandom random) {
    KeyHold hold = TestContext.hold();
    Claim<Integer> taken =
        random.nextBoolean() ? store.claim(key, hold, true) : store.claim(key, hold, false);
    if (taken == null) {
      hold.release();
    }
    if (taken == null) {
      return;
    }
    try (Claim<Integer> claim = taken) {
      long timeToLive = timeToLive(context, random);
      int value = random.nextInt(100);
      claim.stage(value);
      switch (random.nextInt(5)) {
        case 0 -> claim.commit(Action.WRITE, value, timeToLive);
        case 1 -> claim.commit(Action.LOAD, value, timeToLive);
        case 2 -> claim.commit(Action.REMOVE, null, StoreContext.UNCHANGED);
        case 3 -> claim.commit(Action.READ, null, timeToLive);
        default -> store.size().weight();
      }
    }
  }

  private static long timeToLive(TestContext<Key, Integer> context, SplittableRandom random) {
    return context.settings().canExpire()
        ? random.nextLong(30 * MILLISECOND)
        : StoreContext.UNCHANGED;
  }
}
