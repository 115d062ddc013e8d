package dev.larder.expiry;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.EntryExpiry;
import dev.larder.ManualTicker;
import dev.larder.time.Ticker;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The durations and failures of expiry policies. */
class GuardedExpiryTest {
  private static final long UNCHANGED = Expiry.UNCHANGED;
  private static final long SOON = 3_000_000;
  private static final Duration SHORT = new Duration(MILLISECONDS, 3);

  /** Policies with the times to live on creation, update and access, and whether any expires. */
  static Stream<Arguments> specified() {
    return Stream.of(
        Arguments.of(new EternalExpiryPolicy(), Ticker.NEVER, UNCHANGED, UNCHANGED, false),
        Arguments.of(new CreatedExpiryPolicy(SHORT), SOON, UNCHANGED, UNCHANGED, true),
        Arguments.of(new ModifiedExpiryPolicy(SHORT), SOON, SOON, UNCHANGED, true),
        Arguments.of(new AccessedExpiryPolicy(SHORT), SOON, UNCHANGED, SOON, true),
        Arguments.of(new TouchedExpiryPolicy(SHORT), SOON, SOON, SOON, true),
        Arguments.of(new CreatedExpiryPolicy(Duration.ZERO), 0L, UNCHANGED, UNCHANGED, true),
        Arguments.of(
            new TouchedExpiryPolicy(Duration.ETERNAL),
            Ticker.NEVER,
            Ticker.NEVER,
            Ticker.NEVER,
            false));
  }

  @ParameterizedTest
  @MethodSource("specified")
  void fixedPolicy_anyOperation_isCalledOnce(
      ExpiryPolicy policy, long creation, long update, long access, boolean canExpire) {
    Expiry<String, String> expiry = Expiry.of("books", policy, Ticker.exact());
    assertThat(durations(expiry), is(List.of(creation, update, access)));
    assertThat("fixed", expiry.isFixed(), is(true));
    assertThat("can expire", expiry.canExpire(), is(canExpire));
    assertThat("moves on access", expiry.movesOnAccess(), is(access != UNCHANGED));
  }

  private static List<Long> durations(Expiry<String, String> expiry) {
    return List.of(
        expiry.onCreation("key", "value"),
        expiry.onUpdate("key", "value"),
        expiry.onAccess("key", "value"));
  }

  @Test
  void userPolicy_unknownDurations_canExpire() {
    Expiry<String, String> expiry =
        Expiry.of("books", new UserPolicy(SHORT, SHORT, SHORT), Ticker.exact());
    assertThat("fixed", expiry.isFixed(), is(false));
    assertThat("can expire", expiry.canExpire(), is(true));
    assertThat("moves on access", expiry.movesOnAccess(), is(true));
    assertThat(durations(expiry), is(List.of(SOON, SOON, SOON)));
  }

  @Test
  void userPolicy_eachOperation_returnsItsDuration() {
    Duration zero = Duration.ZERO;
    assertThat(
        durations(Expiry.of("books", new UserPolicy(SHORT, zero, null), Ticker.exact())),
        is(List.of(SOON, 0L, UNCHANGED)));
    assertThat(
        durations(Expiry.of("books", new UserPolicy(zero, null, SHORT), Ticker.exact())),
        is(List.of(0L, UNCHANGED, SOON)));
  }

  @Test
  void userPolicy_nullDuration_isEternalOrUnchanged() {
    assertThat(
        durations(Expiry.of("books", new UserPolicy(null, null, null), Ticker.exact())),
        is(List.of(Ticker.NEVER, UNCHANGED, UNCHANGED)));
  }

  @Test
  void userPolicy_exception_isLoggedAndReplaced() {
    EntryExpiry<String, String> failing =
        new PerEntry() {
          @Override
          java.time.Duration duration() {
            throw new IllegalStateException("for the test");
          }
        };
    ManualTicker ticker = new ManualTicker();
    Expiry<String, String> expiry = Expiry.of("books", failing, ticker);
    List<String> messages = new CopyOnWriteArrayList<>();
    logged(
        messages,
        () -> {
          for (int i = 0; i < 100; i++) {
            assertThat(expiry.onCreation("key", "value"), is(Ticker.NEVER));
          }
          ticker.advance(java.time.Duration.ofMinutes(1));
          assertThat(expiry.onUpdate("key", "value"), is(UNCHANGED));
          assertThat(expiry.onAccess("key", "value"), is(UNCHANGED));
          ticker.advance(java.time.Duration.ofMinutes(1));
          assertThat(expiry.onAccess("key", "value"), is(UNCHANGED));
        });
    assertThat(
        messages,
        contains(
            allOf(containsString("'books'"), containsString("creation; the entry is eternal")),
            containsString("update; the entry keeps its deadline"),
            containsString("access; the entry keeps its deadline")));
  }

  @Test
  void userPolicy_error_propagates() {
    EntryExpiry<String, String> failing =
        new PerEntry() {
          @Override
          java.time.Duration duration() {
            throw new OutOfMemoryError("for the test");
          }
        };
    Expiry<String, String> expiry = Expiry.of("books", failing, Ticker.exact());
    assertThrows(OutOfMemoryError.class, () -> expiry.onCreation("key", "value"));
    assertThrows(OutOfMemoryError.class, () -> expiry.onUpdate("key", "value"));
    assertThrows(OutOfMemoryError.class, () -> expiry.onAccess("key", "value"));
  }

  private static void logged(List<String> messages, Runnable action) {
    Logger logger = Logger.getLogger(Expiry.class.getName());
    Handler handler = new Recording(messages);
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
    try {
      action.run();
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
  }

  private static final class Recording extends Handler {
    private final List<String> messages;

    Recording(List<String> messages) {
      this.messages = messages;
    }

    @Override
    public void publish(LogRecord entry) {
      messages.add(entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Returns the same duration for each operation. */
  private abstract static class PerEntry implements EntryExpiry<String, String> {
    abstract java.time.@Nullable Duration duration();

    @Override
    public java.time.Duration getExpiryForCreation(String key, String value) {
      return duration();
    }

    @Override
    public java.time.Duration getExpiryForAccess(String key, String value) {
      return duration();
    }

    @Override
    public java.time.Duration getExpiryForUpdate(String key, String value) {
      return duration();
    }
  }

  /** A policy of user code with the interface of the JCache API. */
  private record UserPolicy(
      @Nullable Duration creation, @Nullable Duration update, @Nullable Duration access)
      implements ExpiryPolicy {
    @Override
    public @Nullable Duration getExpiryForCreation() {
      return creation;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return access;
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
      return update;
    }
  }
}
