package dev.larder.memo;

import dev.larder.engine.RefreshSettings;
import dev.larder.expiry.WriteAndAccess;
import dev.larder.time.Ticker;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Makes functions that remember their results:
 *
 * <pre>{@code
 * var price = Memoizer.memoize(Shop::price);
 * price.apply("tea");  // computed
 * price.apply("tea");  // remembered
 * }</pre>
 *
 * <p>Unless said otherwise the 128 results used most recently are kept, for ever. Threads that ask
 * for the same result at once have it computed once, and share what becomes of it. The function may
 * call what it has become with other arguments, as recursive ones do; a result that depends on
 * itself, directly or by way of other threads, is found out, and is an {@link
 * IllegalStateException} that names the argument. A thread that is interrupted while it waits for
 * another one's computation gets a {@link java.util.concurrent.CancellationException}, and stays
 * interrupted; the computation goes on. Null is a result like any other. Exceptions are not
 * remembered unless {@link #keepExceptions asked for}, and come out as they are.
 *
 * <p>Arguments and results are kept by reference: they must not change. Arguments need {@code
 * equals} and {@code hashCode}; for more than two of them, or for arrays, take a record.
 *
 * <p>A memoizer can make any number of functions, each with a memory of its own; each method that
 * sets something answers a new one. Immutable and thread-safe, as the functions are.
 */
public final class Memoizer {
  /** How many results are kept unless said otherwise. */
  public static final long DEFAULT_SIZE = 128;

  private static final Memoizer DEFAULT =
      new Memoizer(
          null,
          DEFAULT_SIZE,
          new EternalExpiryPolicy(),
          null,
          null,
          Set.of(),
          ForkJoinPool.commonPool(),
          Ticker.exact());

  private final @Nullable String name;
  private final long maximum;
  private final ExpiryPolicy expiry;
  private final @Nullable Duration refreshAfter;
  private final @Nullable Duration staleIfError;
  private final Set<Class<?>> keptExceptions;
  private final Executor executor;
  private final Ticker ticker;

  private Memoizer(
      @Nullable String name,
      long maximum,
      ExpiryPolicy expiry,
      @Nullable Duration refreshAfter,
      @Nullable Duration staleIfError,
      Set<Class<?>> keptExceptions,
      Executor executor,
      Ticker ticker) {
    this.name = name;
    this.maximum = maximum;
    this.expiry = expiry;
    this.refreshAfter = refreshAfter;
    this.staleIfError = staleIfError;
    this.keptExceptions = keptExceptions;
    this.executor = executor;
    this.ticker = ticker;
  }

  /** A memoizer as it comes: to be told more, or to be used as it is. */
  public static Memoizer create() {
    return DEFAULT;
  }

  /** A function that remembers the 128 results used most recently. */
  public static <A extends @Nullable Object, R extends @Nullable Object>
      MemoizedFunction<A, R> memoize(Function<? super A, ? extends R> function) {
    return DEFAULT.function(function);
  }

  /**
   * Names the functions that are made, in log lines and messages; unless said otherwise their names
   * are those of the classes of the functions behind them.
   *
   * @param name not null
   */
  public Memoizer name(String name) {
    Objects.requireNonNull(name, "name");
    return new Memoizer(
        name, maximum, expiry, refreshAfter, staleIfError, keptExceptions, executor, ticker);
  }

  /**
   * Keeps so many results; the ones used least recently go first.
   *
   * @param results at least 1
   * @throws IllegalArgumentException if it is less than 1
   */
  public Memoizer maximumSize(long results) {
    if (results < 1) {
      throw new IllegalArgumentException("maximumSize must be >= 1: " + results);
    }
    return new Memoizer(
        name, results, expiry, refreshAfter, staleIfError, keptExceptions, executor, ticker);
  }

  /** Keeps all results. */
  public Memoizer unbounded() {
    return maximumSize(Long.MAX_VALUE);
  }

  /**
   * Keeps a result for so long after it was last computed. An expired result is never returned; a
   * later computation removes it. With {@link #expireAfterAccess} a result expires when either time
   * has passed.
   *
   * @param time more than zero
   * @throws IllegalArgumentException if it is zero or negative
   */
  public Memoizer expireAfterWrite(Duration time) {
    return expiry(WriteAndAccess.withWrite(expiry, expiryOf("expireAfterWrite", time)));
  }

  /**
   * Keeps a result for so long after it was last returned or computed. With {@link
   * #expireAfterWrite} a result expires when either time has passed.
   *
   * @param time more than zero
   * @throws IllegalArgumentException if it is zero or negative
   */
  public Memoizer expireAfterAccess(Duration time) {
    return expiry(WriteAndAccess.withAccess(expiry, expiryOf("expireAfterAccess", time)));
  }

  private Memoizer expiry(ExpiryPolicy policy) {
    return new Memoizer(
        name, maximum, policy, refreshAfter, staleIfError, keptExceptions, executor, ticker);
  }

  private static javax.cache.expiry.Duration expiryOf(String what, Duration time) {
    // The unit of the specification's durations.
    long nanos = Ticker.nanos(positive(what, time));
    long millis = nanos / 1_000_000 + (nanos % 1_000_000 == 0 ? 0 : 1);
    return new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, millis);
  }

  private static Duration positive(String what, Duration time) {
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException(what + " must be > 0: " + time);
    }
    return time;
  }

  /**
   * Has a result that is asked for at this age computed anew, in the background and once, while the
   * old one is given out. If that fails, the old one is kept, and tried again after a tenth of this
   * time, or a second.
   *
   * @param age more than zero
   * @throws IllegalArgumentException if it is zero or negative
   */
  public Memoizer refreshAfter(Duration age) {
    return new Memoizer(
        name,
        maximum,
        expiry,
        positive("refreshAfter", age),
        staleIfError,
        keptExceptions,
        executor,
        ticker);
  }

  /**
   * Gives out a result that cannot be computed anew for so long beyond that age, and no longer.
   *
   * @param time zero or more; of no effect without {@link #refreshAfter}
   * @throws IllegalArgumentException if it is negative
   */
  public Memoizer staleIfError(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("staleIfError must be >= 0: " + time);
    }
    return new Memoizer(
        name, maximum, expiry, refreshAfter, time, keptExceptions, executor, ticker);
  }

  /**
   * Remembers exceptions of these types too, and throws them again. Errors are never remembered.
   *
   * @param types those of which an exception has to be one; none of them null
   */
  @SafeVarargs
  public final Memoizer keepExceptions(Class<? extends Exception>... types) {
    Set<Class<?>> kept = new HashSet<>();
    for (Class<?> type : types) {
      kept.add(Objects.requireNonNull(type, "types"));
    }
    return new Memoizer(name, maximum, expiry, refreshAfter, staleIfError, kept, executor, ticker);
  }

  /**
   * Says who computes anew what is of some age: the common pool unless said.
   *
   * @param background runs what it is given, in another thread
   */
  public Memoizer executor(Executor background) {
    Objects.requireNonNull(background, "background");
    return new Memoizer(
        name, maximum, expiry, refreshAfter, staleIfError, keptExceptions, background, ticker);
  }

  /**
   * Says by which clock results expire: {@code larder-testing} has one that tests step.
   *
   * @param stepped not null
   */
  public Memoizer ticker(Ticker stepped) {
    Objects.requireNonNull(stepped, "stepped");
    return new Memoizer(
        name, maximum, expiry, refreshAfter, staleIfError, keptExceptions, executor, stepped);
  }

  /** A function of one argument that remembers its results. */
  public <A extends @Nullable Object, R extends @Nullable Object> MemoizedFunction<A, R> function(
      Function<? super A, ? extends R> function) {
    return new MemoizedFunction<>(this, Objects.requireNonNull(function, "function"));
  }

  /** A function of two arguments that remembers its results. */
  public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      MemoizedBiFunction<A, B, R> biFunction(
          BiFunction<? super A, ? super B, ? extends R> function) {
    return new MemoizedBiFunction<>(this, Objects.requireNonNull(function, "function"));
  }

  /** A supplier that remembers what it has supplied. */
  public <R extends @Nullable Object> MemoizedSupplier<R> supplier(Supplier<? extends R> supplier) {
    return new MemoizedSupplier<>(this, Objects.requireNonNull(supplier, "supplier"));
  }

  /** The name of a function, for log lines and messages. */
  String nameOf(Object function) {
    return "memoized function " + (name == null ? function.getClass().getName() : name);
  }

  long maximum() {
    return maximum;
  }

  ExpiryPolicy expiry() {
    return expiry;
  }

  @Nullable RefreshSettings refreshing() {
    return refreshAfter == null
        ? null
        : new RefreshSettings(
            Ticker.nanos(refreshAfter),
            staleIfError == null ? Ticker.NEVER : Ticker.nanos(staleIfError),
            0,
            false);
  }

  Set<Class<?>> keptExceptions() {
    return keptExceptions;
  }

  Executor executor() {
    return executor;
  }

  Ticker ticker() {
    return ticker;
  }
}
