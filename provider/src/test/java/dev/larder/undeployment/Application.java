package dev.larder.undeployment;

import dev.larder.LarderConfiguration;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CompletionListenerFuture;

/** An application that uses every feature that has threads. The test starts it by reflection. */
public final class Application {
  private Application() {}

  /** A value of the application's own class. */
  public static final class Value implements Serializable {
    private static final long serialVersionUID = 1L;
    final List<String> parts = new ArrayList<>(List.of("a"));
  }

  /** A key of the application's own class. */
  public static final class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int id;

    Key(int id) {
      this.id = id;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.id == id;
    }

    @Override
    public int hashCode() {
      return id;
    }
  }

  public static final class Listener implements CacheEntryCreatedListener<Key, Value> {
    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends Key, ? extends Value>> events) {
      events.forEach(CacheEntryEvent::getValue);
    }
  }

  public static final class Loader implements CacheLoader<Key, Value> {
    @Override
    public Value load(Key key) {
      return new Value();
    }

    @Override
    public Map<Key, Value> loadAll(Iterable<? extends Key> keys) {
      Map<Key, Value> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }

  /** Starts the application, and ends it as the argument says: {@code close} or {@code leave}. */
  public static void run(String end, String manager) throws Exception {
    ClassLoader loader = manager.equals("default") ? null : Application.class.getClassLoader();
    URI uri = manager.equals("default") ? null : URI.create("application");
    CacheManager caches = Caching.getCachingProvider().getCacheManager(uri, loader);
    Cache<Key, Value> cache =
        caches.createCache(
            "c",
            LarderConfiguration.builder(Key.class, Value.class)
                .loader(new Loader())
                .expireAfterAccess(Duration.ofHours(1))
                .refreshAfter(Duration.ofMillis(5))
                .staleIfError(Duration.ofHours(1))
                .listener(listening(true))
                .listener(listening(false))
                .build());
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 100; i++) {
        cache.get(new Key(i));
        cache.put(new Key(i + 50), new Value());
      }
      // Longer than refresh-after, so that the next round reloads in the background.
      Thread.sleep(10);
    }
    cache.invoke(
        new Key(1),
        (entry, arguments) -> {
          entry.setValue(new Value());
          return cache.get(new Key(2));
        });
    CompletionListenerFuture loaded = new CompletionListenerFuture();
    cache.loadAll(Set.of(new Key(3), new Key(1_000)), true, loaded);
    loaded.get();
    if (end.equals("close")) {
      caches.close();
    }
  }

  private static MutableCacheEntryListenerConfiguration<Key, Value> listening(boolean synchronous) {
    return new MutableCacheEntryListenerConfiguration<>(
        FactoryBuilder.factoryOf(Listener.class), null, true, synchronous);
  }
}
