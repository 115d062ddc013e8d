package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.sameInstance;

import dev.larder.LarderConfiguration;
import dev.larder.store.StoreFactory;
import dev.larder.store.bytes.ByteStoreFactory;
import dev.larder.store.heap.HeapStoreFactory;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects that a cache keeps from the garbage collector, and objects that it must release. */
class ReachabilityTest extends SpecTest {

  private static void awaitCollected(String what, WeakReference<?> reference) {
    Eventually.isTrue(
        what + " is collected",
        () -> {
          System.gc();
          return reference.get() == null;
        });
  }

  /** Runs the garbage collector. */
  private static void collect() {
    awaitCollected("an unreferenced object", new WeakReference<>(new Object()));
  }

  /** A filter that accepts every event, an object of its own. */
  private record Open(int number) implements CacheEntryEventFilter<String, String> {
    @Override
    public boolean evaluate(CacheEntryEvent<? extends String, ? extends String> event) {
      return number >= 0;
    }
  }

  /** A registration, and references to all of its objects. */
  private record Registered(
      MutableCacheEntryListenerConfiguration<String, String> configuration,
      List<WeakReference<?>> references) {

    static Registered with(Cache<String, String> cache, boolean synchronous) {
      EventLog listener = new EventLog();
      Open filter = new Open(1);
      var configuration =
          new MutableCacheEntryListenerConfiguration<String, String>(
              () -> listener, () -> filter, true, synchronous);
      cache.registerCacheEntryListener(configuration);
      cache.put("k", "v");
      cache.put("k", "w");
      cache.remove("k");
      listener.awaitLines(3);
      return new Registered(
          configuration,
          List.of(
              new WeakReference<>(listener),
              new WeakReference<>(filter),
              new WeakReference<>(configuration)));
    }
  }

  private static List<WeakReference<?>> registerAndDeregister(
      Cache<String, String> cache, boolean synchronous) {
    Registered registered = Registered.with(cache, synchronous);
    cache.deregisterCacheEntryListener(registered.configuration());
    return registered.references();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deregister_listener_isCollected(boolean synchronous) {
    Cache<String, String> cache = cache(strings());
    List<WeakReference<?>> kept = Registered.with(cache, synchronous).references();
    for (int i = 0; i < 3; i++) {
      registerAndDeregister(cache, synchronous)
          .forEach(reference -> awaitCollected("a deregistered object", reference));
    }
    cache.put("k", "v");
    EventLog left = (EventLog) kept.get(0).get();
    assertThat("a registered listener is kept", left, is(notNullValue()));
    left.awaitLines(3 + 3 * 3 + 1);
    var registrations =
        cache.getConfiguration(CompleteConfiguration.class).getCacheEntryListenerConfigurations();
    int count = 0;
    for (Object one : registrations) {
      assertThat(one, is(sameInstance(kept.get(2).get())));
      count++;
    }
    assertThat(count, is(1));
  }

  /** A class that an OwnLoader defines again. */
  private static final class Luggage implements Serializable {
    private static final long serialVersionUID = 1L;

    final StringBuilder text = new StringBuilder("luggage");

    @Override
    public String toString() {
      return text.toString();
    }
  }

  @TestFactory
  Stream<DynamicTest> classLoader_cacheInUse_isKeptUntilItIsClosed() {
    return Stream.of(new HeapStoreFactory(), new ByteStoreFactory())
        .map(store -> DynamicTest.dynamicTest(store.description().name(), () -> keepLoader(store)));
  }

  private void keepLoader(StoreFactory store) throws ReflectiveOperationException {
    URI uri = URI.create("loader-" + store.description().name());
    awaitCollected("the loader of a closed manager", useAndClose(uri, store));
  }

  private WeakReference<ClassLoader> useAndClose(URI uri, StoreFactory store)
      throws ReflectiveOperationException {
    Opened opened = openAndFill(uri, store);
    for (int i = 0; i < 3; i++) {
      collect();
      assertThat(opened.loader().get(), is(notNullValue()));
      copy(uri, opened.loader().get());
    }
    provider.provider().close(uri, opened.loader().get());
    assertThat(opened.cache().isClosed(), is(true));
    return opened.loader();
  }

  @TestFactory
  Stream<DynamicTest> manager_loaderIsGone_isCollectedWithoutClose() {
    return Stream.of(new HeapStoreFactory(), new ByteStoreFactory())
        .map(
            store ->
                DynamicTest.dynamicTest(
                    store.description().name(),
                    () ->
                        awaitCollected(
                            "the loader of a manager that nothing refers to",
                            openAndFill(URI.create("left"), store).loader())));
  }

  @Test
  void manager_loaderInUse_isKept() throws ReflectiveOperationException {
    OwnLoader loader = new OwnLoader(Luggage.class);
    URI uri = URI.create("anchored");
    createIn(loader, uri);
    collect();
    assertThat(provider.provider().getCacheManager(uri, loader).getCache("c").get("k"), is("v"));
  }

  private void createIn(ClassLoader loader, URI uri) {
    provider
        .provider()
        .getCacheManager(uri, loader)
        .createCache("c", new MutableConfiguration<>())
        .put("k", "v");
  }

  private void copy(URI uri, ClassLoader loader) {
    Cache<String, Object> cache = provider.provider().getCacheManager(uri, loader).getCache("c");
    Object copy = cache.get("k");
    assertThat(copy.getClass().getClassLoader(), is(sameInstance(loader)));
    assertThat(copy.toString(), is("luggage"));
    cache.put("k", copy);
  }

  /** A cache in use, and the class loader of its manager. */
  private record Opened(Cache<String, Object> cache, WeakReference<ClassLoader> loader) {}

  private Opened openAndFill(URI uri, StoreFactory store) throws ReflectiveOperationException {
    OwnLoader loader = new OwnLoader(Luggage.class);
    CacheManager manager = provider.provider().getCacheManager(uri, loader);
    Cache<String, Object> cache =
        manager.createCache(
            "c", LarderConfiguration.builder(String.class, Object.class).store(store).build());
    cache.put("k", loader.make());
    return new Opened(cache, new WeakReference<>(loader));
  }

  /** Applications may still refer to closed caches. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void close_cacheStillReferenced_freesItsEntries(boolean refreshing) {
    var builder = LarderConfiguration.builder(String.class, Object.class).storeByReference();
    if (refreshing) {
      builder.loader(new MapLoader<>(key -> key)).refreshAfter(Duration.ofMinutes(1));
    }
    Cache<String, Object> cache = cache(builder);
    WeakReference<Object> value = putOne(cache);
    collect();
    assertThat(value.get(), is(notNullValue()));
    cache.close();
    awaitCollected("the value of a closed cache", value);
    assertThat(cache.isClosed(), is(true));
  }

  private static WeakReference<Object> putOne(Cache<String, Object> cache) {
    Object value = new Object();
    cache.put("k", value);
    return new WeakReference<>(value);
  }
}
