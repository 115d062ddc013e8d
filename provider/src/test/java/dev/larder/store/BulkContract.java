package dev.larder.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.time.Ticker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The methods for many keys have the effect of the methods for one key. */
interface BulkContract extends Stores {
  private static void put(Store<String, String> store, String... keys) {
    for (String key : keys) {
      store.apply(key, Operation.PUT, "old " + key, null);
    }
  }

  @Test
  default void readAll_mixedKeys_returnsTheLiveOnes() {
    TestContext<String, String> context = new TestContext<>();
    Store<String, String> store = open(context);
    put(store, "a", "b");
    context.durations(10, 10, 10);
    put(store, "expired");
    context.advance(10);
    assertThat(
        store.readAll(List.of("a", "absent", "expired", "b")),
        equalTo(Map.of("a", "old a", "b", "old b")));
    assertThat(store.readAll(List.of()), is(anEmptyMap()));
  }

  @Test
  default void readAll_accessedExpiry_movesEachDeadline() {
    TestContext<String, String> context =
        new TestContext<String, String>().durations(10, StoreContext.UNCHANGED, 10);
    Store<String, String> store = open(context);
    put(store, "a", "b");
    context.advance(9);
    store.readAll(List.of("a", "b"));
    context.advance(9);
    assertThat(store.contains("a"), is(true));
    assertThat(store.contains("b"), is(true));
    context.advance(1);
    assertThat(store.contains("a"), is(false));
    assertThat(store.contains("b"), is(false));
  }

  @Test
  default void contains_claimedKey_isTheLiveState() {
    Store<String, String> store = open(new TestContext<>());
    put(store, "a");
    try (Claim<String> present = store.claim("a", TestContext.hold(), true);
        Claim<String> absent = store.claim("b", TestContext.hold(), true)) {
      assertThat(store.contains("a"), is(true));
      assertThat(store.contains("b"), is(false));
      assertThat(present.current(), is("old a"));
      assertThat(absent.current(), is(nullValue()));
    }
  }

  @Test
  default void touch_unchangedTime_leavesTheDeadline() {
    TestContext<String, String> context =
        new TestContext<String, String>().durations(10, 10, StoreContext.UNCHANGED);
    Store<String, String> store = open(context);
    put(store, "a");
    context.advance(9);
    assertThat(store.touch("a", Stores.version(store, "a"), StoreContext.UNCHANGED), is(true));
    context.advance(1);
    assertThat(store.contains("a"), is(false));
  }

  @Test
  default void applyAll_eachKey_reportsItsChange() {
    Store<String, String> store = open(new TestContext<>());
    put(store, "a");
    Map<String, Change<String>> changes = new LinkedHashMap<>();
    store.applyAll(Operation.PUT, List.of("a", "b"), key -> "new " + key, false, changes::put);
    assertThat(changes.keySet(), contains("a", "b"));
    assertThat(changes.get("a").stored(), is(true));
    assertThat(changes.get("b").present(), is(false));
    assertThat(changes.get("b").stored(), is(true));
    assertThat(Stores.peek(store, "a"), is("new a"));
    assertThat(Stores.peek(store, "b"), is("new b"));
    store.applyAll(Operation.REMOVE, List.of("a", "c"), key -> null, false, changes::put);
    assertThat(changes.get("a").action(), is(Action.REMOVE));
    assertThat(changes.get("a").present(), is(true));
    assertThat(changes.get("c").present(), is(false));
    assertThat(store.contains("a"), is(false));
  }

  @Test
  default void applyAll_observerFails_runsOnTheOtherKeys() {
    Store<String, String> store = open(new TestContext<>());
    IllegalStateException failure = new IllegalStateException("on purpose");
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                store.applyAll(
                    Operation.PUT,
                    List.of("a", "b", "c"),
                    key -> "value",
                    false,
                    (key, change) -> {
                      if (!key.equals("b")) {
                        throw failure;
                      }
                    }));
    assertThat(thrown, is(failure));
    assertThat(store.readAll(List.of("a", "b", "c")).size(), is(3));
  }

  @Test
  default void tryClaimAll_keyClaimedElsewhere_isLeftOut() {
    Store<String, String> store = open(new TestContext<>());
    put(store, "a");
    List<KeyHold> holds = List.of(TestContext.hold(), TestContext.hold(), TestContext.hold());
    List<@Nullable Claim<String>> claims = new ArrayList<>();
    try (Claim<String> other = store.claim("b", TestContext.hold(), true)) {
      store.tryClaimAll(List.of("a", "b", "c"), holds, claims);
      assertThat(claims.get(0).current(), is("old a"));
      assertThat(claims.get(1), is(nullValue()));
      assertThat(claims.get(2).current(), is(nullValue()));
      KeyHold late = TestContext.hold();
      assertThat(store.claim("a", late, false), is(nullValue()));
      late.release();
      assertThat(other, is(notNullValue()));
    } finally {
      claims.stream().filter(claim -> claim != null).forEach(Claim::close);
      holds.get(1).release();
    }
    try (Claim<String> free = store.claim("a", TestContext.hold(), false)) {
      assertThat(free, is(notNullValue()));
    }
  }

  @Test
  default void commitAll_eachAction_reportsItsChange() {
    Store<String, String> store = open(new TestContext<>());
    put(store, "a", "b", "c");
    List<String> keys = List.of("a", "b", "c", "d");
    List<KeyHold> holds = keys.stream().map(key -> TestContext.hold()).toList();
    List<@Nullable Claim<String>> claims = new ArrayList<>();
    store.tryClaimAll(keys, holds, claims);
    List<PlannedCommit<String>> commits =
        List.of(
            new PlannedCommit<>(claims.get(0), Action.WRITE, "new a", Ticker.NEVER),
            new PlannedCommit<>(claims.get(1), Action.REMOVE, null, StoreContext.UNCHANGED),
            new PlannedCommit<>(claims.get(2), Action.NONE, null, StoreContext.UNCHANGED),
            new PlannedCommit<>(claims.get(3), Action.LOAD, "new d", 0));
    List<@Nullable Change<String>> changes = new ArrayList<>();
    store.commitAll(
        commits,
        (commit, change) -> {
          changes.add(change);
          commit.claim().close();
        });
    assertThat(
        changes,
        contains(
            Changes.of(Action.WRITE, "old a", null, "new a", true),
            Changes.of(Action.REMOVE, "old b", null, null, false),
            Changes.of(Action.NONE, "old c", null, null, false),
            Changes.of(Action.LOAD, null, null, "new d", false)));
    assertThat(store.readAll(keys), equalTo(Map.of("a", "new a", "c", "old c")));
  }
}
