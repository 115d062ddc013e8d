package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.processor.EntryProcessor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Declared types are enforced on raw calls, by value and by reference. */
@SuppressWarnings({"unchecked", "rawtypes"})
class WrongTypesTest extends SpecTest {
  private static final EntryProcessor NOTHING = (entry, arguments) -> null;
  private static final EntryProcessor SETTING =
      (entry, arguments) -> {
        entry.setValue(arguments[0]);
        return null;
      };

  private static MutableConfiguration<String, String> stored(boolean byValue) {
    return strings().setStoreByValue(byValue);
  }

  private static Map<String, Consumer<Cache>> wrongKeys() {
    Map<String, Consumer<Cache>> calls = new LinkedHashMap<>();
    Set<Object> keys = Set.of(1);
    calls.put("get", cache -> cache.get(1));
    calls.put("getAll", cache -> cache.getAll(keys));
    calls.put("containsKey", cache -> cache.containsKey(1));
    calls.put("loadAll", cache -> cache.loadAll(keys, true, null));
    calls.put("put", cache -> cache.put(1, "w"));
    calls.put("getAndPut", cache -> cache.getAndPut(1, "w"));
    calls.put("putAll", cache -> cache.putAll(Map.of(1, "w")));
    calls.put("putAll with others", cache -> cache.putAll(mixed("k", "w", 1, "w")));
    calls.put("putIfAbsent", cache -> cache.putIfAbsent(1, "w"));
    calls.put("remove", cache -> cache.remove(1));
    calls.put("remove if same", cache -> cache.remove(1, "v"));
    calls.put("getAndRemove", cache -> cache.getAndRemove(1));
    calls.put("replace", cache -> cache.replace(1, "w"));
    calls.put("replace if same", cache -> cache.replace(1, "v", "w"));
    calls.put("getAndReplace", cache -> cache.getAndReplace(1, "w"));
    calls.put("removeAll", cache -> cache.removeAll(keys));
    calls.put("removeAll with others", cache -> cache.removeAll(mixed("k", "", 1, "").keySet()));
    calls.put("invoke", cache -> cache.invoke(1, NOTHING));
    calls.put("invokeAll", cache -> cache.invokeAll(keys, NOTHING));
    calls.put(
        "invokeAll with others",
        cache -> cache.invokeAll(mixed("k", "", 1, "").keySet(), SETTING, "w"));
    return calls;
  }

  private static Map<String, Consumer<Cache>> wrongValues() {
    Map<String, Consumer<Cache>> calls = new LinkedHashMap<>();
    calls.put("put", cache -> cache.put("k", 1));
    calls.put("put of an absent key", cache -> cache.put("absent", 1));
    calls.put("getAndPut", cache -> cache.getAndPut("k", 1));
    calls.put("putAll", cache -> cache.putAll(Map.of("k", 1)));
    calls.put("putAll with others", cache -> cache.putAll(mixed("k", "w", "l", 1)));
    calls.put("putIfAbsent", cache -> cache.putIfAbsent("absent", 1));
    calls.put("remove if same", cache -> cache.remove("k", 1));
    calls.put("replace", cache -> cache.replace("k", 1));
    calls.put("replace old", cache -> cache.replace("k", 1, "w"));
    calls.put("replace by new", cache -> cache.replace("k", "v", 1));
    calls.put("getAndReplace", cache -> cache.getAndReplace("k", 1));
    return calls;
  }

  /** The order puts the wrong entry last. */
  private static Map<Object, Object> mixed(Object key, Object value, Object other, Object its) {
    Map<Object, Object> entries = new LinkedHashMap<>();
    entries.put(key, value);
    entries.put(other, its);
    return entries;
  }

  @TestFactory
  Stream<DynamicTest> operation_wrongKeyType_throwsAndChangesNothing() {
    return tests("key", wrongKeys());
  }

  @TestFactory
  Stream<DynamicTest> operation_wrongValueType_throwsAndChangesNothing() {
    return tests("value", wrongValues());
  }

  private Stream<DynamicTest> tests(String what, Map<String, Consumer<Cache>> calls) {
    Map<String, Boolean> settings = Map.of("by value", true, "by reference", false);
    return tests(settings, calls, (byValue, call) -> check(byValue, what, call));
  }

  private void check(boolean byValue, String what, Consumer<Cache> call) {
    try (Cache<String, String> cache = cache(stored(byValue))) {
      cache.put("k", "v");
      var refused = assertThrows(ClassCastException.class, () -> call.accept(cache));
      assertThat(refused.getMessage(), containsString("'spec'"));
      assertThat(refused.getMessage(), containsString(what));
      assertThat(refused.getMessage(), containsString("java.lang.String: java.lang.Integer"));
      assertThat(entries(cache), is(Map.of("k", "v")));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void setValue_wrongTypeOrNull_failsAndChangesNothing(boolean byValue) {
    Cache cache = cache(stored(byValue));
    cache.put("k", "v");
    for (String key : new String[] {"k", "absent"}) {
      var wrong = assertThrows(RuntimeException.class, () -> cache.invoke(key, SETTING, 1));
      assertThat(wrong.getCause(), is(instanceOf(ClassCastException.class)));
      Object[] none = {null};
      var nothing = assertThrows(RuntimeException.class, () -> cache.invoke(key, SETTING, none));
      assertThat(nothing.getCause(), is(instanceOf(NullPointerException.class)));
    }
    assertThat(entries(cache), is(Map.of("k", "v")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void load_wrongValueType_failsAndStoresNothing(boolean byValue) {
    MutableConfiguration<String, String> configuration = stored(byValue).setReadThrough(true);
    MapLoader wrong = new MapLoader<String, Object>(key -> 1);
    configuration.setCacheLoaderFactory(() -> wrong);
    Cache<String, String> cache = cache(configuration);
    assertThrows(ClassCastException.class, () -> cache.get("a"));
    assertThrows(ClassCastException.class, () -> cache.getAll(Set.of("a", "b")));
    var processed =
        assertThrows(
            RuntimeException.class,
            () -> cache.invoke("a", (entry, arguments) -> entry.getValue()));
    assertThat(processed.getCause(), is(instanceOf(ClassCastException.class)));
    assertThrows(ClassCastException.class, () -> loadAll(cache, Set.of("a", "b")));
    assertThat(wrong.asked.get(), is(6));
    assertThat(entries(cache), is(Map.of()));
  }

  @Test
  void createCache_primitiveTypes_useTheirBoxes() {
    Cache<Integer, Long> cache = provider.cache("boxes", typed(int.class, long.class));
    cache.put(1, 2L);
    assertThat(provider.manager().getCache("boxes", Integer.class, Long.class).get(1), is(2L));
    assertThat(provider.manager().getCache("boxes", int.class, long.class).get(1), is(2L));
  }
}
