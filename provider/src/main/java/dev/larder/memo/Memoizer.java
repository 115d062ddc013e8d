package dev.larder.memo;

import dev.larder.expiry.WriteAndAccess;
import dev.larder.time.Ticker;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates functions that cache their results:
 *
 * <pre>{@code
 * var price = Memoizer.memoize(Shop::price);
 * price.apply("tea");  // computed
 * price.apply("tea");  // cached
 * }</pre>
 *
 * <p>By default the 128 most recently used results are kept, without expiry. Threads that request
 * the same result at once share one computation and its outcome. The function may call its memoized
 * form recursively with other arguments. A result that depends on itself, directly or through other
 * threads, is detected: the caller gets an {@link IllegalStateException} that names the argument. A
 * thread that is interrupted while it waits for the computation of another thread gets a {@link
 * java.util.concurrent.CancellationException} and stays interrupted; the computation continues.
 * Null is a result like any other. Exceptions are thrown unchanged, and are not cached unless
 * {@link #keepExceptions} is set.
 *
 * <p>Arguments and results are stored by reference: they must not be modified. Arguments need
 * {@code equals} and {@code hashCode}; use a record for more than two arguments, or for arrays.
 *
 * <p>A memoizer can create any number of functions, each with its own cache. A method that sets an
 * option returns a new memoizer. Immutable and thread-safe; the functions are thread-safe, too.
 */
public final class Memoizer {
  /** The default bound, in results. */
  public static final long DEFAULT_SIZE = 128;

  private static final Memoizer DEFAULT = new Memoizer(new Options());

  private final Options options;

  private Memoizer(Options options) {
    this.options = options;
  }

  private Memoizer with(Consumer<Options> change) {
    return new Memoizer(options.with(change));
  }

  /** Returns a memoizer with the default options. */
  public static Memoizer create() {
    return DEFAULT;
  }

  /**
   * Returns a function that caches the 128 most recently used results.
   *
   * @throws NullPointerException if the function is null
   */
  public static <A extends @Nullable Object, R extends @Nullable Object>
      MemoizedFunction<A, R> memoize(Function<? super A, ? extends R> function) {
    return DEFAULT.function(function);
  }

  /**
   * Sets the name of the functions in log lines and messages. By default it is the class name of
   * the underlying function.
   *
   * @param name not null
   */
  public Memoizer name(String name) {
    Objects.requireNonNull(name, "name");
    return with(changed -> changed.name = name);
  }

  /**
   * Bounds the cache of each function; the least recently used results are evicted first.
   *
   * @param results at least 1
   * @throws IllegalArgumentException if it is less than 1
   */
  public Memoizer maximumSize(long results) {
    if (results < 1) {
      throw new IllegalArgumentException("maximumSize must be >= 1: " + results);
    }
    return with(changed -> changed.maximum = results);
  }

  /** Sets no bound: all results are kept. */
  public Memoizer unbounded() {
    return maximumSize(Long.MAX_VALUE);
  }

  /**
   * Expires a result this long after it was last computed. An expired result is never returned; a
   * later computation removes it. With {@link #expireAfterAccess} a result expires when either time
   * has passed.
   *
   * @param time more than zero; a fraction of a millisecond is rounded up
   * @throws IllegalArgumentException if it is zero or negative
   */
  public Memoizer expireAfterWrite(Duration time) {
    javax.cache.expiry.Duration write = expiryOf("expireAfterWrite", time);
    return with(changed -> changed.expiry = WriteAndAccess.withWrite(changed.expiry, write));
  }

  /**
   * Expires a result this long after it was last returned or computed. With {@link
   * #expireAfterWrite} a result expires when either time has passed.
   *
   * @param time more than zero; a fraction of a millisecond is rounded up
   * @throws IllegalArgumentException if it is zero or negative
   */
  public Memoizer expireAfterAccess(Duration time) {
    javax.cache.expiry.Duration access = expiryOf("expireAfterAccess", time);
    return with(changed -> changed.expiry = WriteAndAccess.withAccess(changed.expiry, access));
  }

  private static javax.cache.expiry.Duration expiryOf(String what, Duration time) {
    // The specification's durations have no unit below milliseconds.
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
   * Sets the age from which a call computes the result again, once and in the background, while
   * calls return the old result. If the computation fails, the old result is kept, and the
   * computation is retried after a tenth of the age, at least a second.
   *
   * @param age more than zero
   * @throws IllegalArgumentException if it is zero or negative
   */
  public Memoizer refreshAfter(Duration age) {
    positive("refreshAfter", age);
    return with(changed -> changed.refreshAfter = age);
  }

  /**
   * Limits how long a result is returned beyond the refresh age while its computation fails.
   *
   * @param time zero or more; it has no effect without {@link #refreshAfter}
   * @throws IllegalArgumentException if it is negative
   */
  public Memoizer staleIfError(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("staleIfError must be >= 0: " + time);
    }
    return with(changed -> changed.staleIfError = time);
  }

  /**
   * Caches exceptions of these types like results, and throws them again. Errors are never cached.
   *
   * @param types the types, which include their subclasses; none of them null
   */
  @SafeVarargs
  public final Memoizer keepExceptions(Class<? extends Exception>... types) {
    Set<Class<?>> kept = new HashSet<>();
    for (Class<?> type : types) {
      kept.add(Objects.requireNonNull(type, "types"));
    }
    return with(changed -> changed.keptExceptions = Set.copyOf(kept));
  }

  /**
   * Sets the executor that computes results at the refresh age; the common pool by default.
   *
   * @param background runs each task, in another thread or in the calling one; not null
   */
  public Memoizer executor(Executor background) {
    Objects.requireNonNull(background, "background");
    return with(changed -> changed.executor = background);
  }

  /**
   * Sets the clock of expiry and refresh, such as the stepped one of {@code larder-testing}.
   *
   * @param stepped not null
   */
  public Memoizer ticker(Ticker stepped) {
    Objects.requireNonNull(stepped, "stepped");
    return with(changed -> changed.ticker = stepped);
  }

  /**
   * Returns a function of one argument that caches its results.
   *
   * @throws NullPointerException if the function is null
   */
  public <A extends @Nullable Object, R extends @Nullable Object> MemoizedFunction<A, R> function(
      Function<? super A, ? extends R> function) {
    return new MemoizedFunction<>(options, Objects.requireNonNull(function, "function"));
  }

  /**
   * Returns a function of two arguments that caches its results.
   *
   * @throws NullPointerException if the function is null
   */
  public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      MemoizedBiFunction<A, B, R> biFunction(
          BiFunction<? super A, ? super B, ? extends R> function) {
    return new MemoizedBiFunction<>(options, Objects.requireNonNull(function, "function"));
  }

  /**
   * Returns a supplier that caches its result.
   *
   * @throws NullPointerException if the supplier is null
   */
  public <R extends @Nullable Object> MemoizedSupplier<R> supplier(Supplier<? extends R> supplier) {
    return new MemoizedSupplier<>(options, Objects.requireNonNull(supplier, "supplier"));
  }

  Options options() {
    return options;
  }
}
