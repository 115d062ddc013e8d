package dev.larder.memo;

import dev.larder.copy.Copies;
import dev.larder.copy.ValueCopier;
import dev.larder.engine.Engine;
import dev.larder.engine.Parts;
import dev.larder.event.Dispatcher;
import dev.larder.expiry.Expiry;
import dev.larder.integration.Loader;
import dev.larder.statistics.Statistics;
import dev.larder.store.CyclicWaitException;
import dev.larder.store.StoreContext;
import dev.larder.store.heap.HeapStoreFactory;
import dev.larder.time.Ticker;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * What one function remembers: the pipeline of a cache, by reference, with the function for its
 * loader, and without a cache manager around it. Null, as an argument and as a result, and
 * exceptions are kept as objects that stand for them. Thread-safe.
 */
final class Memory {
  private static final String NAME = "memoized function";

  /** The argument that is null. */
  private static final Object NULL =
      new Object() {
        @Override
        public String toString() {
          return "null";
        }
      };

  /** The result that is null. */
  private static final Object NOTHING = new Object();

  static {
    // A deep recursion may be what comes first: at the end of its stack nothing can be loaded, or
    // linked for the first time. So all that is needed there has been used once before.
    try {
      for (long maximum : new long[] {1, 1 << 16}) {
        Memory rehearsal = new Memory(Memoizer.create().maximumSize(maximum), argument -> argument);
        rehearsal.get(1);
        rehearsal.get(2);
      }
    } catch (StackOverflowError e) {
      // So be it, then: this class must not be lost for that.
    }
  }

  private final Statistics statistics = new Statistics();
  private final Sweep sweep = new Sweep();
  private final Ticker ticker;
  private final Set<Class<?>> keptExceptions;
  private final boolean keepsExceptions;
  private final Function<@Nullable Object, @Nullable Object> function;
  private final Engine<Object, Object> engine;

  /** What the engine had counted when the figures were last set to zero. */
  private volatile long clearedRefreshes;

  private volatile long clearedFailures;

  Memory(Memoizer memoizer, Function<@Nullable Object, @Nullable Object> function) {
    this.ticker = memoizer.ticker();
    this.keptExceptions = memoizer.keptExceptions();
    this.keepsExceptions = !keptExceptions.isEmpty();
    this.function = function;
    statistics.setEnabled(true);
    UnaryOperator<Object> same = UnaryOperator.identity();
    ValueCopier<Object> byReference = new ValueCopier<>(NAME, Object.class, any -> true, same);
    this.engine =
        new Engine<>(
            new Parts<>(
                NAME,
                new Copies<>(byReference, byReference),
                Expiry.of(NAME, memoizer.expiry(), ticker),
                new Loader<>(new Computing(), same),
                true,
                memoizer.refreshing(),
                null,
                null,
                memoizer.maximum(),
                false,
                new Dispatcher<>(same, same, memoizer.executor(), 1),
                statistics,
                ticker,
                sweep,
                new NoBytes(),
                memoizer.executor(),
                memoizer.executor()),
            new HeapStoreFactory());
  }

  @Nullable Object get(@Nullable Object argument) {
    Object key = argument == null ? NULL : argument;
    Object known = engine.hit(key);
    if (known == null) {
      known = computed(key);
    }
    if (known == NOTHING) {
      return null;
    }
    // A look at the result itself is a look at memory that is far away: not without need.
    if (keepsExceptions && known instanceof Kept kept) {
      throw Memory.<RuntimeException>thrown(kept.exception());
    }
    return known;
  }

  private @Nullable Object computed(Object argument) {
    try {
      return engine.get(argument);
    } catch (Failure e) {
      throw Memory.<RuntimeException>thrown(e.getCause());
    } catch (CyclicWaitException e) {
      throw new IllegalStateException(
          "the memoized function depends on itself: to compute it for ("
              + argument
              + ") it has to be known for ("
              + argument
              + ")",
          e);
    }
  }

  /** Throws what a function has thrown, checked or not: some languages throw anything. */
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
    engine.clear();
    statistics.clear();
    clearedRefreshes = engine.refreshes();
    clearedFailures = engine.refreshFailures();
  }

  /** An exception that is kept in a result's place. */
  private record Kept(Exception exception) {}

  /** Brings an exception of the function through the pipeline as it is. */
  private static final class Failure extends CacheLoaderException {
    private static final long serialVersionUID = 1L;

    Failure(Exception cause) {
      super(cause);
    }

    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }

  private final class Computing implements CacheLoader<Object, Object> {
    @Override
    public Object load(Object argument) {
      sweep.run(ticker.nanos());
      try {
        Object result = function.apply(argument == NULL ? null : argument);
        return result == null ? NOTHING : result;
      } catch (Exception e) {
        // Computed anew, it leaves the result alone that there is.
        if (isKept(e) && engine.peek(argument) == null) {
          return new Kept(e);
        }
        throw new Failure(e);
      }
    }

    private boolean isKept(Exception failure) {
      return keptExceptions.stream().anyMatch(type -> type.isInstance(failure));
    }

    @Override
    public Map<Object, Object> loadAll(Iterable<?> arguments) {
      Map<Object, Object> loaded = new HashMap<>();
      arguments.forEach(argument -> loaded.put(argument, load(argument)));
      return loaded;
    }
  }

  /** On the heap nothing is serialized. */
  private static final class NoBytes implements StoreContext.Codec {
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
