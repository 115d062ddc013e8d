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
import dev.larder.store.Stores;
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

/** Deadlines are exact, although reads use the cached time for distant ones. */
class DeadlineTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final AtomicInteger clockReads = new AtomicInteger();

  /** Runs at the next read of the clock. */
  private Runnable meanwhile = () -> {};

  /** Runs after a thread has read the clock and before it moves a deadline. */
  private Runnable beforeMoving = () -> {};

  private final TestContext<String, String> context =
      new TestContext<>() {
        @Override
        public long now() {
          clockReads.incrementAndGet();
          Runnable once = meanwhile;
          meanwhile = () -> {};
          once.run();
          return super.now();
        }

        @Override
        public long timeToLive(Action action, boolean present) {
          Runnable once = beforeMoving;
          beforeMoving = () -> {};
          once.run();
          return super.timeToLive(action, present);
        }
      };

  private Store<String, String> store(long creation, long access) {
    Store<String, String> store =
        new HeapStoreFactory().create(context.durations(creation, StoreContext.UNCHANGED, access));
    store.apply("key", Operation.PUT, "value", null);
    clockReads.set(0);
    return store;
  }

  /** Returns the operations that find an entry to have expired. */
  static Stream<Named<BiConsumer<Store<String, String>, Long>>> finders() {
    return Stream.of(
        Named.of("peek", (store, now) -> assertThat(Stores.peek(store, "key"), nullValue())),
        Named.of(
            "remove",
            (store, now) -> {
              String expired = store.apply("key", Operation.REMOVE, null, null).expired();
              assertThat(expired, is("value"));
            }),
        Named.of(
            "claim",
            (store, now) -> {
              try (Claim<String> claim = store.claim("key", TestContext.hold(), true)) {
                assertThat(claim.current(), nullValue());
                claim.commit(Action.NONE, null, StoreContext.UNCHANGED);
              }
            }),
        Named.of("expiry", (store, now) -> store.expire()));
  }

  @ParameterizedTest
  @MethodSource("finders")
  void read_expiryFoundByAnotherThread_returnsNull(BiConsumer<Store<String, String>, Long> finder) {
    Store<String, String> store = store(2 * SECOND, 2 * SECOND);
    context.advance(SECOND);
    beforeMoving =
        () -> {
          context.advance(SECOND);
          finder.accept(store, context.now());
        };
    assertThat("the access is too late", store.read("key"), nullValue());
    assertThat(Stores.peek(store, "key"), nullValue());
    assertThat(store.read("key"), nullValue());
  }

  @Test
  void read_concurrentAccesses_keepTheLaterDeadline() {
    Store<String, String> store = store(2 * SECOND, 2 * SECOND);
    context.advance(SECOND);
    beforeMoving =
        () -> {
          context.advance(SECOND - 1);
          assertThat(store.read("key"), is("value"));
        };
    assertThat(store.read("key"), is("value"));
    context.advance(2 * SECOND - 1);
    assertThat(Stores.peek(store, "key"), is("value"));
    context.advance(1);
    assertThat(Stores.peek(store, "key"), nullValue());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3_600})
  void read_fixedDeadline_findsTheEntryUpToItAndNoLonger(long seconds) {
    Store<String, String> store = store(seconds * SECOND, StoreContext.UNCHANGED);
    context.advance(seconds * SECOND - 1);
    assertThat(store.read("key"), is("value"));
    assertThat(Stores.peek(store, "key"), is("value"));
    context.advance(1);
    assertThat(store.read("key"), nullValue());
    assertThat(Stores.peek(store, "key"), nullValue());
  }

  @Test
  void read_distantDeadline_doesNotReadTheClock() {
    Store<String, String> store = store(60 * SECOND, StoreContext.UNCHANGED);
    context.advance(58 * SECOND);
    assertThat(store.read("key"), notNullValue());
    assertThat(clockReads.get(), is(0));
    context.advance(SECOND + SECOND / 2);
    assertThat(store.read("key"), notNullValue());
    assertThat(clockReads.get(), is(1));
  }

  /** Holds for any number of reads, and for any interval between them. */
  @ParameterizedTest
  @ValueSource(longs = {5, 30, 200, 3_000, 50_000})
  void read_repeatedAccess_extendsLifeToWithinAThousandth(long millis) {
    long life = 600 * SECOND;
    Store<String, String> store = store(life, life);
    for (int i = 0; i < 500; i++) {
      context.advance(TimeUnit.MILLISECONDS.toNanos(millis));
      assertThat(store.read("key"), notNullValue());
    }
    context.advance(life - (life >> 10) - 1);
    assertThat(Stores.peek(store, "key"), notNullValue());
    context.advance((life >> 10) + 1);
    assertThat(Stores.peek(store, "key"), nullValue());
  }

  /** A reader moves the deadline while a writer that does not change it owns the entry. */
  @Test
  void read_duringAnUpdate_extendsTheDeadline() {
    Store<String, String> store = store(SECOND, SECOND);
    context.advance(SECOND - 1);
    // The writer checks the deadline twice; the access comes with the second check.
    meanwhile = () -> meanwhile = () -> assertThat(store.read("key"), notNullValue());
    store.apply("key", Operation.PUT, "other", null);
    context.advance(SECOND / 2);
    assertThat(Stores.peek(store, "key"), is("other"));
  }

  /** A reader extends the deadline, expiry reschedules the entry, and a writer shortens it. */
  @Test
  void expire_deadlineExtendedThenShortened_isOnTime() {
    context.durations(10 * SECOND, SECOND, 3_600 * SECOND);
    Store<String, String> store = new HeapStoreFactory().create(context);
    store.apply("key", Operation.PUT, "value", null);
    context.advance(9 * SECOND);
    context.takeWake();
    long[] wake = {Ticker.NEVER};
    // The writer owns the entry when it reads the clock to check the deadline.
    meanwhile =
        () -> {
          store.read("key");
          context.advance(2 * SECOND);
          wake[0] = context.expire(store);
          context.advance(-2 * SECOND);
        };
    store.apply("key", Operation.PUT, "other", null);
    assertThat(Math.min(wake[0], context.takeWake()) - context.now(), lessThan(3 * SECOND));
    context.advance(3 * SECOND);
    context.expire(store);
    assertThat(context.expiries(), hasSize(1));
  }

  @Test
  void read_accessDuration_mayEndOrBeginAnEternalLife() {
    Store<String, String> mortal = store(Ticker.NEVER, 10 * SECOND);
    mortal.read("key");
    context.advance(10 * SECOND);
    assertThat(mortal.read("key"), nullValue());
    Store<String, String> eternal = store(10 * SECOND, Ticker.NEVER);
    eternal.read("key");
    context.advance(20 * SECOND);
    assertThat(eternal.read("key"), notNullValue());
    assertThat("an eternal entry needs no read of the clock", clockReads.get(), is(1));
  }
}
