package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Bulk operations, with a loader and a writer, on collections that reject null queries or any
 * change; and loaders that return such maps.
 */
class BulkCollectionsTest extends SpecTest {
  /** A store of record whose loader returns another kind of map. */
  private static final class Records extends UserStore<String, String> {
    final Map<String, String> entries = new ConcurrentHashMap<>();
    final UnaryOperator<Map<String, String>> answer;

    Records(UnaryOperator<Map<String, String>> answer) {
      this.answer = answer;
    }

    @Override
    public String load(String key) {
      return entries.get(key);
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      Map<String, String> loaded = super.loadAll(keys);
      loaded.values().removeIf(Objects::isNull);
      return answer.apply(loaded);
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
      entries.put(entry.getKey(), entry.getValue());
    }

    @Override
    public void delete(Object key) {
      entries.remove((String) key);
    }
  }

  private Cache<String, String> cache(Records records) {
    return cache(builder().loader(records).writer(records));
  }

  @TestFactory
  Stream<DynamicTest> bulk_anyCollectionKind_isAccepted() {
    Map<String, UnaryOperator<Map<String, String>>> maps =
        Map.of(
            "Map.of", Map::copyOf,
            "a sorted map", TreeMap::new,
            "an unmodifiable map", map -> Collections.unmodifiableMap(new TreeMap<>(map)),
            "a concurrent map", ConcurrentHashMap::new);
    Map<String, UnaryOperator<Set<String>>> sets =
        Map.of(
            "Set.of", Set::copyOf,
            "a sorted set", TreeSet::new,
            "an unmodifiable set", set -> Collections.unmodifiableSet(new TreeSet<>(set)),
            "a concurrent set", ConcurrentSkipListSet::new);
    return tests(maps, sets, this::use);
  }

  private void use(UnaryOperator<Map<String, String>> maps, UnaryOperator<Set<String>> sets) {
    Records records = new Records(map -> map);
    try (Cache<String, String> cache = cache(records)) {
      records.entries.put("c", "3");
      Map<String, String> entries = maps.apply(Map.of("a", "1", "b", "2"));
      Set<String> keys = sets.apply(Set.of("a", "b", "c", "none"));
      cache.putAll(entries);
      Map<String, String> all = Map.of("a", "1", "b", "2", "c", "3");
      assertThat(cache.getAll(keys), is(all));
      assertThat(records.entries, is(all));
      assertThat(cache.<String>invokeAll(keys, (entry, any) -> entry.getValue()).size(), is(3));
      records.entries.put("a", "changed");
      loadAll(cache, keys);
      assertThat(cache.get("a"), is("changed"));
      cache.removeAll(keys);
      assertThat(records.entries, is(Map.of()));
      assertThat(cache.getAll(keys), is(Map.of()));
      assertThat(entries.size(), is(2));
      assertThat(keys.size(), is(4));
    }
  }

  @TestFactory
  Stream<DynamicTest> loadAll_anyMapKind_isAccepted() {
    Map<String, UnaryOperator<Map<String, String>>> answers =
        Map.of(
            "Map.of", Map::copyOf,
            "a sorted map", TreeMap::new,
            "an unmodifiable map", Collections::unmodifiableMap,
            "a concurrent map", ConcurrentHashMap::new,
            "a map with nulls", BulkCollectionsTest::withNulls,
            "a map with keys that were not requested", BulkCollectionsTest::withMore);
    return tests(answers, this::answer);
  }

  private static Map<String, String> withNulls(Map<String, String> loaded) {
    Map<String, String> more = new HashMap<>(loaded);
    more.put("none", null);
    more.put(null, "no key");
    more.put(null, null);
    return more;
  }

  private static Map<String, String> withMore(Map<String, String> loaded) {
    Map<String, String> more = new HashMap<>(loaded);
    more.put("unrequested", "u");
    return more;
  }

  private void answer(UnaryOperator<Map<String, String>> answer) {
    Records records = new Records(answer);
    records.entries.putAll(Map.of("a", "1", "b", "2"));
    try (Cache<String, String> cache = cache(records)) {
      Set<String> keys = new TreeSet<>(Set.of("a", "b", "none"));
      assertThat(cache.getAll(keys), is(Map.of("a", "1", "b", "2")));
      records.entries.putAll(Map.of("a", "3", "b", "4"));
      loadAll(cache, keys);
      assertThat(cache.getAll(keys), is(Map.of("a", "3", "b", "4")));
      assertThat(cache.containsKey("none"), is(false));
      assertThat(cache.containsKey("unrequested"), is(false));
    }
  }

  @Test
  void loadAll_nullMap_meansNothingFound() {
    Records records = new Records(map -> null);
    records.entries.put("a", "1");
    Cache<String, String> cache = cache(records);
    cache.put("there", "t");
    Set<String> keys = Set.of("a", "b", "there");
    assertThat(cache.getAll(keys), is(Map.of("there", "t")));
    loadAll(cache, keys);
    assertThat("a present value is kept", cache.get("there"), is("t"));
    assertThat(cache.containsKey("a"), is(false));
    assertThat("a single key is loaded", cache.get("a"), is("1"));
    assertThat(cache.get("b"), is(nullValue()));
  }
}
