package dev.larder.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.time.Ticker;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Operations that wait for a claimed key, and operations that never wait. */
public interface WaitingContract extends Stores {

  private static <K> boolean isRefused(Store<K, ?> store, K key) {
    KeyHold hold = TestContext.hold();
    boolean isRefused = store.claim(key, hold, false) == null;
    hold.release();
    return isRefused;
  }

  @Test
  @Timeout(20)
  default void apply_claimed_waitsAndSeesTheCommit() {
    Store<String, String> store = open(new TestContext<>());
    Running<Change<String>> waiting;
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      waiting =
          Running.start(() -> store.apply("key", Operation.GET_AND_PUT, "second", null))
              .awaitWaiting();
      claim.commit(Action.WRITE, "first", Ticker.NEVER);
      assertThat("commit does not release the key", waiting.isDone(), is(false));
    }
    assertThat(waiting.get(), equalTo(Changes.of(Action.WRITE, "first", null, "second", true)));
    assertThat(Stores.peek(store, "key"), equalTo("second"));
  }

  @Test
  @Timeout(20)
  default void applyCompare_claimed_waitsAndSeesTheCommit() {
    Store<String, String> store = open(new TestContext<>());
    store.apply("key", Operation.PUT, "old", null);
    Running<Change<String>> waiting;
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      waiting =
          Running.start(() -> store.apply("key", Operation.REPLACE_IF_SAME, "second", "first"))
              .awaitWaiting();
      claim.commit(Action.WRITE, "first", StoreContext.UNCHANGED);
    }
    assertThat(waiting.get().action(), is(Action.WRITE));
    assertThat(Stores.peek(store, "key"), equalTo("second"));
  }

  @Test
  @Timeout(20)
  default void claim_claimed_waitsAndSeesTheCommit() {
    Store<String, String> store = open(new TestContext<>());
    Running<String> waiting;
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      waiting = Running.start(() -> claimed(store, "key")).awaitWaiting();
      claim.commit(Action.WRITE, "first", Ticker.NEVER);
    }
    assertThat(waiting.get(), equalTo("first"));
  }

  private static String claimed(Store<String, String> store, String key) {
    try (Claim<String> claim = store.claim(key, TestContext.hold(), true)) {
      return claim.current();
    }
  }

  @Test
  @Timeout(20)
  default void read_claimed_returnsTheOldValue() {
    Store<String, String> store = open(new TestContext<>());
    store.apply("key", Operation.PUT, "old", null);
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true);
        Claim<String> absent = store.claim("absent", TestContext.hold(), true)) {
      assertThat(Running.start(() -> store.read("key")).get(), equalTo("old"));
      assertThat(Running.start(() -> Stores.peek(store, "key")).get(), equalTo("old"));
      assertThat(Running.start(() -> store.read("absent")).get(), nullValue());
      assertThat("the holder reads", store.read("key"), equalTo("old"));
      claim.commit(Action.WRITE, "new", StoreContext.UNCHANGED);
      absent.commit(Action.WRITE, "new", Ticker.NEVER);
      assertThat(Running.start(() -> store.read("key")).get(), equalTo("new"));
      assertThat(Running.start(() -> store.read("absent")).get(), equalTo("new"));
    }
  }

  @Test
  @Timeout(20)
  default void claim_otherKeys_areNotBlocked() {
    Store<Integer, String> store = open(new TestContext<>());
    try (Claim<String> claim = store.claim(0, TestContext.hold(), true)) {
      Change<String> change =
          Running.start(
                  () -> {
                    for (int key = 1; key < 1_000; key++) {
                      store.apply(key, Operation.PUT, "value", null);
                    }
                    return claimAndWrite(store, 1_000);
                  })
              .get();
      assertThat(change.stored(), is(true));
      assertThat(
          "the holder is not blocked either",
          store.apply(1, Operation.GET_AND_PUT, "mine", null).before(),
          is("value"));
      assertThat(claim.current(), nullValue());
    }
  }

  private static Change<String> claimAndWrite(Store<Integer, String> store, int key) {
    try (Claim<String> claim = store.claim(key, TestContext.hold(), true)) {
      return claim.commit(Action.WRITE, "value", Ticker.NEVER);
    }
  }

  @Test
  @Timeout(20)
  default void tryClaim_claimed_returnsNull() {
    Store<String, String> store = open(new TestContext<>());
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      assertThat(Running.start(() -> isRefused(store, "key")).get(), is(true));
      assertThat("to its own thread", isRefused(store, "key"), is(true));
      assertThat(claim.hold().inherited(), nullValue());
    }
    try (Claim<String> claim = store.claim("key", TestContext.hold(), false)) {
      assertThat(claim, notNullValue());
      assertThat(isRefused(store, "key"), is(true));
      claim.commit(Action.WRITE, "value", Ticker.NEVER);
    }
    assertThat(Stores.peek(store, "key"), equalTo("value"));
  }

  @Test
  @Timeout(20)
  default void recursion_sameKey_throwsWithTheCacheName() {
    Store<String, String> store = open(new TestContext<>());
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      CacheException applying =
          assertThrows(
              CacheException.class, () -> store.apply("key", Operation.PUT, "inner", null));
      assertThat(applying.getMessage(), containsString(TestContext.NAME));
      CacheException comparing =
          assertThrows(
              CacheException.class, () -> store.apply("key", Operation.REPLACE_IF_SAME, "b", "a"));
      assertThat(comparing.getMessage(), containsString(TestContext.NAME));
      KeyHold second = TestContext.hold();
      CacheException claiming =
          assertThrows(CacheException.class, () -> store.claim("key", second, true));
      second.release();
      assertThat(claiming.getMessage(), containsString(TestContext.NAME));
      claim.commit(Action.WRITE, "outer", Ticker.NEVER);
    }
    assertThat(Stores.peek(store, "key"), equalTo("outer"));
    assertThat(KeyHold.isHeldByCurrentThread(), is(false));
  }

  @Test
  @Timeout(20)
  default void claim_cycleOfTwoThreads_failsInOne() {
    Store<String, String> store = open(new TestContext<>());
    for (int round = 0; round < 50; round++) {
      CyclicBarrier bothHold = new CyclicBarrier(2);
      List<Boolean> failed =
          Running.together(
              2,
              index -> {
                try (Claim<String> mine =
                    store.claim(index == 0 ? "a" : "b", TestContext.hold(), true)) {
                  bothHold.await();
                  try (Claim<String> other =
                      store.claim(index == 0 ? "b" : "a", TestContext.hold(), true)) {
                    other.commit(Action.WRITE, "value", Ticker.NEVER);
                    return false;
                  } catch (CacheException e) {
                    assertThat(e.getMessage(), containsString(TestContext.NAME));
                    return true;
                  } finally {
                    mine.commit(Action.NONE, null, StoreContext.UNCHANGED);
                  }
                }
              });
      assertThat(failed.stream().filter(f -> f).count(), greaterThanOrEqualTo(1L));
      claimed(store, "a");
      claimed(store, "b");
    }
  }

  @Test
  @Timeout(20)
  default void claim_waited_inheritsTheOutcome() {
    Store<String, String> store = open(new TestContext<>());
    Running<Object> waiting;
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      assertThat(claim.hold().inherited(), nullValue());
      waiting = Running.start(() -> sharedOutcome(store)).awaitWaiting();
      claim.hold().publishOutcome("legacy");
    }
    assertThat(waiting.get(), equalTo("legacy"));
    assertThat("no outcome without waiting", sharedOutcome(store), nullValue());
  }

  private static Object sharedOutcome(Store<String, String> store) {
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      return claim.hold().inherited();
    }
  }

  @Test
  @Timeout(20)
  default void apply_interruptedWait_keepsTheInterrupt() {
    Store<String, String> store = open(new TestContext<>());
    Running<Boolean> waiting;
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      waiting =
          Running.start(
                  () -> {
                    store.apply("key", Operation.PUT, "second", null);
                    return Thread.currentThread().isInterrupted();
                  })
              .awaitWaiting();
      waiting.thread().interrupt();
      claim.commit(Action.WRITE, "first", Ticker.NEVER);
    }
    assertThat(waiting.get(), is(true));
    assertThat(Stores.peek(store, "key"), equalTo("second"));
  }

  @Test
  @Timeout(20)
  default void clear_claimedKey_waitsAndRemovesIt() {
    Store<String, String> store = open(new TestContext<>());
    store.apply("other", Operation.PUT, "value", null);
    Running<Void> clearing;
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      clearing = clearing(store).awaitWaiting();
      claim.commit(Action.WRITE, "value", Ticker.NEVER);
    }
    clearing.get();
    assertThat(store.size().weight(), is(0L));
    assertThat(Stores.peek(store, "key"), nullValue());
    assertThat(Stores.keys(store).hasNext(), is(false));
    store.apply("key", Operation.PUT, "again", null);
    assertThat(store.size().weight(), is(1L));
  }

  private static Running<Void> clearing(Store<String, String> store) {
    return Running.start(
        () -> {
          store.clear();
          return null;
        });
  }

  @Test
  @Timeout(20)
  default void clear_ownClaim_throws() {
    Store<String, String> store = open(new TestContext<>());
    store.apply("key", Operation.PUT, "value", null);
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      assertThrows(CacheException.class, store::clear);
      assertThat(claim.current(), equalTo("value"));
    }
    assertThat(Stores.peek(store, "key"), equalTo("value"));
  }
}
