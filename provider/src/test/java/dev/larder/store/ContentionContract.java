package dev.larder.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.larder.time.Ticker;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads on few keys: no update is lost, and none happens twice. */
public interface ContentionContract extends Stores {
  /** Threads that use one key. */
  int THREADS = 4;

  /** Operations of each thread. */
  int TIMES = 500;

  @Test
  @Timeout(60)
  default void increments_byClaimsAndReplace_loseNone() {
    Store<String, Integer> store = open(new TestContext<>());
    store.apply("key", Operation.PUT, 0, null);
    Running.together(
        THREADS,
        index ->
            times(
                index % 2 == 0 ? () -> incrementClaimed(store) : () -> incrementReplacing(store)));
    assertThat(Stores.peek(store, "key"), is(THREADS * TIMES));
  }

  private static Void times(Runnable action) {
    for (int i = 0; i < TIMES; i++) {
      action.run();
    }
    return null;
  }

  private static void incrementClaimed(Store<String, Integer> store) {
    try (Claim<Integer> claim = store.claim("key", TestContext.hold(), true)) {
      Change<Integer> change;
      do {
        int next = claim.current() == null ? 1 : claim.current() + 1;
        change = claim.commit(Action.WRITE, next, Ticker.NEVER);
      } while (change == null);
    }
  }

  private static void incrementReplacing(Store<String, Integer> store) {
    Integer seen;
    Change<Integer> change;
    do {
      seen = store.read("key");
      change = store.apply("key", Operation.REPLACE_IF_SAME, seen + 1, seen);
    } while (change.action() != Action.WRITE);
  }

  @Test
  @Timeout(60)
  default void putIfAbsent_manyThreads_oneStores() {
    Store<Integer, Integer> store = open(new TestContext<>());
    for (int round = 0; round < 200; round++) {
      int key = round;
      List<Boolean> stored =
          Running.together(
              THREADS, index -> store.apply(key, Operation.PUT_IF_ABSENT, index, null).stored());
      assertThat(stored.stream().filter(one -> one).count(), is(1L));
      assertThat(Stores.peek(store, key), is(stored.indexOf(true)));
    }
  }

  @Test
  @Timeout(60)
  default void getAndPut_manyThreads_returnEachValueOnce() {
    Store<String, Integer> store = open(new TestContext<>());
    List<List<Integer>> seen =
        Running.together(
            THREADS,
            index -> {
              List<Integer> mine = new ArrayList<>();
              for (int i = 0; i < TIMES; i++) {
                mine.add(
                    store.apply("key", Operation.GET_AND_PUT, index * TIMES + i, null).before());
              }
              return mine;
            });
    Set<Integer> all = new HashSet<>();
    seen.forEach(all::addAll);
    all.remove(null);
    all.add(Stores.peek(store, "key"));
    assertThat(all, hasSize(THREADS * TIMES));
  }

  @Test
  @Timeout(180)
  default void entries_removedOrExpired_endExactlyOnce() {
    TestContext<Integer, Integer> context =
        new TestContext<Integer, Integer>().durations(50, 50, StoreContext.UNCHANGED);
    Store<Integer, Integer> store = open(context);
    assumeTrue(context.reportsExpired());
    ConcurrentLinkedQueue<Integer> ended = new ConcurrentLinkedQueue<>();
    Running.together(
        THREADS,
        index -> {
          for (int i = 0; i < 4 * TIMES; i++) {
            context.advance(7);
            int value = index * 4 * TIMES + i;
            switch (index) {
              case 0 -> context.expire(store);
              case 1 -> note(ended, store.apply(i % 5, Operation.GET_AND_REMOVE, null, null));
              case 2 -> note(ended, claimed(store, i % 5, value, 50));
              default -> note(ended, store.apply(i % 5, Operation.GET_AND_PUT, value, null));
            }
          }
          return null;
        });
    context.advance(50);
    context.expire(store);
    context.expiries().forEach(entry -> ended.add(entry.getValue()));
    List<Integer> sorted = ended.stream().sorted().toList();
    assertThat(sorted, equalTo(IntStream.range(8 * TIMES, 16 * TIMES).boxed().toList()));
    assertThat(store.size().weight(), is(0L));
  }

  @Test
  @Timeout(20)
  default void replace_changedDuringEquals_comparesAgain() {
    for (boolean removed : List.of(true, false)) {
      Store<String, Meddler> store = open(new TestContext<>());
      store.apply("key", Operation.PUT, new Meddler(1), null);
      Step<Meddler> meddling =
          removed ? new Step<>(Operation.REMOVE) : new Step<>(Operation.PUT, new Meddler(2), null);
      Meddler.duringEquals.set(() -> meddling.run(store, "key"));
      Change<Meddler> change =
          store.apply("key", Operation.REPLACE_IF_SAME, new Meddler(3), new Meddler(1));
      assertThat(change.action(), is(removed ? Action.NONE : Action.READ));
      assertThat(Stores.peek(store, "key"), equalTo(removed ? null : new Meddler(2)));
    }
  }

  /** A value whose next call of equals runs an action first. */
  final class Meddler implements Serializable {
    private static final long serialVersionUID = 1;
    static final AtomicReference<Runnable> duringEquals = new AtomicReference<>();

    private final int number;

    Meddler(int number) {
      this.number = number;
    }

    @Override
    public boolean equals(Object other) {
      Runnable first = duringEquals.getAndSet(null);
      if (first != null) {
        first.run();
      }
      return other instanceof Meddler meddler && meddler.number == number;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }

  private static Change<Integer> claimed(
      Store<Integer, Integer> store, int key, int value, long timeToLive) {
    try (Claim<Integer> claim = store.claim(key, TestContext.hold(), true)) {
      Change<Integer> change;
      do {
        change = claim.commit(Action.WRITE, value, timeToLive);
      } while (change == null);
      return change;
    }
  }

  private static void note(ConcurrentLinkedQueue<Integer> ended, Change<Integer> change) {
    if (change.before() != null) {
      ended.add(change.before());
    }
    if (change.expired() != null) {
      ended.add(change.expired());
    }
    if (change.after() != null && !change.stored()) {
      ended.add(change.after());
    }
  }
}
