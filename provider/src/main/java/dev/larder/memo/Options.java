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
import java.util.function.UnaryOperator;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link Memoizer}. Immutable.
 *
 * @param name the name of functions in messages; null for the class name of each
 * @param maximum the bound in results
 * @param keptExceptions the types of exceptions that are cached; unmodifiable
 */
record Options(
    @Nullable String name,
    long maximum,
    Ages ages,
    Set<Class<?>> keptExceptions,
    Background background) {

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

  /**
   * When results expire, and when they are refreshed.
   *
   * @param refreshAfter null for no refresh
   * @param staleIfError null for no limit
   */
  record Ages(
      ExpiryPolicy expiry, @Nullable Duration refreshAfter, @Nullable Duration staleIfError) {
    @Nullable RefreshSettings refreshSettings() {
      return refreshAfter == null
          ? null
          : new RefreshSettings(
              Ticker.nanos(refreshAfter),
              staleIfError == null ? Ticker.NEVER : Ticker.nanos(staleIfError),
              0,
              false);
    }
  }

  /** The executor of refreshes, and the clock. */
  record Background(Executor executor, Ticker ticker) {}

  Options withName(String changed) {
    return new Options(changed, maximum, ages, keptExceptions, background);
  }

  Options withMaximum(long changed) {
    return new Options(name, changed, ages, keptExceptions, background);
  }

  Options withAges(Ages changed) {
    return new Options(name, maximum, changed, keptExceptions, background);
  }

  Options withKeptExceptions(Set<Class<?>> changed) {
    return new Options(name, maximum, ages, changed, background);
  }

  Options withBackground(Background changed) {
    return new Options(name, maximum, ages, keptExceptions, changed);
  }

  /** Returns the name of a function for log lines and messages; functions of a class share it. */
  String nameOf(Object function) {
    String own = name == null ? function.getClass().getName() : name;
    return ("memoized function " + own).intern();
  }
}
