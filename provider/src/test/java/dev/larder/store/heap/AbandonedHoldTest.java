package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.store.Action;
import dev.larder.store.Claim;
import dev.larder.store.KeyHold;
import dev.larder.store.Operation;
import dev.larder.store.Running;
import dev.larder.store.Store;
import dev.larder.store.Stores;
import dev.larder.store.TestContext;
import dev.larder.time.Ticker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds that end by a plain write, as after a stack overflow, without a release of the claim. */
@Timeout(20)
class AbandonedHoldTest {
  private static final int KEY = 1;

  private final TestContext<Integer, Integer> context =
      new TestContext<Integer, Integer>().maximum(100);

  private Store<Integer, Integer> store() {
    return new HeapStoreFactory().create(context);
  }

  /** Claims a key, commits a value if requested, and ends the hold as an overflowed frame does. */
  private static void abandon(Store<Integer, Integer> store, int key, boolean isCommitted) {
    KeyHold hold = TestContext.hold();
    Claim<Integer> claim = store.claim(key, hold, true);
    if (isCommitted) {
      claim.commit(Action.WRITE, 7, Ticker.NEVER);
    }
    hold.openHolds[0]--;
    hold.ended = true;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void apply_presentKeyOfAbandonedHold_findsTheEntry(boolean isCommitted) {
    Store<Integer, Integer> store = store();
    store.apply(KEY, Operation.PUT, 1, null);
    abandon(store, KEY, isCommitted);
    assertThat(KeyHold.isHeldByCurrentThread(), is(false));
    assertThat(store.apply(KEY, Operation.GET_AND_PUT, 2, null).before(), is(isCommitted ? 7 : 1));
    assertThat(store.size().weight(), is(1L));
    Invariants.check(store);
  }

  @Test
  void apply_absentKeyOfAbandonedHold_findsNoEntry() {
    Store<Integer, Integer> store = store();
    abandon(store, KEY, false);
    assertThat(store.apply(KEY, Operation.PUT_IF_ABSENT, 2, null).before(), nullValue());
    assertThat(Stores.peek(store, KEY), is(2));
    Invariants.check(store);
  }

  @Test
  void apply_valueCommittedBeforeTheOverflow_countsAgainstTheBound() {
    Store<Integer, Integer> store = store();
    for (int key = 0; key < 200; key++) {
      abandon(store, key, true);
      assertThat(store.apply(key, Operation.GET, null, null).before(), is(7));
    }
    assertThat(store.size().weight(), is(100L));
    Invariants.check(store);
  }

  @Test
  void claim_abandonedHold_isTakenOver() {
    Store<Integer, Integer> store = store();
    abandon(store, KEY, true);
    KeyHold refused = TestContext.hold();
    try (Claim<Integer> claim = store.claim(KEY, refused, false)) {
      assertThat(claim.current(), is(7));
    }
    assertThat(refused.isOver(), is(true));
    store.clear();
    assertThat(store.size().weight(), is(0L));
  }

  @Test
  void claim_threadThatWaits_proceedsWithoutBeingWoken() {
    Store<Integer, Integer> store = store();
    KeyHold hold = TestContext.hold();
    store.claim(KEY, hold, true);
    Running<Integer> waiting =
        Running.start(
            () -> {
              try (Claim<Integer> claim = store.claim(KEY, TestContext.hold(), true)) {
                claim.commit(Action.WRITE, 3, Ticker.NEVER);
                return 3;
              }
            });
    waiting.awaitWaiting();
    hold.openHolds[0]--;
    hold.ended = true;
    assertThat(waiting.get(), is(3));
    assertThat(Stores.peek(store, KEY), is(3));
  }
}
