package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Collections that refuse null even in a question, or any change: as arguments of bulk operations
 * that load and write, and as what a loader answers.
 */
class CollectionsOfUsersTest extends SpecTest {

  /** A loader, and a writer, to a map. */
  private static final class Records
      implements CacheLoader<String, String>, CacheWriter<String, String> {
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
      Map<String, String> loaded = new HashMap<>();
      keys.forEach(key -> loaded.computeIfAbsent(key, this::load));
      return answer.apply(loaded);
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
      entries.put(entry.getKey(), entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> all) {
      all.forEach(this::write);
      all.clear();
    }

    @Override
    public void delete(Object key) {
      entries.remove((String) key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      keys.forEach(this::delete);
      keys.clear();
    }
  }

  private Cache<String, String> cache(Records records) {
    MutableConfiguration<String, String> configuration = strings();
    configuration.setReadThrough(true).setCacheLoaderFactory(() -> records);
    configuration.setWriteThrough(true).setCacheWriterFactory(() -> records);
    return cache(configuration);
  }

  @TestFactory
  Stream<DynamicTest> bulk_anyCollectionKind_isAccepted() {
    Map<String, UnaryOperator<Map<String, String>>> maps =
        Map.of(
            "Map.of", Map::copyOf,
            "a sorted map", TreeMap::new,
            "an unmodifiable one", map -> Collections.unmodifiableMap(new TreeMap<>(map)),
            "a concurrent one", ConcurrentHashMap::new);
    Map<String, UnaryOperator<Set<String>>> sets =
        Map.of(
            "Set.of", Set::copyOf,
            "a sorted set", TreeSet::new,
            "an unmodifiable one", set -> Collections.unmodifiableSet(new TreeSet<>(set)),
            "a concurrent one", ConcurrentSkipListSet::new);
    return maps.entrySet().stream()
        .flatMap(
            map ->
                sets.entrySet().stream()
                    .map(
                        set ->
                            DynamicTest.dynamicTest(
                                map.getKey() + " and " + set.getKey(),
                                () -> use(map.getValue(), set.getValue()))));
  }

  private void use(UnaryOperator<Map<String, String>> maps, UnaryOperator<Set<String>> sets)
      throws Exception {
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
      load(cache, keys);
      assertThat(cache.get("a"), is("changed"));
      cache.removeAll(keys);
      assertThat(records.entries, is(Map.of()));
      assertThat(cache.getAll(keys), is(Map.of()));
      assertThat(entries.size(), is(2));
      assertThat(keys.size(), is(4));
    }
  }

  private static void load(Cache<String, String> cache, Set<String> keys) throws Exception {
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(keys, true, done);
    done.get(20, TimeUnit.SECONDS);
  }

  @TestFactory
  Stream<DynamicTest> loadAll_anyMapKind_isAccepted() {
    Map<String, UnaryOperator<Map<String, String>>> answers =
        Map.of(
            "Map.of", Map::copyOf,
            "a sorted map", TreeMap::new,
            "an unmodifiable one", Collections::unmodifiableMap,
            "a concurrent one", ConcurrentHashMap::new,
            "one with nulls", CollectionsOfUsersTest::withNulls,
            "one with more than was asked for", CollectionsOfUsersTest::withMore);
    return answers.entrySet().stream()
        .map(answer -> DynamicTest.dynamicTest(answer.getKey(), () -> answer(answer.getValue())));
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
    more.put("unasked", "u");
    return more;
  }

  private void answer(UnaryOperator<Map<String, String>> answer) throws Exception {
    Records records = new Records(answer);
    records.entries.putAll(Map.of("a", "1", "b", "2"));
    try (Cache<String, String> cache = cache(records)) {
      Set<String> keys = new TreeSet<>(Set.of("a", "b", "none"));
      assertThat(cache.getAll(keys), is(Map.of("a", "1", "b", "2")));
      records.entries.putAll(Map.of("a", "3", "b", "4"));
      load(cache, keys);
      assertThat(cache.getAll(keys), is(Map.of("a", "3", "b", "4")));
      assertThat(cache.containsKey("none"), is(false));
      assertThat(cache.containsKey("unasked"), is(false));
    }
  }

  @Test
  void loadAll_nullMap_meansNothingFound() throws Exception {
    Records records = new Records(map -> null);
    records.entries.put("a", "1");
    Cache<String, String> cache = cache(records);
    cache.put("there", "t");
    Set<String> keys = Set.of("a", "b", "there");
    assertThat(cache.getAll(keys), is(Map.of("there", "t")));
    load(cache, keys);
    assertThat("kept by a load that replaces", cache.get("there"), is("t"));
    assertThat(cache.containsKey("a"), is(false));
    assertThat("loaded by itself", cache.get("a"), is("1"));
    assertThat(cache.get("b"), is(nullValue()));
  }
}
