package dev.larder.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.time.Ticker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a claim shows, and what becomes of the entry by it. */
public interface ClaimContract extends Stores {
  /** Time to live of what is put. */
  long LIFE = 1_000;

  private static TestContext<String, String> context() {
    return new TestContext<String, String>().durations(LIFE, LIFE, LIFE);
  }

  @Test
  default void current_claim_isTheLiveValue() {
    TestContext<String, String> context = context();
    Store<String, String> store = open(context);
    try (Claim<String> claim = store.claim("key")) {
      assertThat(claim.current(), nullValue());
    }
    store.apply("key", Operation.PUT, "value", null);
    try (Claim<String> claim = store.claim("key")) {
      assertThat(claim.current(), equalTo("value"));
    }
    context.advance(LIFE);
    try (Claim<String> claim = store.claim("key")) {
      assertThat(claim.current(), nullValue());
    }
  }

  @Test
  default void commit_absent_stores() {
    for (Action verb : List.of(Action.WRITE, Action.LOAD)) {
      TestContext<String, String> context = context();
      Store<String, String> store = open(context);
      Change<String> change = commit(store, verb, "new", context.now() + 5);
      assertThat(change, equalTo(Changes.of(verb, null, null, "new", true)));
      checkDeadline(context, store, "new", context.now() + 5);
    }
  }

  @Test
  default void commit_present_replaces() {
    for (Action verb : List.of(Action.WRITE, Action.LOAD)) {
      TestContext<String, String> context = context();
      Store<String, String> store = open(context);
      store.apply("key", Operation.PUT, "old", null);
      Change<String> change = commit(store, verb, "new", context.now() + 5);
      assertThat(change, equalTo(Changes.of(verb, "old", null, "new", true)));
      checkDeadline(context, store, "new", context.now() + 5);
    }
  }

  @Test
  default void commit_expired_reportsTheExpiredValue() {
    TestContext<String, String> context = context();
    Store<String, String> store = open(context);
    store.apply("key", Operation.PUT, "old", null);
    context.advance(LIFE);
    Change<String> change = commit(store, Action.WRITE, "new", context.now() + 5);
    assertThat(change, equalTo(Changes.of(Action.WRITE, null, "old", "new", true)));
    checkDeadline(context, store, "new", context.now() + 5);
  }

  @Test
  default void commit_unchangedDeadline_keepsTheEntrys() {
    TestContext<String, String> context = context();
    Store<String, String> store = open(context);
    store.apply("key", Operation.PUT, "old", null);
    long deadline = context.now() + LIFE;
    context.advance(10);
    commit(store, Action.WRITE, "new", StoreContext.UNCHANGED);
    checkDeadline(context, store, "new", deadline);

    commit(store, Action.WRITE, "eternal", StoreContext.UNCHANGED);
    context.advance(LIFE * LIFE);
    assertThat(store.expire(context.now()), is(Ticker.NEVER));
    assertThat(store.peek("key"), equalTo("eternal"));
  }

  @Test
  default void commit_pastDeadline_storesNothing() {
    TestContext<String, String> context = context();
    Store<String, String> store = open(context);
    Change<String> created = commit(store, Action.WRITE, "new", context.now());
    assertThat(created, equalTo(Changes.of(Action.WRITE, null, null, "new", false)));
    store.apply("key", Operation.PUT, "old", null);
    Change<String> updated = commit(store, Action.WRITE, "new", context.now() - 1);
    assertThat(updated, equalTo(Changes.of(Action.WRITE, "old", null, "new", false)));
    assertThat(store.size(), is(0L));
    assertThat(context.expiries(), empty());
  }

  @Test
  default void commit_unchangedDeadlinePasses_storesNothing() {
    TestContext<String, String> context = context();
    Store<String, String> store = open(context);
    store.apply("key", Operation.PUT, "old", null);
    try (Claim<String> claim = store.claim("key")) {
      context.advance(LIFE);
      Change<String> change = claim.commit(Action.WRITE, "new", StoreContext.UNCHANGED);
      assertThat(change, equalTo(Changes.of(Action.WRITE, "old", null, "new", false)));
    }
    assertThat(store.size(), is(0L));
    assertThat(context.expiries(), empty());
  }

  @Test
  default void commitRead_newDeadline_movesIt() {
    TestContext<String, String> context = context();
    Store<String, String> store = open(context);
    store.apply("key", Operation.PUT, "old", null);
    Change<String> unmoved = commit(store, Action.READ, null, StoreContext.UNCHANGED);
    assertThat(unmoved, equalTo(Changes.of(Action.READ, "old", null, null, false)));
    Change<String> moved = commit(store, Action.READ, null, context.now() + 3 * LIFE);
    assertThat(moved, equalTo(unmoved));
    checkDeadline(context, store, "old", context.now() + 3 * LIFE);
  }

  @Test
  default void commitRead_earlierDeadline_movesIt() {
    TestContext<String, String> context = context();
    Store<String, String> store = open(context);
    store.apply("key", Operation.PUT, "old", null);
    commit(store, Action.READ, null, context.now() + 3);
    checkDeadline(context, store, "old", context.now() + 3);
  }

  @Test
  default void commitRemove_absentOrPresent_removes() {
    TestContext<String, String> context = context();
    Store<String, String> store = open(context);
    assertThat(
        commit(store, Action.REMOVE, null, StoreContext.UNCHANGED),
        equalTo(Change.of(Action.REMOVE, false, false)));
    store.apply("key", Operation.PUT, "old", null);
    assertThat(
        commit(store, Action.REMOVE, null, StoreContext.UNCHANGED),
        equalTo(Changes.of(Action.REMOVE, "old", null, null, false)));
    assertThat(store.size(), is(0L));
  }

  @Test
  default void commitNone_present_keepsTheEntry() {
    TestContext<String, String> context = context();
    Store<String, String> store = open(context);
    store.apply("key", Operation.PUT, "old", null);
    long deadline = context.now() + LIFE;
    context.advance(10);
    assertThat(
        commit(store, Action.NONE, null, StoreContext.UNCHANGED),
        equalTo(Changes.of(Action.NONE, "old", null, null, false)));
    checkDeadline(context, store, "old", deadline);
  }

  @Test
  default void commitNone_expired_removesAndReportsOnce() {
    TestContext<String, String> context = context();
    Store<String, String> store = open(context);
    store.apply("key", Operation.PUT, "old", null);
    context.advance(LIFE);
    assertThat(
        commit(store, Action.NONE, null, StoreContext.UNCHANGED),
        equalTo(Changes.of(Action.NONE, null, "old", null, false)));
    assertThat(store.size(), is(0L));
    store.expire(context.now());
    assertThat("told of once", context.expiries(), empty());
  }

  @Test
  default void stage_beforeCommit_isNotVisible() {
    Store<String, String> store = open(context());
    store.apply("key", Operation.PUT, "old", null);
    try (Claim<String> claim = store.claim("key")) {
      claim.stage("new");
      assertThat(store.peek("key"), equalTo("old"));
      assertThat(claim.current(), equalTo("old"));
      assertThat(
          claim.commit(Action.WRITE, "new", StoreContext.UNCHANGED),
          equalTo(Changes.of(Action.WRITE, "old", null, "new", true)));
    }
    assertThat(store.peek("key"), equalTo("new"));
  }

  @Test
  default void commit_otherValueThanStaged_storesItsOwn() {
    Store<String, String> store = open(context());
    try (Claim<String> claim = store.claim("key")) {
      claim.stage("staged");
      claim.commit(Action.WRITE, "committed", Ticker.NEVER);
    }
    assertThat(store.peek("key"), equalTo("committed"));
    try (Claim<String> claim = store.claim("key")) {
      claim.stage("staged");
      claim.commit(Action.NONE, null, StoreContext.UNCHANGED);
    }
    assertThat(store.peek("key"), equalTo("committed"));
  }

  @Test
  default void close_withoutCommit_leavesExpiredEntryToOthers() {
    TestContext<String, String> context = context();
    Store<String, String> store = open(context);
    store.apply("key", Operation.PUT, "old", null);
    context.advance(LIFE);
    store.claim("key").close();
    assertThat(store.apply("key", Operation.GET, null, null).expired(), equalTo("old"));
  }

  @Test
  default void claim_absent_leavesNoEntry() {
    Store<String, String> store = open(context());
    try (Claim<String> claim = store.claim("key")) {
      assertThat("a claimed key is no entry", store.size(), is(0L));
      assertThat(store.keys().hasNext(), is(false));
      assertThat(claim.current(), nullValue());
    }
    assertThat(store.size(), is(0L));
    assertThat(store.keys().hasNext(), is(false));
  }

  @Test
  default void expire_claimedEntry_isFoundAfterRelease() {
    TestContext<String, String> context = context();
    Store<String, String> store = open(context);
    store.apply("key", Operation.PUT, "value", null);
    try (Claim<String> claim = store.claim("key")) {
      context.advance(LIFE);
      context.takeWake();
      assertThat("nothing else is due", store.expire(context.now()), is(Ticker.NEVER));
      assertThat(context.expiries(), empty());
      assertThat("as it was when it was claimed", claim.current(), equalTo("value"));
    }
    assertThat("a call is asked for", context.takeWake() <= context.now(), is(true));
    store.expire(context.now());
    assertThat(context.expiries(), equalTo(List.of(Map.entry("key", "value"))));
  }

  private static Change<String> commit(
      Store<String, String> store, Action verb, String value, long deadline) {
    try (Claim<String> claim = store.claim("key")) {
      return claim.commit(verb, value, deadline);
    }
  }

  private static void checkDeadline(
      TestContext<String, String> context,
      Store<String, String> store,
      String value,
      long deadline) {
    assertThat("a call is asked for", context.takeWake() <= deadline, is(true));
    context.advanceTo(deadline - 1);
    store.expire(context.now());
    assertThat(store.peek("key"), equalTo(value));
    context.advance(1);
    assertThat(store.peek("key"), nullValue());
    store.expire(context.now());
    assertThat(store.size(), is(0L));
  }
}
