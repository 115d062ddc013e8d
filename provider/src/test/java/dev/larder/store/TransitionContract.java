package dev.larder.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.store.TransitionTable.Row;
import dev.larder.store.Transitions.Get;
import dev.larder.store.Transitions.Put;
import dev.larder.store.Transitions.Simple;
import dev.larder.time.Ticker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The transitions that a store runs in one step. */
public interface TransitionContract extends Stores {
  /** Where the table's rows come from. */
  String ROWS = "dev.larder.store.TransitionTable#rows";

  /** Times to live of the table's three kinds. */
  long CREATION = 1_000;

  /** On update. */
  long UPDATE = 2_000;

  /** On access. */
  long ACCESS = 3_000;

  @ParameterizedTest
  @MethodSource(ROWS)
  default void aTransitionDoesWhatTheTableSays(Row row) {
    TestContext<String, String> context = context(UPDATE, ACCESS);
    Store<String, String> store = open(context);
    long born = arrange(row, context, store);
    check(row, apply(store, row.transition()), store);
    checkDeadline(row, row.deadline(), born, context, store);
  }

  @ParameterizedTest
  @MethodSource(ROWS)
  default void aDeadlineStaysWhereThePolicyLeavesIt(Row row) {
    TestContext<String, String> context = context(StoreContext.UNCHANGED, StoreContext.UNCHANGED);
    Store<String, String> store = open(context);
    long born = arrange(row, context, store);
    check(row, apply(store, row.transition()), store);
    String deadline = "creation".equals(row.deadline()) ? "creation" : "kept";
    checkDeadline(row, deadline, born, context, store);
  }

  @ParameterizedTest
  @MethodSource(ROWS)
  @Timeout(20)
  default void aTransitionOnAKeyClaimedByAnotherThreadComesAfterTheClaim(Row row) {
    TestContext<String, String> context = context(UPDATE, ACCESS);
    Store<String, String> store = open(context);
    long born = arrange(row, context, store);
    Running<Outcome> waiting;
    try (Claim<String> claim = store.claim("key")) {
      waiting = Running.start(() -> apply(store, row.transition())).awaitWaiting();
      assertThat(claim.current(), equalTo("live".equals(row.situation()) ? "old" : null));
    }
    check(row, waiting.get(), store);
    checkDeadline(row, row.deadline(), born, context, store);
  }

  private static TestContext<String, String> context(long update, long access) {
    return new TestContext<String, String>().durations(CREATION, update, access);
  }

  private static long arrange(
      Row row, TestContext<String, String> context, Store<String, String> store) {
    long born = context.now();
    if (!"absent".equals(row.situation())) {
      store.apply("key", new Put<>("old"));
      context.advance("live".equals(row.situation()) ? 10 : CREATION);
    }
    return born;
  }

  /** A change and the result that the transition made of it. */
  record Outcome(Change<String> change, Object result) {}

  private static Outcome apply(Store<String, String> store, Simple<String, ?> transition) {
    Change<String> change = store.apply("key", transition);
    return new Outcome(change, transition.result(change));
  }

  private static void check(Row row, Outcome outcome, Store<String, String> store) {
    assertThat(outcome.change(), equalTo(row.change()));
    Object result = outcome.result();
    assertThat(result == null ? null : result.toString(), equalTo(row.result()));
    assertThat(store.peek("key"), equalTo(row.left()));
    assertThat(store.size(), is(row.left() == null ? 0L : 1L));
  }

  private static void checkDeadline(
      Row row,
      String kind,
      long born,
      TestContext<String, String> context,
      Store<String, String> store) {
    if (row.left() == null) {
      assertThat(context.expiries(), empty());
      return;
    }
    long deadline =
        switch (kind) {
          case "creation" -> context.now() + CREATION;
          case "update" -> context.now() + UPDATE;
          case "access" -> context.now() + ACCESS;
          default -> born + CREATION;
        };
    context.advanceTo(deadline - 1);
    assertThat("one nanosecond before", store.peek("key"), equalTo(row.left()));
    store.expire(context.now());
    assertThat(context.expiries(), empty());
    context.advance(1);
    assertThat("at its deadline", store.peek("key"), nullValue());
    store.expire(context.now());
    assertThat(context.expiries(), equalTo(List.of(Map.entry("key", row.left()))));
    assertThat(store.size(), is(0L));
  }

  @Test
  default void anEntryCreatedToExpireAtOnceIsNotStored() {
    TestContext<String, String> context = new TestContext<String, String>().durations(0, 0, 0);
    Store<String, String> store = open(context);
    Change<String> change = store.apply("key", new Put<>("new"));
    assertThat(change, equalTo(new Change<>(Verb.WRITE, null, null, "new", false)));
    assertThat(store.peek("key"), nullValue());
    assertThat(store.size(), is(0L));
    assertThat(context.expiries(), empty());
  }

  @Test
  default void anEntryUpdatedToExpireAtOnceIsGone() {
    TestContext<String, String> context = new TestContext<String, String>().durations(10, 0, 10);
    Store<String, String> store = open(context);
    store.apply("key", new Put<>("old"));
    Change<String> change = store.apply("key", new Put<>("new"));
    assertThat(change, equalTo(new Change<>(Verb.WRITE, "old", null, "new", false)));
    assertThat(store.peek("key"), nullValue());
    assertThat(store.size(), is(0L));
    context.advance(100);
    store.expire(context.now());
    assertThat(context.expiries(), empty());
  }

  @Test
  default void anEntryThatExpiresByAccessIsReadOnce() {
    TestContext<String, String> context = new TestContext<String, String>().durations(10, 10, 0);
    Store<String, String> store = open(context);
    store.apply("key", new Put<>("value"));
    assertThat(store.read("key"), equalTo("value"));
    assertThat(store.read("key"), nullValue());
    assertThat(
        store.apply("key", new Get<>()),
        equalTo(new Change<>(Verb.NONE, null, "value", null, false)));
    assertThat(store.size(), is(0L));

    store.apply("key", new Put<>("again"));
    Change<String> change = store.apply("key", new Get<>());
    assertThat(change, equalTo(new Change<>(Verb.READ, "again", null, null, false)));
    assertThat(store.peek("key"), nullValue());
    store.expire(context.now());
    assertThat(context.expiries(), equalTo(List.of(Map.entry("key", "again"))));
  }

  @Test
  default void anEternalEntryStays() {
    TestContext<String, String> context =
        new TestContext<String, String>().durations(Ticker.NEVER, Ticker.NEVER, Ticker.NEVER);
    Store<String, String> store = open(context);
    store.apply("key", new Put<>("value"));
    context.advance(TimeUnit.DAYS.toNanos(36_500));
    assertThat(store.expire(context.now()), is(Ticker.NEVER));
    assertThat(store.read("key"), equalTo("value"));
  }

  @Test
  default void keysAreEqualByEqualsAndNotByIdentity() {
    Store<List<String>, String> store = open(new TestContext<>());
    store.apply(List.of("a", "b"), new Put<>("value"));
    assertThat(store.read(List.of("a", "b")), equalTo("value"));
    assertThat(store.peek(List.of("a", "c")), nullValue());
  }

  @Test
  default void readingAndPeekingMissWithoutATrace() {
    TestContext<String, String> context = context(UPDATE, ACCESS);
    Store<String, String> store = open(context);
    assertThat(store.read("key"), nullValue());
    assertThat(store.peek("key"), nullValue());
    store.apply("key", new Put<>("value"));
    context.advance(CREATION);
    assertThat(store.read("key"), nullValue());
    assertThat(store.peek("key"), nullValue());
    assertThat("it still is to be told of", store.size(), is(1L));
    assertThat(context.expiries(), empty());
  }

  @Test
  default void aReadMovesTheDeadlineAndAPeekDoesNot() {
    TestContext<String, String> context = context(UPDATE, ACCESS);
    Store<String, String> store = open(context);
    store.apply("read", new Put<>("value"));
    store.apply("peeked", new Put<>("value"));
    assertThat(store.read("read"), equalTo("value"));
    assertThat(store.peek("peeked"), equalTo("value"));
    context.advance(CREATION);
    assertThat(store.peek("peeked"), nullValue());
    context.advance(ACCESS - CREATION - 1);
    assertThat(store.peek("read"), equalTo("value"));
    context.advance(1);
    assertThat(store.peek("read"), nullValue());
  }
}
