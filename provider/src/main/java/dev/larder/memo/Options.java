package dev.larder.memo;

import dev.larder.copy.Copiers;
import dev.larder.copy.ValueCopier;
import dev.larder.engine.RefreshSettings;
import dev.larder.event.Dispatcher;
import dev.larder.event.ListenerRegistry;
import dev.larder.time.Ticker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** The options of a {@link Memoizer}. Not modified after {@link #with} has returned them. */
final class Options {
  /** Stores arguments and results of all functions by reference. */
  static final Copiers<Object, Object> COPIERS = byReference();

  /**
   * The dispatcher of all functions, which have no listeners. It is created with the first
   * memoizer: a stack overflow in the initializer of {@link FunctionCache} would be permanent.
   */
  static final Dispatcher<Object, Object> NO_LISTENERS =
      new Dispatcher<>(
          new ListenerRegistry<>(COPIERS.key(), COPIERS.value()), Runnable::run, Runnable::run, 1);

  private static Copiers<Object, Object> byReference() {
    UnaryOperator<Object> same = UnaryOperator.identity();
    ValueCopier<Object> copier =
        new ValueCopier<>("memoized function", Object.class, any -> true, same);
    return new Copiers<>(copier, copier);
  }

  /** The name of functions in messages; null for the class name of each. */
  @Nullable String name;

  /** The bound in results. */
  long maximum = Memoizer.DEFAULT_SIZE;

  ExpiryPolicy expiry = new EternalExpiryPolicy();

  /** Null for no refresh. */
  @Nullable Duration refreshAfter;

  /** Null for no limit. */
  @Nullable Duration staleIfError;

  /** The types of exceptions that are cached; unmodifiable. */
  Set<Class<?>> keptExceptions = Set.of();

  /** Runs refreshes. */
  Executor executor = ForkJoinPool.commonPool();

  Ticker ticker = Ticker.exact();

  Options() {}

  private Options(Options other) {
    name = other.name;
    maximum = other.maximum;
    expiry = other.expiry;
    refreshAfter = other.refreshAfter;
    staleIfError = other.staleIfError;
    keptExceptions = other.keptExceptions;
    executor = other.executor;
    ticker = other.ticker;
  }

  Options with(Consumer<Options> change) {
    Options changed = new Options(this);
    change.accept(changed);
    return changed;
  }

  @Nullable RefreshSettings refreshSettings() {
    return refreshAfter == null
        ? null
        : new RefreshSettings(
            Ticker.nanos(refreshAfter),
            staleIfError == null ? Ticker.NEVER : Ticker.nanos(staleIfError),
            0,
            false);
  }

  /** Returns the name of a function for log lines and messages; functions of a class share it. */
  String nameOf(Object function) {
    String own = name == null ? function.getClass().getName() : name;
    return ("memoized function " + own).intern();
  }
}
