package dev.larder.testkit.promise;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * A store of record whose writes of some keys fail. Written entries are removed from the
 * collection.
 */
final class StoreOfRecord implements CacheWriter<Integer, Integer>, CacheLoader<Integer, Integer> {
  private final Map<Integer, Integer> written = new ConcurrentHashMap<>();
  private final IntPredicate fails;

  StoreOfRecord(IntPredicate fails) {
    this.fails = fails;
  }

  @Nullable Integer value(int key) {
    return written.get(key);
  }

  Map<Integer, Integer> written() {
    return written;
  }

  @Override
  public void write(Cache.Entry<? extends Integer, ? extends Integer> entry) {
    failOn(entry.getKey());
    written.put(entry.getKey(), entry.getValue());
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends Integer>> entries) {
    Iterator<Cache.Entry<? extends Integer, ? extends Integer>> all = entries.iterator();
    while (all.hasNext()) {
      write(all.next());
      all.remove();
    }
  }

  @Override
  public void delete(Object key) {
    failOn((Integer) key);
    written.remove((Integer) key);
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    Iterator<?> all = keys.iterator();
    while (all.hasNext()) {
      delete(all.next());
      all.remove();
    }
  }

  private void failOn(int key) {
    if (fails.test(key)) {
      throw new IllegalStateException("the store's own failure");
    }
  }

  @Override
  public @Nullable Integer load(Integer key) {
    return written.get(key);
  }

  @Override
  public Map<Integer, Integer> loadAll(Iterable<? extends Integer> keys) {
    return new FunctionLoader<Integer, Integer>(written::get).loadAll(keys);
  }
}
