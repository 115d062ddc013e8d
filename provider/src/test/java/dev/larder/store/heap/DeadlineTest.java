package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.store.Action;
import dev.larder.store.Claim;
import dev.larder.store.Operation;
import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.TestContext;
import dev.larder.time.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines far enough away for the recent time to do: exact all the same. */
class DeadlineTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final AtomicInteger asked = new AtomicInteger();

  /** Happens when the clock is asked next. */
  private Runnable meanwhile = () -> {};

  /** Happens when somebody has looked at the clock, and goes on to move a deadline. */
  private Runnable beforeMoving = () -> {};

  private final TestContext<String, String> context =
      new TestContext<>() {
        @Override
        public long now() {
          asked.incrementAndGet();
          Runnable once = meanwhile;
          meanwhile = () -> {};
          once.run();
          return super.now();
        }

        @Override
        public long deadline(Action verb, boolean present, long time) {
          Runnable once = beforeMoving;
          beforeMoving = () -> {};
          once.run();
          return super.deadline(verb, present, time);
        }
      };

  private Store<String, String> store(long creation, long access) {
    Store<String, String> store =
        new HeapStoreFactory().create(context.durations(creation, StoreContext.UNCHANGED, access));
    store.apply("key", Operation.PUT, "value", null);
    asked.set(0);
    return store;
  }

  /** All that finds an entry to be gone, once it is due. */
  static Stream<Named<BiConsumer<Store<String, String>, Long>>> finders() {
    return Stream.of(
        Named.of("peek", (store, now) -> assertThat(store.peek("key"), nullValue())),
        Named.of(
            "remove",
            (store, now) -> {
              String expired = store.apply("key", Operation.REMOVE, null, null).expired();
              assertThat(expired, is("value"));
            }),
        Named.of(
            "claim",
            (store, now) -> {
              try (Claim<String> claim = store.claim("key", TestContext.hold())) {
                assertThat(claim.current(), nullValue());
                claim.commit(Action.NONE, null, StoreContext.UNCHANGED);
              }
            }),
        Named.of("expiry", Store::expire));
  }

  @ParameterizedTest
  @MethodSource("finders")
  void anEntryThatWasSeenToBeGoneDoesNotComeBackWithALateAccess(
      BiConsumer<Store<String, String>, Long> finder) {
    Store<String, String> store = store(2 * SECOND, 2 * SECOND);
    context.advance(SECOND);
    beforeMoving =
        () -> {
          context.advance(SECOND);
          finder.accept(store, context.now());
        };
    assertThat("its access is lost, so it is too late", store.read("key"), nullValue());
    assertThat(store.peek("key"), nullValue());
    assertThat(store.read("key"), nullValue());
  }

  @Test
  void twoAccessesAtOnceAreNotLost() {
    Store<String, String> store = store(2 * SECOND, 2 * SECOND);
    context.advance(SECOND);
    beforeMoving =
        () -> {
          context.advance(SECOND - 1);
          assertThat(store.read("key"), is("value"));
        };
    assertThat(store.read("key"), is("value"));
    context.advance(2 * SECOND - 1);
    assertThat(store.peek("key"), is("value"));
    context.advance(1);
    assertThat(store.peek("key"), nullValue());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3_600})
  void anEntryLivesUpToItsDeadlineAndNoLonger(long seconds) {
    Store<String, String> store = store(seconds * SECOND, StoreContext.UNCHANGED);
    context.advance(seconds * SECOND - 1);
    assertThat(store.read("key"), is("value"));
    assertThat(store.peek("key"), is("value"));
    context.advance(1);
    assertThat(store.read("key"), nullValue());
    assertThat(store.peek("key"), nullValue());
  }

  @Test
  void theClockIsNotAskedForWhatIsNotDueForLong() {
    Store<String, String> store = store(60 * SECOND, StoreContext.UNCHANGED);
    context.advance(58 * SECOND);
    assertThat(store.read("key"), notNullValue());
    assertThat(asked.get(), is(0));
    context.advance(SECOND + SECOND / 2);
    assertThat(store.read("key"), notNullValue());
    assertThat(asked.get(), is(1));
  }

  /** However often it is read, and at whatever distance. */
  @ParameterizedTest
  @ValueSource(longs = {5, 30, 200, 3_000, 50_000})
  void anEntryLivesAfterAnAccessForAllOfItsTimeButAThousandth(long millis) {
    long life = 600 * SECOND;
    Store<String, String> store = store(life, life);
    for (int i = 0; i < 500; i++) {
      context.advance(TimeUnit.MILLISECONDS.toNanos(millis));
      assertThat(store.read("key"), notNullValue());
    }
    context.advance(life - (life >> 10) - 1);
    assertThat(store.peek("key"), notNullValue());
    context.advance((life >> 10) + 1);
    assertThat(store.peek("key"), nullValue());
  }

  /** A reader that moves the deadline while a writer, which leaves it alone, has the entry. */
  @Test
  void anAccessDuringAnUpdateIsNotLost() {
    Store<String, String> store = store(SECOND, SECOND);
    context.advance(SECOND - 1);
    // First to see that the entry lives, then to see that it still does.
    meanwhile = () -> meanwhile = () -> assertThat(store.read("key"), notNullValue());
    store.apply("key", Operation.PUT, "other", null);
    context.advance(SECOND / 2);
    assertThat(store.peek("key"), is("other"));
  }

  /** A reader moves the deadline away, expiry believes it, and a writer moves it back. */
  @Test
  void anEntryMovedByAReaderAndThenAWriterExpiresWithoutTouch() {
    context.durations(10 * SECOND, SECOND, 3_600 * SECOND);
    Store<String, String> store = new HeapStoreFactory().create(context);
    store.apply("key", Operation.PUT, "value", null);
    context.advance(9 * SECOND);
    context.takeWake();
    long[] wake = {Ticker.NEVER};
    // First to see that the entry lives; the writer has it to itself by then.
    meanwhile =
        () -> {
          store.read("key");
          context.advance(2 * SECOND);
          wake[0] = store.expire(context.now());
          context.advance(-2 * SECOND);
        };
    store.apply("key", Operation.PUT, "other", null);
    assertThat(Math.min(wake[0], context.takeWake()) - context.now(), lessThan(3 * SECOND));
    context.advance(3 * SECOND);
    store.expire(context.now());
    assertThat(context.expiries(), hasSize(1));
  }

  @Test
  void anAccessMayEndAnEternalLifeAndBeginOne() {
    Store<String, String> mortal = store(Ticker.NEVER, 10 * SECOND);
    mortal.read("key");
    context.advance(10 * SECOND);
    assertThat(mortal.read("key"), nullValue());
    Store<String, String> eternal = store(10 * SECOND, Ticker.NEVER);
    eternal.read("key");
    context.advance(20 * SECOND);
    assertThat(eternal.read("key"), notNullValue());
    assertThat("an eternal one has no need of the clock", asked.get(), is(1));
  }
}
