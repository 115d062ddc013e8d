package dev.larder.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.larder.time.Ticker;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The value that a claim returns, and the effect of its commit. */
public interface ClaimContract extends Stores {
  /** Time to live of an entry, in nanoseconds. */
  long LIFE = 1_000;

  /** Where the rows of the table come from. */
  String COMMITS = "dev.larder.store.ClaimContract#commits";

  /**
   * The effect of a commit on an entry whose value is, or was, "old". A deadline is in 5
   * nanoseconds, late, over already, or unchanged.
   */
  String COMMIT_TABLE =
      """
      entry   action deadline  | before expired after stored | left deadline
      absent  WRITE  soon      | -      -       new   true   | new  soon
      absent  LOAD   soon      | -      -       new   true   | new  soon
      live    WRITE  soon      | old    -       new   true   | new  soon
      live    LOAD   soon      | old    -       new   true   | new  soon
      expired WRITE  soon      | -      old     new   true   | new  soon
      absent  WRITE  over      | -      -       new   false  | -    -
      live    WRITE  over      | old    -       new   false  | -    -
      absent  WRITE  unchanged | -      -       new   true   | new  never
      live    WRITE  unchanged | old    -       new   true   | new  kept
      live    READ   unchanged | old    -       -     false  | old  kept
      live    READ   soon      | old    -       -     false  | old  soon
      live    READ   late      | old    -       -     false  | old  late
      absent  REMOVE unchanged | -      -       -     false  | -    -
      live    REMOVE unchanged | old    -       -     false  | -    -
      live    NONE   unchanged | old    -       -     false  | old  kept
      expired NONE   unchanged | -      old     -     false  | -    -
      """;

  /** The rows of the table. */
  static Stream<String> commits() {
    return COMMIT_TABLE.lines().skip(1);
  }

  @ParameterizedTest
  @MethodSource(COMMITS)
  default void commit_eachRow_asInTable(String row) {
    String[] cells = row.replace("|", " ").trim().split("\\s+", -1);
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cells[i].equals("-") ? null : cells[i];
    }
    TestContext<String, String> context = context();
    Store<String, String> store = open(context);
    long kept = context.now() + LIFE;
    if (!cells[0].equals("absent")) {
      store.apply("key", Operation.PUT, "old", null);
      context.advance(cells[0].equals("live") ? 10 : LIFE);
    }
    long timeToLive =
        switch (cells[2]) {
          case "soon" -> 5;
          case "late" -> 3 * LIFE;
          case "over" -> 0;
          default -> StoreContext.UNCHANGED;
        };
    long deadline = context.now() + timeToLive;
    Action action = Action.valueOf(cells[1]);
    boolean stored = Boolean.parseBoolean(cells[6]);
    assertThat(
        commit(store, action, action.stores() ? "new" : null, timeToLive),
        equalTo(context.expected(Changes.of(action, cells[3], cells[4], cells[5], stored))));
    if (cells[7] == null) {
      assertThat(store.size().weight(), is(0L));
      context.expire(store);
      assertThat("reported once", context.expiries(), empty());
    } else if (cells[8].equals("never")) {
      context.advance(LIFE * LIFE);
      assertThat(context.expire(store), is(Ticker.NEVER));
      assertThat(Stores.peek(store, "key"), equalTo(cells[7]));
    } else {
      checkDeadline(context, store, cells[7], cells[8].equals("kept") ? kept : deadline);
    }
  }

  private static TestContext<String, String> context() {
    return new TestContext<String, String>().durations(LIFE, LIFE, LIFE);
  }

  @Test
  default void current_claim_isTheLiveValue() {
    TestContext<String, String> context = context();
    Store<String, String> store = open(context);
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      assertThat(claim.current(), nullValue());
    }
    store.apply("key", Operation.PUT, "value", null);
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      assertThat(claim.current(), equalTo("value"));
    }
    context.advance(LIFE);
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      assertThat(claim.current(), nullValue());
    }
  }

  @Test
  default void commit_unchangedDeadlinePasses_storesNothing() {
    TestContext<String, String> context = context();
    Store<String, String> store = open(context);
    store.apply("key", Operation.PUT, "old", null);
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      context.advance(LIFE);
      Change<String> change = claim.commit(Action.WRITE, "new", StoreContext.UNCHANGED);
      if (change == null) {
        // A store with a clock of its own treats this as a change by another process.
        assertThat(claim.current(), nullValue());
        change = claim.commit(Action.NONE, null, StoreContext.UNCHANGED);
        assertThat(
            change, equalTo(context.expected(Changes.of(Action.NONE, null, "old", null, false))));
      } else {
        assertThat(change, equalTo(Changes.of(Action.WRITE, "old", null, "new", false)));
      }
    }
    assertThat(store.size().weight(), is(0L));
    assertThat(context.expiries(), empty());
  }

  @Test
  default void stage_beforeCommit_isNotVisible() {
    Store<String, String> store = open(context());
    store.apply("key", Operation.PUT, "old", null);
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      claim.stage("new");
      assertThat(Stores.peek(store, "key"), equalTo("old"));
      assertThat(claim.current(), equalTo("old"));
      assertThat(
          claim.commit(Action.WRITE, "new", StoreContext.UNCHANGED),
          equalTo(Changes.of(Action.WRITE, "old", null, "new", true)));
    }
    assertThat(Stores.peek(store, "key"), equalTo("new"));
  }

  @Test
  default void commit_otherValueThanStaged_storesItsOwn() {
    Store<String, String> store = open(context());
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      claim.stage("staged");
      claim.commit(Action.WRITE, "committed", Ticker.NEVER);
    }
    assertThat(Stores.peek(store, "key"), equalTo("committed"));
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      claim.stage("staged");
      claim.commit(Action.NONE, null, StoreContext.UNCHANGED);
    }
    assertThat(Stores.peek(store, "key"), equalTo("committed"));
  }

  @Test
  default void close_withoutCommit_leavesExpiredEntryToOthers() {
    TestContext<String, String> context = context();
    Store<String, String> store = open(context);
    assumeTrue(context.reportsExpired());
    store.apply("key", Operation.PUT, "old", null);
    context.advance(LIFE);
    store.claim("key", TestContext.hold(), true).close();
    assertThat(store.apply("key", Operation.GET, null, null).expired(), equalTo("old"));
  }

  @Test
  default void claim_absent_leavesNoEntry() {
    Store<String, String> store = open(context());
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      assertThat("a claimed absent key is not an entry", store.size().weight(), is(0L));
      assertThat(Stores.keys(store).hasNext(), is(false));
      assertThat(claim.current(), nullValue());
    }
    assertThat(store.size().weight(), is(0L));
    assertThat(Stores.keys(store).hasNext(), is(false));
  }

  @Test
  default void expire_claimedEntry_isFoundAfterRelease() {
    TestContext<String, String> context = context();
    Store<String, String> store = open(context);
    assumeTrue(context.reportsExpired());
    store.apply("key", Operation.PUT, "value", null);
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      context.advance(LIFE);
      context.takeWake();
      assertThat("no other entry is due", context.expire(store), is(Ticker.NEVER));
      assertThat(context.expiries(), empty());
      assertThat("the value at the time of the claim", claim.current(), equalTo("value"));
    }
    assertThat("a call is requested", context.takeWake() <= context.now(), is(true));
    context.expire(store);
    context.checkExpiries(Map.entry("key", "value"));
  }

  private static Change<String> commit(
      Store<String, String> store, Action verb, String value, long timeToLive) {
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      return claim.commit(verb, value, timeToLive);
    }
  }

  private static void checkDeadline(
      TestContext<String, String> context,
      Store<String, String> store,
      String value,
      long deadline) {
    context.checkWake(deadline);
    context.advanceTo(deadline - 1);
    context.expire(store);
    assertThat(Stores.peek(store, "key"), equalTo(value));
    context.advance(1);
    assertThat(Stores.peek(store, "key"), nullValue());
    context.expire(store);
    assertThat(store.size().weight(), is(0L));
  }
}
