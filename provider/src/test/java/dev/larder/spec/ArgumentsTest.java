package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.event.CacheEntryEvent;
import javax.cache.processor.EntryProcessor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Arguments: null in each position, and types to unwrap. */
class ArgumentsTest extends SpecTest {
  private static final EntryProcessor<String, String, Object> NOTHING = (entry, arguments) -> null;

  private Stream<DynamicTest> each(
      Class<? extends Exception> expected, List<Consumer<Cache<String, String>>> calls) {
    return IntStream.range(0, calls.size())
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    "call " + i,
                    () -> {
                      try (Cache<String, String> cache = cache(strings())) {
                        cache.put("k", "v");
                        assertThrows(expected, () -> calls.get(i).accept(cache));
                        assertThat(cache.get("k"), is("v"));
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> cache_nullInAnyPosition_throws() {
    Set<String> nullKey = new HashSet<>(Collections.singleton(null));
    Map<String, String> nullToValue = new HashMap<>(Collections.singletonMap(null, "v"));
    Map<String, String> keyToNull = new HashMap<>(Collections.singletonMap("k", null));
    return each(
        NullPointerException.class,
        List.of(
            cache -> cache.get(null),
            cache -> cache.getAll(null),
            cache -> cache.getAll(nullKey),
            cache -> cache.containsKey(null),
            cache -> cache.loadAll(null, true, null),
            cache -> cache.loadAll(nullKey, true, null),
            cache -> cache.put(null, "v"),
            cache -> cache.put("k", null),
            cache -> cache.getAndPut(null, "v"),
            cache -> cache.getAndPut("k", null),
            cache -> cache.putAll(null),
            cache -> cache.putAll(nullToValue),
            cache -> cache.putAll(keyToNull),
            cache -> cache.putIfAbsent(null, "v"),
            cache -> cache.putIfAbsent("k", null),
            cache -> cache.remove(null),
            cache -> cache.remove(null, "v"),
            cache -> cache.remove("k", null),
            cache -> cache.getAndRemove(null),
            cache -> cache.replace(null, "v"),
            cache -> cache.replace("k", null),
            cache -> cache.replace(null, "v", "w"),
            cache -> cache.replace("k", null, "w"),
            cache -> cache.replace("k", "v", null),
            cache -> cache.getAndReplace(null, "v"),
            cache -> cache.getAndReplace("k", null),
            cache -> cache.removeAll(null),
            cache -> cache.removeAll(nullKey),
            cache -> cache.invoke(null, NOTHING),
            cache -> cache.invoke("k", null),
            cache -> cache.invokeAll(null, NOTHING),
            cache -> cache.invokeAll(nullKey, NOTHING),
            cache -> cache.invokeAll(Set.of("k"), null)));
  }

  @Test
  void manager_nullInAnyPosition_throws() {
    CacheManager manager = provider.manager();
    requireClear(() -> manager.createCache(null, strings()));
    requireClear(() -> manager.createCache("c", null));
    requireClear(() -> manager.getCache(null));
    requireClear(() -> manager.getCache(null, String.class, String.class));
    requireClear(() -> manager.getCache("c", null, String.class));
    requireClear(() -> manager.getCache("c", String.class, null));
    requireClear(() -> manager.destroyCache(null));
    requireClear(() -> manager.enableManagement(null, true));
    requireClear(() -> manager.enableStatistics(null, true));
    assertThat(manager.getCacheNames().iterator().hasNext(), is(false));
  }

  @Test
  void register_null_throwsAndKeepsOtherListeners() {
    Cache<String, String> cache = cache(strings());
    EventLog log = new EventLog();
    var registration = log.configuration(true);
    cache.registerCacheEntryListener(registration);
    requireClear(() -> cache.registerCacheEntryListener(null));
    requireClear(() -> cache.deregisterCacheEntryListener(null));
    cache.put("k", "v");
    assertThat(log.lines(), is(List.of("CREATED k v")));
  }

  /** The message is Larder's own, and not one of the JVM. */
  private static void requireClear(Executable call) {
    var refused = assertThrows(NullPointerException.class, call);
    assertThat(refused.getMessage(), containsString("must not be null"));
  }

  @Test
  void unwrap_foreignType_throws() {
    Cache<String, String> cache = cache(strings());
    cache.put("k", "v");
    var entry = cache.iterator().next();
    assertThrows(IllegalArgumentException.class, () -> cache.unwrap(String.class));
    assertThrows(IllegalArgumentException.class, () -> provider.manager().unwrap(Set.class));
    assertThrows(IllegalArgumentException.class, () -> entry.unwrap(Set.class));
    EventLog log = new EventLog(ArgumentsTest::unwrapAsSet);
    cache.registerCacheEntryListener(log.configuration(true));
    cache.put("k", "w");
    cache.invoke(
        "k",
        (mutable, arguments) ->
            assertThrows(IllegalArgumentException.class, () -> mutable.unwrap(Set.class)));
    var message =
        assertThrows(IllegalArgumentException.class, () -> cache.unwrap(String.class)).getMessage();
    assertThat(message, containsString("java.lang.String"));
    assertThat(cache.unwrap(Cache.class) == cache, is(true));
  }

  private static void unwrapAsSet(CacheEntryEvent<?, ?> event) {
    assertThrows(IllegalArgumentException.class, () -> event.unwrap(Set.class));
  }
}
