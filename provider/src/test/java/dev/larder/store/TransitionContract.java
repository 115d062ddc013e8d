package dev.larder.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.store.TransitionTable.Row;
import dev.larder.time.Ticker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The transitions of a store in one step. */
public interface TransitionContract extends Stores {
  /** The rows of the table. */
  String ROWS = "dev.larder.store.TransitionTable#rows";

  /** Time to live on creation, in nanoseconds. */
  long CREATION = 1_000;

  /** Time to live on update, in nanoseconds. */
  long UPDATE = 2_000;

  /** Time to live on access, in nanoseconds. */
  long ACCESS = 3_000;

  @ParameterizedTest
  @MethodSource(ROWS)
  default void apply_eachRow_asInTable(Row row) {
    TestContext<String, String> context = context(UPDATE, ACCESS);
    Store<String, String> store = open(context);
    long born = arrange(row, context, store);
    check(row, row.step().run(store, "key"), store);
    checkDeadline(row, row.deadline(), born, context, store);
  }

  @ParameterizedTest
  @MethodSource(ROWS)
  default void apply_policyKeepsDeadline_keepsIt(Row row) {
    TestContext<String, String> context = context(StoreContext.UNCHANGED, StoreContext.UNCHANGED);
    Store<String, String> store = open(context);
    long born = arrange(row, context, store);
    check(row, row.step().run(store, "key"), store);
    String deadline = "creation".equals(row.deadline()) ? "creation" : "kept";
    checkDeadline(row, deadline, born, context, store);
  }

  @ParameterizedTest
  @MethodSource(ROWS)
  @Timeout(20)
  default void apply_claimedKey_waitsForTheClaim(Row row) {
    TestContext<String, String> context = context(UPDATE, ACCESS);
    Store<String, String> store = open(context);
    long born = arrange(row, context, store);
    Running<Change<String>> waiting;
    try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
      waiting = Running.start(() -> row.step().run(store, "key")).awaitWaiting();
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
      store.apply("key", Operation.PUT, "old", null);
      context.advance("live".equals(row.situation()) ? 10 : CREATION);
    }
    return born;
  }

  private static void check(Row row, Change<String> change, Store<String, String> store) {
    Operation operation = row.step().operation();
    assertThat(change, equalTo(Changes.promised(operation, row.change())));
    assertThat(String.valueOf(result(operation, change)), equalTo(String.valueOf(row.result())));
    assertThat(Stores.peek(store, "key"), equalTo(row.left()));
    assertThat(store.size().weight(), is(row.left() == null ? 0L : 1L));
  }

  /** Returns the result of the cache's operation. */
  private static Object result(Operation operation, Change<String> change) {
    return switch (operation) {
      case GET, GET_AND_PUT, GET_AND_REPLACE, GET_AND_REMOVE -> change.before();
      case PUT -> null;
      case PUT_IF_ABSENT -> change.stored();
      case REPLACE, REPLACE_IF_SAME -> change.action() == Action.WRITE;
      case REMOVE -> change.present();
      case REMOVE_IF_SAME -> change.action() == Action.REMOVE;
    };
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
    assertThat("one nanosecond before", Stores.peek(store, "key"), equalTo(row.left()));
    context.expire(store);
    assertThat(context.expiries(), empty());
    context.advance(1);
    assertThat("at its deadline", Stores.peek(store, "key"), nullValue());
    context.expire(store);
    context.checkExpiries(Map.entry("key", row.left()));
    assertThat(store.size().weight(), is(0L));
  }

  @Test
  default void apply_zeroCreation_storesNothing() {
    TestContext<String, String> context = new TestContext<String, String>().durations(0, 0, 0);
    Store<String, String> store = open(context);
    Change<String> change = store.apply("key", Operation.PUT, "new", null);
    assertThat(change.stored(), is(false));
    assertThat(change.present(), is(false));
    assertThat(Stores.peek(store, "key"), nullValue());
    assertThat(store.size().weight(), is(0L));
    assertThat(context.expiries(), empty());
  }

  @Test
  default void apply_zeroUpdate_removesTheEntry() {
    TestContext<String, String> context = new TestContext<String, String>().durations(10, 0, 10);
    Store<String, String> store = open(context);
    store.apply("key", Operation.PUT, "old", null);
    Change<String> change = store.apply("key", Operation.PUT, "new", null);
    assertThat(change.stored(), is(false));
    assertThat(change.present(), is(true));
    assertThat(Stores.peek(store, "key"), nullValue());
    assertThat(store.size().weight(), is(0L));
    context.advance(100);
    context.expire(store);
    assertThat(context.expiries(), empty());
  }

  @Test
  default void apply_zeroAccess_isReadOnce() {
    TestContext<String, String> context = new TestContext<String, String>().durations(10, 10, 0);
    Store<String, String> store = open(context);
    store.apply("key", Operation.PUT, "value", null);
    assertThat(store.read("key"), equalTo("value"));
    assertThat(store.read("key"), nullValue());
    assertThat(store.apply("key", Operation.GET, null, null).present(), is(false));
    assertThat(store.size().weight(), is(0L));

    store.apply("key", Operation.PUT, "again", null);
    Change<String> change = store.apply("key", Operation.GET, null, null);
    assertThat(change, equalTo(Changes.of(Action.READ, "again", null, null, false)));
    assertThat(Stores.peek(store, "key"), nullValue());
    context.expire(store);
    context.checkExpiries(Map.entry("key", "again"));
  }

  @Test
  default void apply_eternal_neverExpires() {
    TestContext<String, String> context =
        new TestContext<String, String>().durations(Ticker.NEVER, Ticker.NEVER, Ticker.NEVER);
    Store<String, String> store = open(context);
    store.apply("key", Operation.PUT, "value", null);
    context.advance(TimeUnit.DAYS.toNanos(36_500));
    assertThat(context.expire(store), is(Ticker.NEVER));
    assertThat(store.read("key"), equalTo("value"));
  }

  @Test
  default void read_equalKey_isFound() {
    Store<List<String>, String> store = open(new TestContext<>());
    store.apply(List.of("a", "b"), Operation.PUT, "value", null);
    assertThat(store.read(List.of("a", "b")), equalTo("value"));
    assertThat(Stores.peek(store, List.of("a", "c")), nullValue());
  }

  @Test
  default void readAndPeek_expired_missWithoutRemoving() {
    TestContext<String, String> context = context(UPDATE, ACCESS);
    Store<String, String> store = open(context);
    assertThat(store.read("key"), nullValue());
    assertThat(Stores.peek(store, "key"), nullValue());
    store.apply("key", Operation.PUT, "value", null);
    context.advance(CREATION);
    assertThat(store.read("key"), nullValue());
    assertThat(Stores.peek(store, "key"), nullValue());
    assertThat("not reported yet", store.size().weight(), is(context.reportsExpired() ? 1L : 0L));
    assertThat(context.expiries(), empty());
  }

  @Test
  default void read_expiryByAccess_movesTheDeadline() {
    TestContext<String, String> context = context(UPDATE, ACCESS);
    Store<String, String> store = open(context);
    store.apply("read", Operation.PUT, "value", null);
    store.apply("peeked", Operation.PUT, "value", null);
    assertThat(store.read("read"), equalTo("value"));
    assertThat(Stores.peek(store, "peeked"), equalTo("value"));
    context.advance(CREATION);
    assertThat(Stores.peek(store, "peeked"), nullValue());
    context.advance(ACCESS - CREATION - 1);
    assertThat(Stores.peek(store, "read"), equalTo("value"));
    context.advance(1);
    assertThat(Stores.peek(store, "read"), nullValue());
  }
}
