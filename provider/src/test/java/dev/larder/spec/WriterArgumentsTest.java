package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.store.heap.InspectedStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** By value, a writer owns its arguments: it may keep them and change them. */
class WriterArgumentsTest extends SpecTest {
  private static final String CHANGED = "changed by the writer";

  private final InspectedStores stores = new InspectedStores();

  /** An operation on a key and a value that the caller owns. */
  private interface Call {
    void run(Cache<MutableKey, Box> cache, MutableKey key, Box value);
  }

  private static Map<String, Call> writing() {
    Map<String, Call> calls = new LinkedHashMap<>();
    calls.put("put", Cache::put);
    calls.put("getAndPut", Cache::getAndPut);
    calls.put("putAll", (cache, key, value) -> cache.putAll(Map.of(key, value)));
    calls.put("replace", Cache::replace);
    calls.put("replace if same", (cache, key, value) -> cache.replace(key, new Box("old"), value));
    calls.put("getAndReplace", Cache::getAndReplace);
    calls.put("invoke", (cache, key, value) -> cache.invoke(key, setting(value)));
    calls.put("invokeAll", (cache, key, value) -> cache.invokeAll(Set.of(key), setting(value)));
    calls.put(
        "putIfAbsent",
        (cache, key, value) -> {
          cache.clear();
          cache.putIfAbsent(key, value);
        });
    return calls;
  }

  private static Map<String, Call> deleting() {
    Map<String, Call> calls = new LinkedHashMap<>();
    calls.put("remove", (cache, key, value) -> cache.remove(key));
    calls.put("remove if same", (cache, key, value) -> cache.remove(key, new Box("old")));
    calls.put("getAndRemove", (cache, key, value) -> cache.getAndRemove(key));
    calls.put("removeAll", (cache, key, value) -> cache.removeAll());
    calls.put("removeAll of some", (cache, key, value) -> cache.removeAll(Set.of(key)));
    calls.put("invoke", (cache, key, value) -> cache.invoke(key, WriterArgumentsTest::remove));
    calls.put("iterator", (cache, key, value) -> removeFirst(cache));
    return calls;
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
        "plain", builder -> builder,
        "loading", builder -> builder.loader(new MapLoader<>(key -> new Box("loaded"))),
        "weighed", builder -> builder.maximumWeight(10, (key, value) -> 1),
        "expiring", builder -> builder.expireAfterAccess(Duration.ofHours(1)),
        "copied",
            builder ->
                builder
                    .keyCopier(key -> new MutableKey(key.name))
                    .valueCopier(value -> new Box(value.text)));
  }

  private Cache<MutableKey, Box> cache(
      CacheWriter<MutableKey, Box> writer,
      UnaryOperator<LarderConfigurationBuilder<MutableKey, Box>> setting) {
    var builder = LarderConfiguration.builder(MutableKey.class, Box.class);
    Cache<MutableKey, Box> cache = cache(setting.apply(builder.writer(writer).store(stores)));
    cache.put(new MutableKey("a"), new Box("old"));
    return cache;
  }

  /** Keeps its arguments, and notes their state at the time of the call. */
  private static final class KeepingWriter extends UserStore<MutableKey, Box> {
    final List<Cache.Entry<? extends MutableKey, ? extends Box>> entries = new ArrayList<>();
    final List<MutableKey> keys = new ArrayList<>();
    final List<String> written = new ArrayList<>();
    final List<String> deleted = new ArrayList<>();

    @Override
    public void write(Cache.Entry<? extends MutableKey, ? extends Box> entry) {
      written.add(text(entry));
      entries.add(entry);
    }

    @Override
    public void delete(Object key) {
      deleted.add(key.toString());
      keys.add((MutableKey) key);
    }

    static String text(Cache.Entry<?, ?> entry) {
      return entry.getKey() + "=" + entry.getValue();
    }
  }

  @TestFactory
  Stream<DynamicTest> writer_keepsItsArguments_seesNoLaterChange() {
    Map<String, Call> calls = writing();
    calls.putAll(deleting());
    return tests(settings(), calls, this::keep);
  }

  private void keep(UnaryOperator<LarderConfigurationBuilder<MutableKey, Box>> setting, Call call) {
    KeepingWriter writer = new KeepingWriter();
    try (Cache<MutableKey, Box> cache = cache(writer, setting)) {
      MutableKey key = new MutableKey("a");
      Box value = new Box("new");
      call.run(cache, key, value);
      key.name = "changed by its owner";
      value.text = "changed by its owner";
      for (Cache.Entry<MutableKey, Box> entry : cache) {
        entry.getKey().name = "changed by an iteration";
        entry.getValue().text = "changed by an iteration";
      }
      cache.put(new MutableKey("a"), new Box("newer"));
      cache.invoke(new MutableKey("a"), (entry, any) -> entry.getValue().text = "changed within");
      cache.remove(new MutableKey("a"));
      assertThat(writer.entries.stream().map(KeepingWriter::text).toList(), is(writer.written));
      assertThat(writer.keys.stream().map(MutableKey::toString).toList(), is(writer.deleted));
      assertThat(writer.written, is(not(empty())));
      assertThat(writer.deleted, is(not(empty())));
      stores.check();
    }
    stores.forget();
  }

  @TestFactory
  Stream<DynamicTest> write_writerMutatesEntry_changesNeitherCacheNorCaller() {
    return tests(
        settings(), writing(), (setting, call) -> change(setting, call, Map.of("a", "new")));
  }

  @TestFactory
  Stream<DynamicTest> delete_writerMutatesKey_removesTheEntry() {
    return tests(settings(), deleting(), (setting, call) -> change(setting, call, Map.of()));
  }

  private void change(
      UnaryOperator<LarderConfigurationBuilder<MutableKey, Box>> setting,
      Call call,
      Map<String, String> expected) {
    try (Cache<MutableKey, Box> cache = cache(new ChangingWriter(false), setting)) {
      MutableKey key = new MutableKey("a");
      Box value = new Box("new");
      call.run(cache, key, value);
      assertThat(key.name, is("a"));
      assertThat(value.text, is("new"));
      Map<String, String> left = new TreeMap<>();
      cache.forEach(entry -> left.put(entry.getKey().name, entry.getValue().text));
      assertThat(left, is(expected));
      stores.check();
    }
    stores.forget();
  }

  /** Changes its arguments. Its bulk calls fail on request, with nothing written. */
  private static final class ChangingWriter extends UserStore<MutableKey, Box> {
    private final boolean fails;

    ChangingWriter(boolean fails) {
      this.fails = fails;
    }

    @Override
    public void write(Cache.Entry<? extends MutableKey, ? extends Box> entry) {
      entry.getKey().name = CHANGED;
      entry.getValue().text = CHANGED;
    }

    @Override
    public void delete(Object key) {
      ((MutableKey) key).name = CHANGED;
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends MutableKey, ? extends Box>> entries) {
      if (fails) {
        entries.forEach(this::write);
        throw new CacheWriterException("on purpose");
      }
      super.writeAll(entries);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      if (fails) {
        keys.forEach(this::delete);
        throw new CacheWriterException("on purpose");
      }
      super.deleteAll(keys);
    }
  }

  @Test
  void bulk_failingWriterMutatesKeys_changesNothing() {
    Cache<MutableKey, Box> cache = cache(new ChangingWriter(true), builder -> builder);
    Map<MutableKey, Box> entries = Map.of(new MutableKey("b"), new Box("new"));
    assertThrows(CacheWriterException.class, () -> cache.putAll(entries));
    assertThrows(CacheWriterException.class, cache::removeAll);
    Set<MutableKey> keys = Set.of(new MutableKey("a"));
    assertThrows(CacheWriterException.class, () -> cache.removeAll(keys));
    assertThat(entries(cache), is(Map.of(new MutableKey("a"), new Box("old"))));
  }
}
