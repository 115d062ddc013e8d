package dev.larder.tools;

import dev.larder.Weigher;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/** Classes that files of the tests name. */
public final class KnownClasses {
  private KnownClasses() {}

  /** Loads the key as a text. */
  public static final class Loader implements CacheLoader<Object, Object> {
    @Override
    public Object load(Object key) {
      return String.valueOf(key);
    }

    @Override
    public Map<Object, Object> loadAll(Iterable<?> keys) {
      Map<Object, Object> all = new HashMap<>();
      keys.forEach(key -> all.put(key, load(key)));
      return all;
    }
  }

  /** Writes nothing. */
  public static final class Writer implements CacheWriter<Object, Object> {
    @Override
    public void write(Cache.Entry<?, ?> entry) {}

    @Override
    public void writeAll(Collection<Cache.Entry<?, ?>> entries) {
      entries.clear();
    }

    @Override
    public void delete(Object key) {}

    @Override
    public void deleteAll(Collection<?> keys) {
      keys.clear();
    }
  }

  /** Hears nothing. */
  public static final class Listener implements CacheEntryCreatedListener<Object, Object> {
    @Override
    public void onCreated(Iterable<CacheEntryEvent<?, ?>> events) {}
  }

  /** Each entry weighs one. */
  public static final class ByOne implements Weigher<Object, Object> {
    @Override
    public int weigh(Object key, Object value) {
      return 1;
    }
  }
}
