package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

/** Arguments: null in each position, types by raw calls, and collections of every kind. */
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
  Stream<DynamicTest> nullIsRefusedInEachPosition() {
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
  void nullIsRefusedByTheManagerToo() {
    CacheManager manager = provider.manager();
    assertThrows(NullPointerException.class, () -> manager.createCache(null, strings()));
    assertThrows(NullPointerException.class, () -> manager.createCache("c", null));
    assertThrows(NullPointerException.class, () -> manager.getCache(null));
    assertThrows(NullPointerException.class, () -> manager.getCache("c", null, String.class));
    assertThrows(NullPointerException.class, () -> manager.getCache("c", String.class, null));
    assertThrows(NullPointerException.class, () -> manager.destroyCache(null));
    assertThrows(NullPointerException.class, () -> manager.enableManagement(null, true));
    assertThrows(NullPointerException.class, () -> manager.enableStatistics(null, true));
  }

  @TestFactory
  @SuppressWarnings({"unchecked", "rawtypes"})
  Stream<DynamicTest> aWrongTypeIsRefusedWhereTypesAreDeclared() {
    Set ones = Set.of(1);
    return each(
        ClassCastException.class,
        List.of(
            cache -> ((Cache) cache).get(1),
            cache -> cache.getAll(ones),
            cache -> ((Cache) cache).containsKey(1),
            cache -> ((Cache) cache).put(1, "v"),
            cache -> ((Cache) cache).put("k", 1),
            cache -> ((Cache) cache).getAndPut("k", 1),
            cache -> ((Cache) cache).putAll(Map.of("k", 1)),
            cache -> ((Cache) cache).putIfAbsent("k", 1),
            cache -> ((Cache) cache).remove(1),
            cache -> ((Cache) cache).remove("k", 1),
            cache -> ((Cache) cache).getAndRemove(1),
            cache -> ((Cache) cache).replace("k", 1),
            cache -> ((Cache) cache).replace("k", "v", 1),
            cache -> ((Cache) cache).replace("k", 1, "v"),
            cache -> ((Cache) cache).getAndReplace("k", 1),
            cache -> cache.removeAll(ones),
            cache -> cache.loadAll(ones, true, null),
            cache -> ((Cache) cache).invoke(1, NOTHING),
            cache -> cache.invokeAll(ones, NOTHING)));
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void aProcessorThatSetsAWrongTypeOrNullFailsAndChangesNothing() {
    Cache<String, String> cache = cache(strings());
    cache.put("k", "v");
    EntryProcessor wrong =
        (entry, arguments) -> {
          entry.setValue(arguments[0]);
          return null;
        };
    assertThrows(RuntimeException.class, () -> ((Cache) cache).invoke("k", wrong, 1));
    assertThat(((Cache) cache).get("k"), is("v"));
    Object[] none = {null};
    assertThrows(RuntimeException.class, () -> ((Cache) cache).invoke("k", wrong, none));
    assertThat(cache.get("k"), is("v"));
  }

  @Test
  void collectionsThatDoNotKnowNullAndCannotBeChangedWillDo() {
    Cache<String, String> cache = cache(strings());
    cache.putAll(Collections.unmodifiableMap(new TreeMap<>(Map.of("a", "1", "b", "2"))));
    cache.putAll(Map.of("c", "3"));
    Set<String> sorted = new TreeSet<>(Set.of("a", "b", "absent"));
    assertThat(cache.getAll(sorted), is(Map.of("a", "1", "b", "2")));
    assertThat(cache.getAll(Set.of("c")), is(Map.of("c", "3")));
    assertDoesNotThrow(() -> cache.invokeAll(sorted, NOTHING));
    assertDoesNotThrow(() -> cache.loadAll(sorted, true, null));
    cache.removeAll(Collections.unmodifiableSet(sorted));
    assertThat(cache.getAll(Set.of("a", "b", "c")), is(Map.of("c", "3")));
    assertThat(cache.getAll(Set.of()), is(Map.of()));
  }

  @Test
  void whatIsNoneOfItsKindCannotBeUnwrapped() {
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
