package dev.larder.benchmarks.subject.method;

import dev.larder.benchmarks.subject.Opener;
import dev.larder.benchmarks.subject.Spec;
import dev.larder.benchmarks.subject.Target;
import dev.larder.memo.MemoizedFunction;
import dev.larder.memo.Memoizer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A memoized function. A put stores the function's result for a new key. */
public final class MemoizerOpener implements Opener {
  @Override
  public Target open(Spec spec) {
    AtomicReference<@Nullable Object> next = new AtomicReference<>();
    MemoizedFunction<Integer, @Nullable Object> function =
        Memoizer.create().maximumSize(spec.maximum()).function(key -> next.get());
    return new Remembering(function, next);
  }

  /**
   * A function and its results, put by one thread.
   *
   * @param next the next result; not in a map, whose nodes would lie between the entries in memory
   */
  private record Remembering(
      MemoizedFunction<Integer, @Nullable Object> function, AtomicReference<@Nullable Object> next)
      implements Target {
    @Override
    public @Nullable Object get(Integer key) {
      return function.apply(key);
    }

    @Override
    public void put(Integer key, Object value) {
      next.set(value);
      function.apply(key);
      next.set(null);
    }

    @Override
    public boolean remove(Integer key) {
      throw new UnsupportedOperationException("remove");
    }

    @Override
    public long count() {
      return function.info().currentSize();
    }

    @Override
    public Object cache() {
      return function;
    }
  }
}
