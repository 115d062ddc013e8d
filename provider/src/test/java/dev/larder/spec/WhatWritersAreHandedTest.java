package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.store.heap.InspectedStores;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** By value, a writer has what it is handed to itself: to keep, and to change. */
class WhatWritersAreHandedTest extends SpecTest {
  private final InspectedStores stores = new InspectedStores();

  /** An operation with a key and a value that are the caller's own. */
  private interface Way {
    void run(Cache<MutableKey, Box> cache, MutableKey key, Box value);
  }

  private static Map<String, Way> writing() {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("put", Cache::put);
    ways.put("getAndPut", Cache::getAndPut);
    ways.put("putAll", (cache, key, value) -> cache.putAll(Map.of(key, value)));
    ways.put("replace", Cache::replace);
    ways.put("replace if same", (cache, key, value) -> cache.replace(key, new Box("old"), value));
    ways.put("getAndReplace", Cache::getAndReplace);
    ways.put(
        "invoke", (cache, key, value) -> cache.invoke(key, WhatWritersAreHandedTest::set, value));
    ways.put(
        "invokeAll",
        (cache, key, value) -> cache.invokeAll(Set.of(key), WhatWritersAreHandedTest::set, value));
    ways.put(
        "putIfAbsent",
        (cache, key, value) -> {
          cache.clear();
          cache.putIfAbsent(key, value);
        });
    return ways;
  }

  private static Map<String, Way> deleting() {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("remove", (cache, key, value) -> cache.remove(key));
    ways.put("remove if same", (cache, key, value) -> cache.remove(key, new Box("old")));
    ways.put("getAndRemove", (cache, key, value) -> cache.getAndRemove(key));
    ways.put("invoke", (cache, key, value) -> cache.invoke(key, WhatWritersAreHandedTest::remove));
    ways.put("iterator", (cache, key, value) -> removeFirst(cache));
    return ways;
  }

  private static Object set(MutableEntry<MutableKey, Box> entry, Object... arguments) {
    entry.setValue((Box) arguments[0]);
    return null;
  }

  private static Object remove(MutableEntry<MutableKey, Box> entry, Object... arguments) {
    entry.remove();
    return null;
  }

  private static void removeFirst(Cache<MutableKey, Box> cache) {
    var entries = cache.iterator();
    entries.next();
    entries.remove();
  }

  private static Map<String, UnaryOperator<LarderConfigurationBuilder<MutableKey, Box>>>
      settings() {
    return Map.of(
        "plain",
        builder -> builder,
        "loading",
        builder -> builder.loader(new MapLoader<>(key -> new Box("loaded"))),
        "weighed",
        builder -> builder.maximumWeight(10, (key, value) -> 1),
        "expiring",
        builder -> builder.expireAfterAccess(Duration.ofHours(1)),
        "copied",
        builder ->
            builder
                .keyCopier(key -> new MutableKey(key.name))
                .valueCopier(value -> new Box(value.text)));
  }

  /** What is to be seen with an entry of key a and value old, and with each writer. */
  private interface Check {
    void run(Way way, UnaryOperator<LarderConfigurationBuilder<MutableKey, Box>> setting);
  }

  private static Stream<DynamicTest> tests(Map<String, Way> ways, Check check) {
    return settings().entrySet().stream()
        .flatMap(
            setting ->
                ways.entrySet().stream()
                    .map(
                        way ->
                            DynamicTest.dynamicTest(
                                setting.getKey() + ", " + way.getKey(),
                                () -> check.run(way.getValue(), setting.getValue()))));
  }

  private Cache<MutableKey, Box> cache(
      CacheWriter<MutableKey, Box> writer,
      UnaryOperator<LarderConfigurationBuilder<MutableKey, Box>> setting) {
    var builder = LarderConfiguration.builder(MutableKey.class, Box.class);
    Cache<MutableKey, Box> cache =
        cache(setting.apply(builder.writer(writer).store(stores)).build());
    cache.put(new MutableKey("a"), new Box("old"));
    return cache;
  }

  private static Map<String, String> entries(Cache<MutableKey, Box> cache) {
    Map<String, String> entries = new TreeMap<>();
    cache.forEach(entry -> entries.put(entry.getKey().name, entry.getValue().text));
    return entries;
  }

  @TestFactory
  Stream<DynamicTest> writer_keepsItsArguments_seesNoLaterChange() {
    Map<String, Way> ways = writing();
    ways.putAll(deleting());
    return tests(ways, this::keep);
  }

  private void keep(Way way, UnaryOperator<LarderConfigurationBuilder<MutableKey, Box>> setting) {
    KeepingWriter writer = new KeepingWriter();
    try (Cache<MutableKey, Box> cache = cache(writer, setting)) {
      MutableKey key = new MutableKey("a");
      Box value = new Box("new");
      way.run(cache, key, value);
      key.name = "changed by its owner";
      value.text = "changed by its owner";
      for (Cache.Entry<MutableKey, Box> entry : cache) {
        entry.getKey().name = "changed by whoever iterated";
        entry.getValue().text = "changed by whoever iterated";
      }
      cache.put(new MutableKey("a"), new Box("newer"));
      cache.invoke(new MutableKey("a"), (entry, any) -> entry.getValue().text = "changed within");
      cache.remove(new MutableKey("a"));
      assertThat(writer.writtenAsKept(), is(writer.written()));
      assertThat(writer.deletedAsKept(), is(writer.deleted()));
      assertThat(writer.written(), is(not(empty())));
      assertThat(writer.deleted(), is(not(empty())));
      stores.check();
    }
    stores.forget();
  }

  @TestFactory
  Stream<DynamicTest> write_writerMutatesEntry_changesNeitherCacheNorCaller() {
    return tests(writing(), (way, setting) -> change(way, setting, Map.of("a", "new")));
  }

  @TestFactory
  Stream<DynamicTest> delete_writerMutatesKey_removesTheEntry() {
    return tests(deleting(), (way, setting) -> change(way, setting, Map.of()));
  }

  private void change(
      Way way,
      UnaryOperator<LarderConfigurationBuilder<MutableKey, Box>> setting,
      Map<String, String> expected) {
    try (Cache<MutableKey, Box> cache = cache(new Changing(), setting)) {
      MutableKey key = new MutableKey("a");
      Box value = new Box("new");
      way.run(cache, key, value);
      assertThat(key.name, is("a"));
      assertThat(value.text, is("new"));
      assertThat(entries(cache), is(expected));
      stores.check();
    }
    stores.forget();
  }

  private static final class Changing implements CacheWriter<MutableKey, Box> {
    @Override
    public void write(Cache.Entry<? extends MutableKey, ? extends Box> entry) {
      entry.getKey().name = "changed by the writer";
      entry.getValue().text = "changed by the writer";
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends MutableKey, ? extends Box>> entries) {
      entries.forEach(this::write);
      entries.clear();
    }

    @Override
    public void delete(Object key) {
      ((MutableKey) key).name = "changed by the writer";
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      keys.forEach(this::delete);
      keys.clear();
    }
  }
}
