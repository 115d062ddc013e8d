package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.TestProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.processor.EntryProcessor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every method of a closed cache or manager throws, with a message that names the method that
 * closed it.
 */
class UseAfterCloseTest extends SpecTest {

  /** Methods that also work on closed objects. */
  private static final Set<String> ALWAYS_WORK =
      Set.of(
          "close",
          "isClosed",
          "getName",
          "getCacheManager",
          "getConfiguration",
          "unwrap",
          "getURI",
          "getProperties",
          "getClassLoader",
          "getCachingProvider");

  @TestFactory
  Stream<DynamicTest> closedCache_anyMethod_namesCacheAndCloser() {
    BiConsumer<CacheManager, Cache<?, ?>> byCache = (manager, cache) -> cache.close();
    BiConsumer<CacheManager, Cache<?, ?>> byManager = (manager, cache) -> manager.close();
    BiConsumer<CacheManager, Cache<?, ?>> byDestroy =
        (manager, cache) -> manager.destroyCache(cache.getName());
    BiConsumer<CacheManager, Cache<?, ?>> byProvider =
        (manager, cache) -> manager.getCachingProvider().close();
    return Stream.of(
            Map.entry("Cache.close()", byCache),
            Map.entry("CacheManager.close()", byManager),
            Map.entry("CacheManager.destroyCache()", byDestroy),
            Map.entry("CachingProvider.close()", byProvider))
        .flatMap(
            closing ->
                operations(Cache.class)
                    .map(
                        method ->
                            DynamicTest.dynamicTest(
                                closing.getKey() + ", " + method.getName(),
                                () -> refuses(method, closing.getKey(), closing.getValue()))));
  }

  private static Stream<Method> operations(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> !method.isDefault() && !ALWAYS_WORK.contains(method.getName()));
  }

  private static void refuses(
      Method method, String by, BiConsumer<CacheManager, Cache<?, ?>> closing) throws Exception {
    try (var own = new TestProvider()) {
      Cache<String, String> cache = own.cache("books", strings());
      closing.accept(own.manager(), cache);
      assertThat(cache.isClosed(), is(true));
      Throwable thrown = call(method, cache);
      assertThat(thrown, is(instanceOf(IllegalStateException.class)));
      assertThat(thrown.getMessage(), containsString("'books'"));
      assertThat(thrown.getMessage(), containsString(own.manager().getURI().toString()));
      assertThat(thrown.getMessage(), containsString(by));
    }
  }

  @TestFactory
  Stream<DynamicTest> closedManager_anyMethod_namesManagerAndCloser() {
    return operations(CacheManager.class)
        .map(
            method ->
                DynamicTest.dynamicTest(
                    method.getName() + Arrays.toString(method.getParameterTypes()),
                    () -> {
                      provider.manager().close();
                      Throwable thrown = call(method, provider.manager());
                      assertThat(thrown, is(instanceOf(IllegalStateException.class)));
                      String uri = provider.manager().getURI().toString();
                      assertThat(thrown.getMessage(), containsString(uri));
                      assertThat(thrown.getMessage(), containsString("CacheManager.close()"));
                    }));
  }

  @Test
  void closedManager_nextRequest_getsANewOne() {
    URI uri = URI.create("shared");
    CacheManager one = provider.provider().getCacheManager(uri, null);
    CacheManager another = provider.provider().getCacheManager(uri, null);
    assertThat(another, is(sameInstance(one)));
    Cache<String, String> cache = another.createCache("books", strings());
    cache.put("k", "old");
    one.close();
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> another.getCache("books"));
    assertThat(thrown.getMessage(), containsString("CacheManager.close()"));
    thrown = assertThrows(IllegalStateException.class, () -> cache.get("k"));
    assertThat(thrown.getMessage(), containsString("CacheManager.close()"));
    CacheManager next = provider.provider().getCacheManager(uri, null);
    assertThat(next.isClosed(), is(false));
    Cache<String, String> fresh = next.createCache("books", strings());
    fresh.put("k", "new");
    another.close();
    assertThat(next.isClosed(), is(false));
    assertThat(fresh.get("k"), is("new"));
    assertThat(provider.provider().getCacheManager(uri, null), is(sameInstance(next)));
  }

  /** Calls the method with valid arguments. */
  private static Throwable call(Method method, Object target) throws IllegalAccessException {
    Object[] arguments =
        Arrays.stream(method.getParameterTypes()).map(UseAfterCloseTest::argument).toArray();
    try {
      method.invoke(target, arguments);
      return new AssertionError(method + " works on what is closed");
    } catch (InvocationTargetException e) {
      return e.getCause();
    }
  }

  private static Object argument(Class<?> type) {
    EntryProcessor<Object, Object, Object> processor = (entry, arguments) -> null;
    Map<Class<?>, Object> known =
        Map.of(
            Set.class,
            Set.of("k"),
            Map.class,
            Map.of("k", "v"),
            EntryProcessor.class,
            processor,
            Object[].class,
            new Object[0],
            boolean.class,
            true,
            Class.class,
            String.class,
            Configuration.class,
            strings(),
            CacheEntryListenerConfiguration.class,
            new EventLog().configuration(true));
    return type == Object.class || type == String.class ? "k" : known.get(type);
  }

  @Test
  void iterator_cacheCloses_throws() throws Exception {
    Cache<String, String> cache = cache(strings());
    cache.put("a", "1");
    cache.put("b", "2");
    Iterator<Cache.Entry<String, String>> entries = cache.iterator();
    assertThat(entries.next().getValue().length(), is(1));
    cache.close();
    for (String name : new String[] {"hasNext", "next", "remove"}) {
      Throwable thrown = call(Iterator.class.getMethod(name), entries);
      assertThat(name, thrown, is(instanceOf(IllegalStateException.class)));
    }
  }

  @Test
  void close_twice_namesTheFirstCloser() throws Exception {
    Cache<String, String> cache = cache(strings());
    cache.close();
    cache.close();
    provider.manager().close();
    Throwable thrown = call(Cache.class.getMethod("clear"), cache);
    assertThat(thrown.getMessage(), containsString("Cache.close()"));
  }
}
