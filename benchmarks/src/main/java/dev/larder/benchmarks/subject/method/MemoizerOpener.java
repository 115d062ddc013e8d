package dev.larder.benchmarks.subject.method;

import dev.larder.benchmarks.subject.Opener;
import dev.larder.benchmarks.subject.Spec;
import dev.larder.benchmarks.subject.Target;
import dev.larder.memo.MemoizedFunction;
import dev.larder.memo.Memoizer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A function that remembers: what it is to find is computed when it is put. */
public final class MemoizerOpener implements Opener {
  @Override
  public Target open(Spec spec) {
    Map<Integer, Object> results = new ConcurrentHashMap<>();
    MemoizedFunction<Integer, @Nullable Object> function =
        Memoizer.create().maximumSize(spec.maximum()).function(results::get);
    return new Remembering(function, results);
  }

  private record Remembering(
      MemoizedFunction<Integer, @Nullable Object> function, Map<Integer, Object> results)
      implements Target {
    @Override
    public @Nullable Object get(Integer key) {
      return function.apply(key);
    }

    @Override
    public void put(Integer key, Object value) {
      results.put(key, value);
      function.apply(key);
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
