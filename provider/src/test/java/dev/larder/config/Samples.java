package dev.larder.config;

import dev.larder.CacheEntryEvictedListener;
import dev.larder.CacheEntryEviction;
import dev.larder.Copier;
import dev.larder.EntryExpiry;
import dev.larder.Weigher;
import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreDescription;
import dev.larder.store.StoreFactory;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/** Classes that configurations name. */
public final class Samples {
  private Samples() {}

  /** Returns the name of a sample in a configuration. */
  static String name(Class<?> sample) {
    return sample.getName();
  }

  public static class Loader implements CacheLoader<Object, Object> {
    @Override
    public Object load(Object key) {
      return "loaded " + key;
    }

    @Override
    public Map<Object, Object> loadAll(Iterable<?> keys) {
      return StreamSupport.stream(keys.spliterator(), false)
          .collect(Collectors.toMap(key -> key, this::load));
    }
  }

  public static class LoaderFactory implements Factory<CacheLoader<Object, Object>> {
    private static final long serialVersionUID = 1L;

    @Override
    public CacheLoader<Object, Object> create() {
      return new Loader();
    }
  }

  public static class Writer implements CacheWriter<Object, Object> {
    @Override
    public void write(Cache.Entry<?, ?> entry) {}

    @Override
    public void writeAll(Collection<Cache.Entry<?, ?>> entries) {}

    @Override
    public void delete(Object key) {}

    @Override
    public void deleteAll(Collection<?> keys) {}
  }

  public static class Policy implements ExpiryPolicy {
    @Override
    public Duration getExpiryForCreation() {
      return Duration.ONE_DAY;
    }

    @Override
    public Duration getExpiryForAccess() {
      return null;
    }

    @Override
    public Duration getExpiryForUpdate() {
      return null;
    }
  }

  public static class Threads implements Executor {
    @Override
    public void execute(Runnable task) {
      task.run();
    }
  }

  public static class PerEntry implements EntryExpiry<Object, Object> {
    @Override
    public java.time.Duration getExpiryForCreation(Object key, Object value) {
      return java.time.Duration.ofHours(1);
    }
  }

  public static class Length implements Weigher<Object, Object> {
    @Override
    public int weigh(Object key, Object value) {
      return value.toString().length();
    }
  }

  public static class Same implements Copier<Object> {
    @Override
    public Object copy(Object original) {
      return original;
    }
  }

  public static class Listener implements CacheEntryEvictedListener<Object, Object> {
    @Override
    public void onEvicted(Iterable<CacheEntryEviction<Object, Object>> evictions) {}
  }

  public static class ListenerFactory implements Factory<Listener> {
    private static final long serialVersionUID = 1L;

    @Override
    public Listener create() {
      return new Listener();
    }
  }

  public static class Filter implements CacheEntryEventFilter<Object, Object> {
    @Override
    public boolean evaluate(CacheEntryEvent<?, ?> event) {
      return true;
    }
  }

  public static class Stores implements StoreFactory {
    @Override
    public <K, V> Store<K, V> create(StoreContext<K, V> context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public StoreDescription description() {
      return new StoreDescription("sample", Set.of());
    }
  }

  public static class WithParameter extends Loader {
    public WithParameter(String ignored) {}
  }

  public static class Failing extends Loader {
    public Failing() {
      throw new IllegalStateException("no database today");
    }
  }

  public static class FactoryOfOther implements Factory<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String create() {
      return "not a loader";
    }
  }
}
