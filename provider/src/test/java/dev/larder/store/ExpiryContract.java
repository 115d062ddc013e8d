package dev.larder.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.larder.time.Ticker;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Expiry without an operation on the entry, and deadlines that touch moves. */
public interface ExpiryContract extends Stores {

  @Test
  default void expire_dueEntries_removesAndReports() {
    TestContext<String, String> context = new TestContext<>();
    Store<String, String> store = open(context);
    assumeTrue(context.reportsExpired());
    putFor(context, store, "soon", 10);
    putFor(context, store, "soon too", 20);
    putFor(context, store, "later", TimeUnit.HOURS.toNanos(1));
    putFor(context, store, "never", Ticker.NEVER);
    context.advance(20);
    context.expire(store);
    assertThat(
        context.expiries(),
        containsInAnyOrder(Map.entry("soon", "value"), Map.entry("soon too", "value")));
    assertThat(store.size().weight(), is(2L));
    assertThat(Stores.peek(store, "later"), equalTo("value"));
  }

  @Test
  default void sight_entry_returnsSnapshotWithoutAccess() {
    TestContext<String, String> context = new TestContext<>();
    Store<String, String> store = open(context);
    assertThat(store.snapshot("k"), is(nullValue()));
    putFor(context, store, "k", 10);
    checkSnapshot(store.snapshot("k"), 10);
    putFor(context, store, "never", Ticker.NEVER);
    checkSnapshot(store.snapshot("never"), Ticker.NEVER);
    try (Claim<String> claim = store.claim("k", TestContext.hold(), true)) {
      assertThat(claim.current(), equalTo("value"));
      checkSnapshot(store.snapshot("k"), 10);
    }
    context.advance(4);
    checkSnapshot(store.snapshot("k"), 6);
    context.advance(6);
    assertThat(store.snapshot("k"), is(nullValue()));
  }

  private static void checkSnapshot(@Nullable EntrySnapshot<String> found, long timeToLive) {
    assertThat(found, equalTo(new EntrySnapshot<>("value", timeToLive, 1, found.version())));
  }

  @Test
  default void expire_nothingCanExpire_returnsNever() {
    TestContext<String, String> context = new TestContext<>();
    Store<String, String> store = open(context);
    assertThat(context.expire(store), is(Ticker.NEVER));
    putFor(context, store, "gone", 10);
    store.apply("gone", Operation.REMOVE, null, null);
    putFor(context, store, "cleared", 10);
    store.clear();
    putFor(context, store, "never", Ticker.NEVER);
    context.advance(10);
    assertThat(context.expire(store), is(Ticker.NEVER));
    assertThat(context.expiries(), empty());
  }

  @Test
  default void expire_nextDeadline_isReturnedInTime() {
    TestContext<String, String> context = new TestContext<>();
    Store<String, String> store = open(context);
    putFor(context, store, "first", TimeUnit.MILLISECONDS.toNanos(5));
    putFor(context, store, "second", TimeUnit.SECONDS.toNanos(5));
    long second = context.now() + TimeUnit.SECONDS.toNanos(5);
    context.advance(TimeUnit.MILLISECONDS.toNanos(5));
    assertThat(context.expire(store), allOf(greaterThan(context.now()), lessThanOrEqualTo(second)));
  }

  /**
   * Calls expire when the store asks for it, as the expiry scheduler does, and checks how late each
   * entry expires.
   */
  @Test
  default void expire_calledWhenAsked_isLateByTwoMillisAtMost() {
    TestContext<String, String> context = new TestContext<>();
    Store<String, String> store = open(context);
    assumeTrue(context.reportsExpired());
    Random random = new Random(42);
    Map<String, Long> deadlines = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      long life = 1 + (long) Math.pow((double) longestLife(), random.nextDouble());
      deadlines.put("key " + i, context.now() + life);
      putFor(context, store, "key " + i, life);
    }
    int calls = 0;
    int delivered = 0;
    long next = context.takeWake();
    while (next != Ticker.NEVER) {
      context.advanceTo(next);
      next = context.expire(store);
      next = Math.min(next, context.takeWake());
      for (Map.Entry<String, String> expiry :
          context.expiries().subList(delivered, context.expiries().size())) {
        long late = context.now() - deadlines.remove(expiry.getKey());
        assertThat(late, allOf(greaterThanOrEqualTo(0L), lessThanOrEqualTo(2_000_000L)));
      }
      delivered = context.expiries().size();
      calls++;
    }
    assertThat(deadlines.keySet(), empty());
    assertThat("the number of calls", calls, lessThan(300 * 8));
  }

  @Test
  default void expire_deadlineMovedForward_isFoundInTime() {
    TestContext<String, String> context = new TestContext<>();
    Store<String, String> store = open(context);
    putFor(context, store, "key", TimeUnit.DAYS.toNanos(1));
    context.expire(store);
    context.takeWake();
    context.durations(10, 10, StoreContext.UNCHANGED);
    store.apply("key", Operation.PUT, "new", null);
    context.checkWake(context.now() + 10);
    context.advance(10);
    context.expire(store);
    context.checkExpiries(Map.entry("key", "new"));
  }

  @Test
  default void expire_deadlineMovedBack_isNotFoundEarly() {
    TestContext<String, String> context = new TestContext<>();
    Store<String, String> store = open(context);
    putFor(context, store, "key", 10);
    context.durations(10, 1_000, StoreContext.UNCHANGED);
    store.apply("key", Operation.PUT, "new", null);
    context.advance(999);
    long next = context.expire(store);
    assertThat(context.expiries(), empty());
    assertThat(next, lessThanOrEqualTo(context.now() + 1_000_000));
    context.advance(1);
    context.expire(store);
    context.checkExpiries(Map.entry("key", "new"));
  }

  @Test
  default void touch_sameValue_movesTheDeadline() {
    TestContext<String, String> context = new TestContext<>();
    Store<String, String> store = open(context);
    putFor(context, store, "key", 100);
    assertThat(store.touch("key", Stores.version(store, "key"), 500), is(true));
    context.advance(499);
    assertThat(Stores.peek(store, "key"), equalTo("value"));
    context.advance(1);
    assertThat(Stores.peek(store, "key"), nullValue());
  }

  @Test
  default void touch_earlierDeadline_requestsACall() {
    TestContext<String, String> context = new TestContext<>();
    Store<String, String> store = open(context);
    putFor(context, store, "key", TimeUnit.DAYS.toNanos(1));
    context.expire(store);
    context.takeWake();
    store.touch("key", Stores.version(store, "key"), 5);
    context.checkWake(context.now() + 5);
    context.advance(5);
    context.expire(store);
    context.checkExpiries(Map.entry("key", "value"));
  }

  @Test
  default void touch_otherValue_changesNothing() {
    TestContext<String, String> context = new TestContext<>();
    Store<String, String> store = open(context);
    putFor(context, store, "key", 100);
    Object seen = Stores.version(store, "key");
    store.apply("key", Operation.PUT, "another", null);
    assertThat(store.touch("key", seen, 0), is(false));
    assertThat(Stores.peek(store, "key"), equalTo("another"));
    assertThat(store.touch("absent", seen, 5), is(false));
    assertThat(store.size().weight(), is(1L));
  }

  @Test
  default void touch_zeroDuration_expiresAndReports() {
    TestContext<String, String> context = new TestContext<>();
    Store<String, String> store = open(context);
    putFor(context, store, "key", 100);
    store.touch("key", Stores.version(store, "key"), 0);
    assertThat(Stores.peek(store, "key"), nullValue());
    context.expire(store);
    context.checkExpiries(Map.entry("key", "value"));
  }

  @Test
  default void touch_expiredEntry_doesNotReviveIt() {
    TestContext<String, String> context = new TestContext<>();
    Store<String, String> store = open(context);
    putFor(context, store, "key", 100);
    Object seen = Stores.version(store, "key");
    context.advance(100);
    assertThat("observed as expired", Stores.peek(store, "key"), nullValue());
    assertThat(store.touch("key", seen, 100), is(false));
    assertThat(Stores.peek(store, "key"), nullValue());
    context.expire(store);
    context.checkExpiries(Map.entry("key", "value"));
  }

  private static void putFor(
      TestContext<String, String> context, Store<String, String> store, String key, long nanos) {
    context.durations(nanos, StoreContext.UNCHANGED, StoreContext.UNCHANGED);
    store.apply(key, Operation.PUT, "value", null);
  }
}
