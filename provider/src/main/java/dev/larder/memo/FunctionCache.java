package dev.larder.memo;

import dev.larder.copy.Copiers;
import dev.larder.copy.ValueCopier;
import dev.larder.engine.Engine;
import dev.larder.engine.EngineComponents;
import dev.larder.engine.EngineComponents.Bound;
import dev.larder.engine.EngineComponents.Executors;
import dev.larder.engine.EngineComponents.Integration;
import dev.larder.engine.EngineComponents.Services;
import dev.larder.engine.EngineComponents.Storage;
import dev.larder.engine.OpenLoad;
import dev.larder.engine.RefreshSettings;
import dev.larder.event.Dispatcher;
import dev.larder.event.ListenerRegistry;
import dev.larder.expiry.Expiry;
import dev.larder.integration.Loader;
import dev.larder.statistics.Statistics;
import dev.larder.store.CyclicWaitException;
import dev.larder.store.InterruptedWaitException;
import dev.larder.store.KeyHold;
import dev.larder.store.StoreContext;
import dev.larder.store.heap.HeapStoreFactory;
import dev.larder.time.Ticker;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;

/**
 * The cache of one memoized function: an {@link Engine} that stores by reference, with the function
 * as its loader, and without a cache manager. Marker objects stand for null arguments, null results
 * and exceptions. Thread-safe.
 */
final class FunctionCache {
  /** Stands for the argument null. */
  private static final Object NULL =
      new Object() {
        @Override
        public String toString() {
          return "null";
        }
      };

  /** Stands for the result null. */
  private static final Object NOTHING = new Object();

  static {
    // The first use may be a deep recursion. Near the end of the stack no class can be loaded or
    // linked, so every class on that path is used once here.
    try {
      for (long maximum : new long[] {1, 1 << 16}) {
        FunctionCache rehearsal =
            new FunctionCache(
                Memoizer.create().maximumSize(maximum), "rehearsal", argument -> argument);
        rehearsal.computed(1);
        rehearsal.computed(2);
        rehearsal.known(2);
      }
    } catch (StackOverflowError e) {
      // Do not fail the initialization of this class, which could not be repeated.
    }
  }

  private final String name;
  private final Statistics statistics = new Statistics();
  private final InlineExpiry sweep = new InlineExpiry();
  private final Ticker ticker;
  private final Set<Class<?>> keptExceptions;
  private final boolean keepsExceptions;
  private final Function<? super @Nullable Object, ? extends @Nullable Object> function;
  private final Engine<Object, Object> engine;

  /** The engine's counts at the last {@link #clear}; the figures start from them. */
  private volatile long clearedRefreshes;

  private volatile long clearedFailures;

  /**
   * Creates an empty cache.
   *
   * @param behind the function that the user has passed, for the name in messages
   * @param function computes the result of an argument
   */
  FunctionCache(
      Memoizer memoizer,
      Object behind,
      Function<? super @Nullable Object, ? extends @Nullable Object> function) {
    this.name = memoizer.nameOf(behind);
    this.ticker = memoizer.ticker();
    this.keptExceptions = memoizer.keptExceptions();
    this.keepsExceptions = !keptExceptions.isEmpty();
    this.function = function;
    statistics.setEnabled(true);
    RefreshSettings refreshing = memoizer.refreshing();
    UnaryOperator<Object> same = UnaryOperator.identity();
    ValueCopier<Object> byReference = new ValueCopier<>(name, Object.class, any -> true, same);
    Executor executor = memoizer.executor();
    this.engine =
        new Engine<>(
            new EngineComponents<>(
                name,
                new Copiers<>(byReference, byReference),
                new Storage<>(
                    Expiry.of(name, memoizer.expiry(), ticker),
                    new Bound<>(memoizer.maximum(), null, false, false),
                    NoBytes.CODEC),
                new Integration<>(
                    refreshing == null ? null : new Loader<>(new Computing(), same),
                    true,
                    refreshing,
                    null),
                new Services<>(
                    new Dispatcher<>(new ListenerRegistry<>(same, same), executor, executor, 1),
                    statistics,
                    ticker,
                    sweep,
                    new Executors(executor, executor, executor))),
            new HeapStoreFactory());
  }

  /** Returns what is stored for an argument, to be passed to {@link #result}; null on a miss. */
  @Nullable Object known(@Nullable Object argument) {
    return engine.hit(argument == null ? NULL : argument);
  }

  /**
   * Computes and stores a missing result; returns what {@link #result} takes. In a recursion, each
   * level of the function takes only this frame and that of the caller beside its own.
   */
  Object computed(@Nullable Object argument) {
    try (OpenLoad<Object, Object> load = load(argument == null ? NULL : argument)) {
      Object result = load.found();
      if (result == null) {
        try {
          result = orNothing(function.apply(argument));
        } catch (Throwable e) {
          if (!isKept(e)) {
            load.fail(e);
            throw e;
          }
          result = new Kept((Exception) e);
        }
        load.end(result);
      }
      return result;
    }
  }

  /** Returns the result for a stored object; throws the exception if it stands for one. */
  @Nullable Object result(Object known) {
    if (known == NOTHING) {
      return null;
    }
    // Reading the class of the result may miss the CPU cache, so it is read only where needed.
    if (keepsExceptions && known instanceof Kept kept) {
      throw FunctionCache.<RuntimeException>thrown(kept.exception());
    }
    return known;
  }

  private static Object orNothing(@Nullable Object result) {
    return result == null ? NOTHING : result;
  }

  private boolean isKept(Throwable failure) {
    return failure instanceof Exception
        && keptExceptions.stream().anyMatch(type -> type.isInstance(failure));
  }

  private OpenLoad<Object, Object> load(Object argument) {
    sweep.run(ticker.nanos());
    try {
      return KeyHold.interruptibly(() -> engine.load(argument));
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
        engine.size(),
        engine.refreshes() - clearedRefreshes,
        engine.refreshFailures() - clearedFailures);
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
    clearedRefreshes = engine.refreshes();
    clearedFailures = engine.refreshFailures();
  }

  /** A cached exception, stored in place of a result. */
  private record Kept(Exception exception) {}

  /** Computes results that have reached the refresh age. */
  private final class Computing implements CacheLoader<Object, Object> {
    @Override
    public Object load(Object argument) {
      return orNothing(function.apply(argument == NULL ? null : argument));
    }

    @Override
    public Map<Object, Object> loadAll(Iterable<?> arguments) {
      Map<Object, Object> loaded = new HashMap<>();
      arguments.forEach(argument -> loaded.put(argument, load(argument)));
      return loaded;
    }
  }

  /** The heap store serializes nothing, so no method is called. */
  private static final class NoBytes implements StoreContext.Codec {
    static final NoBytes CODEC = new NoBytes();

    @Override
    public byte[] encodeKey(Object key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Object decodeKey(byte[] bytes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] encodeValue(Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Object decodeValue(byte[] bytes) {
      throw new UnsupportedOperationException();
    }
  }
}
