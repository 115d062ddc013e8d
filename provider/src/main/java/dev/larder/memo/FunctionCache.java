package dev.larder.memo;

import dev.larder.EvictionPolicy;
import dev.larder.engine.Engine;
import dev.larder.engine.EngineComponents;
import dev.larder.engine.EngineComponents.Bound;
import dev.larder.engine.EngineComponents.Executors;
import dev.larder.engine.EngineComponents.Integration;
import dev.larder.engine.EngineComponents.Services;
import dev.larder.engine.EngineComponents.Storage;
import dev.larder.engine.OpenLoad;
import dev.larder.engine.RefreshSettings;
import dev.larder.expiry.Expiry;
import dev.larder.integration.Loader;
import dev.larder.statistics.Statistics;
import dev.larder.store.Codecs;
import dev.larder.store.CyclicWaitException;
import dev.larder.store.InterruptedWaitException;
import dev.larder.store.KeyHold;
import dev.larder.store.heap.HeapStoreFactory;
import dev.larder.time.Ticker;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The cache of one memoized function: an {@link Engine} that stores by reference, with the function
 * as its loader, and without a cache manager. Marker objects stand for null arguments, null results
 * and exceptions. Thread-safe.
 */
final class FunctionCache {
  private static final Object NULL_ARGUMENT =
      new Object() {
        @Override
        public String toString() {
          return "null";
        }
      };

  private static final Object NULL_RESULT = new Object();

  static {
    // The first use may be a deep recursion. Near the end of the stack no class can be loaded or
    // linked, so every class on that path is used once here.
    try {
      for (long maximum : new long[] {1, 1 << 16}) {
        FunctionCache rehearsal =
            new FunctionCache(
                Memoizer.create().maximumSize(maximum).options(),
                "rehearsal",
                argument -> argument);
        rehearsal.compute(1);
        rehearsal.compute(2);
        rehearsal.find(2);
      }
    } catch (StackOverflowError e) {
      // Do not fail the initialization of this class, which could not be repeated.
    }
  }

  private final String name;
  private final Statistics statistics = new Statistics();
  private final InlineExpiry inlineExpiry = new InlineExpiry();
  private final Ticker ticker;
  private final Set<Class<?>> keptExceptions;
  private final boolean keepsExceptions;
  private final Function<? super @Nullable Object, ? extends @Nullable Object> function;
  private final Engine<Object, Object> engine;

  /**
   * Creates an empty cache.
   *
   * @param behind the function that the user has passed, for the name in messages
   * @param function computes the result of an argument
   */
  FunctionCache(
      Options options,
      Object behind,
      Function<? super @Nullable Object, ? extends @Nullable Object> function) {
    this.name = options.nameOf(behind);
    this.ticker = options.ticker;
    this.keptExceptions = options.keptExceptions;
    this.keepsExceptions = !keptExceptions.isEmpty();
    this.function = function;
    statistics.setEnabled(true);
    RefreshSettings refresh = options.refreshSettings();
    Executor executor = options.executor;
    this.engine =
        new Engine<>(
            new EngineComponents<>(
                name,
                Options.COPIERS,
                new Storage<>(
                    Expiry.of(name, options.expiry, ticker),
                    new Bound<>(options.maximum, null, false, EvictionPolicy.LRU),
                    FunctionCache::noCodecs,
                    name),
                new Integration<>(
                    refresh == null ? null : Loader.of(this::reload), true, refresh, null),
                new Services<>(
                    Options.NO_LISTENERS,
                    statistics,
                    ticker,
                    inlineExpiry,
                    new Executors(executor, executor, executor))),
            new HeapStoreFactory());
  }

  /** Returns what is stored for an argument, to be passed to {@link #result}; null on a miss. */
  @Nullable Object find(@Nullable Object argument) {
    return engine.reads().hit(argument == null ? NULL_ARGUMENT : argument);
  }

  /**
   * Computes and stores a missing result; returns what {@link #result} takes. In a recursion, each
   * level of the function takes only this frame and that of the caller beside its own.
   */
  Object compute(@Nullable Object argument) {
    KeyHold hold = new KeyHold(name);
    try (OpenLoad<Object, Object> load = load(argument == null ? NULL_ARGUMENT : argument, hold)) {
      Object result = load.found();
      if (result == null) {
        try {
          result = orNullResult(function.apply(argument));
        } catch (Throwable e) {
          if (!isKept(e)) {
            load.fail(e);
            throw e;
          }
          result = new CachedException((Exception) e);
        }
        load.end(result);
      }
      return result;
    } finally {
      // Assignments: if the recursion has overflowed the stack, nothing can be called here.
      if (!hold.ended) {
        hold.openHolds[0]--;
        hold.ended = true;
      }
    }
  }

  /** Returns the result for a stored object; throws the exception if it stands for one. */
  @Nullable Object result(Object cached) {
    if (cached == NULL_RESULT) {
      return null;
    }
    // Reading the class of the result may miss the CPU cache, so it is read only where needed.
    if (keepsExceptions && cached instanceof CachedException kept) {
      throw FunctionCache.<RuntimeException>thrown(kept.exception());
    }
    return cached;
  }

  private static Object orNullResult(@Nullable Object result) {
    return result == null ? NULL_RESULT : result;
  }

  private boolean isKept(Throwable failure) {
    return failure instanceof Exception
        && keptExceptions.stream().anyMatch(type -> type.isInstance(failure));
  }

  private OpenLoad<Object, Object> load(Object argument, KeyHold hold) {
    inlineExpiry.run(ticker.nanos());
    try {
      return KeyHold.interruptibly(() -> engine.load(argument, hold));
    } catch (CyclicWaitException e) {
      throw new IllegalStateException(
          "%s depends on itself: to compute it for (%s) it has to be known for (%s)"
              .formatted(name, argument, argument),
          e);
    } catch (InterruptedWaitException e) {
      throw interrupted("another thread computed it for (" + argument + ")", e);
    }
  }

  private CancellationException interrupted(String meanwhile, InterruptedWaitException cause) {
    CancellationException cancelled =
        new CancellationException(name + ": the thread was interrupted while " + meanwhile);
    cancelled.initCause(cause);
    return cancelled;
  }

  /** Throws any exception, even a checked one: functions in other JVM languages may throw those. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E thrown(@Nullable Throwable failure) throws E {
    throw (E) failure;
  }

  MemoInfo info() {
    return new MemoInfo(
        statistics.hits(),
        statistics.misses(),
        engine.maximum(),
        engine.size().weight(),
        engine.refreshes(),
        engine.refreshFailures());
  }

  void clear() {
    try {
      KeyHold.interruptibly(
          () -> {
            engine.clear();
            return null;
          });
    } catch (InterruptedWaitException e) {
      throw interrupted("clear waited for a computation", e);
    }
    statistics.clear();
    engine.clearRefreshes();
  }

  /** A cached exception, stored in place of a result. */
  private record CachedException(Exception exception) {}

  /** Computes a result that has reached the refresh age. */
  private Object reload(Object argument) {
    return orNullResult(function.apply(argument == NULL_ARGUMENT ? null : argument));
  }

  private static Codecs<Object, Object> noCodecs() {
    throw new UnsupportedOperationException("the heap store serializes nothing");
  }
}
