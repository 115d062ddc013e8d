package dev.larder.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.time.Ticker;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The keys and the size of a store, and clear. */
public interface IterationContract extends Stores {

  @Test
  default void keys_mixedEntries_areTheLiveOnes() {
    TestContext<String, String> context = new TestContext<>();
    Store<String, String> store = open(context);
    assertThat(keys(store), empty());
    store.apply("a", Operation.PUT, "value", null);
    store.apply("b", Operation.PUT, "value", null);
    store.apply("removed", Operation.PUT, "value", null);
    store.apply("removed", Operation.REMOVE, null, null);
    context.durations(10, 10, 10);
    store.apply("expired", Operation.PUT, "value", null);
    context.advance(10);
    try (Claim<String> claim = store.claim("claimed", TestContext.hold(), true);
        Claim<String> live = store.claim("a", TestContext.hold(), true)) {
      assertThat(keys(store), containsInAnyOrder("a", "b"));
      assertThat(claim.current(), nullValue());
      assertThat(live.current(), equalTo("value"));
    }
    long left = context.reportsExpired() ? 3 : 2;
    assertThat("keys does not remove expired entries", store.size().weight(), is(left));
  }

  @Test
  default void keys_exhausted_throwsNoSuchElement() {
    Store<String, String> store = open(new TestContext<>());
    store.apply("key", Operation.PUT, "value", null);
    Iterator<String> keys = Stores.keys(store);
    assertThat("next without hasNext", keys.next(), equalTo("key"));
    assertThat(keys.hasNext(), is(false));
    assertThrows(NoSuchElementException.class, keys::next);
  }

  @Test
  @Timeout(20)
  default void keys_concurrentChanges_returnStableKeysOnce() {
    Store<Integer, String> store = open(new TestContext<>());
    List<Integer> stable = IntStream.range(0, 200).map(i -> 10 * i).boxed().toList();
    stable.forEach(key -> store.apply(key, Operation.PUT, "value", null));
    AtomicBoolean done = new AtomicBoolean();
    Running<Void> others =
        Running.start(
            () -> {
              for (int i = 0; !done.get(); i++) {
                int key = 10 * (i % 5_000) + 1;
                store.apply(key, Operation.PUT, "value", null);
                store.apply(key - 500, Operation.REMOVE, null, null);
              }
              return null;
            });
    for (int round = 0; round < 50; round++) {
      List<Integer> given = keys(store).stream().filter(key -> key % 10 == 0).toList();
      assertThat(given.stream().sorted().toList(), equalTo(stable));
    }
    done.set(true);
    others.get();
  }

  @Test
  default void clear_entries_removesAllWithoutReports() {
    TestContext<Integer, String> context = new TestContext<Integer, String>().durations(10, 10, 10);
    Store<Integer, String> store = open(context);
    IntStream.range(0, 100).forEach(key -> store.apply(key, Operation.PUT, "value", null));
    store.clear();
    assertThat(store.size().weight(), is(0L));
    assertThat(keys(store), empty());
    context.advance(10);
    assertThat(context.expire(store), is(Ticker.NEVER));
    assertThat(context.expiries(), empty());
    assertThat(context.evictions(), empty());
  }

  @Test
  default void size_expiredEntries_countUntilFound() {
    TestContext<String, String> context = new TestContext<String, String>().durations(10, 10, 10);
    Store<String, String> store = open(context);
    store.apply("a", Operation.PUT, "value", null);
    store.apply("b", Operation.PUT, "value", null);
    store.apply("a", Operation.PUT, "again", null);
    assertThat(store.size().weight(), is(2L));
    context.advance(10);
    assertThat(store.size().weight(), is(context.reportsExpired() ? 2L : 0L));
    context.expire(store);
    assertThat(store.size().weight(), is(0L));
  }

  private static <K> List<K> keys(Store<K, ?> store) {
    List<K> keys = new ArrayList<>();
    Stores.keys(store).forEachRemaining(keys::add);
    return keys;
  }
}
