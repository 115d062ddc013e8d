package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** By value, no two parties share an object that can change, whatever the operation. */
class ByValueTest extends SpecTest {
  private static final String KEY = "k";

  @TestFactory
  Stream<DynamicTest> store_callerMutatesValue_keepsTheCopy() {
    Map<String, BiConsumer<Cache<String, Box>, Box>> ways = new HashMap<>();
    ways.put("put", (cache, box) -> cache.put(KEY, box));
    ways.put("getAndPut", (cache, box) -> cache.getAndPut(KEY, box));
    ways.put("putAll", (cache, box) -> cache.putAll(Map.of(KEY, box)));
    ways.put("replace", (cache, box) -> cache.replace(KEY, box));
    ways.put("replace old", (cache, box) -> cache.replace(KEY, new Box("old"), box));
    ways.put("getAndReplace", (cache, box) -> cache.getAndReplace(KEY, box));
    ways.put("invoke", (cache, box) -> cache.invoke(KEY, (e, args) -> set(e::setValue, box)));
    ways.put(
        "putIfAbsent",
        (cache, box) -> {
          cache.remove(KEY);
          cache.putIfAbsent(KEY, box);
        });
    return ways.entrySet().stream()
        .map(way -> DynamicTest.dynamicTest(way.getKey(), () -> store(way.getValue())));
  }

  private static Object set(Consumer<Box> setter, Box box) {
    setter.accept(box);
    box.text = "changed within the processor";
    box.text = "mine";
    return null;
  }

  private void store(BiConsumer<Cache<String, Box>, Box> way) {
    try (Cache<String, Box> cache = cache(typed(String.class, Box.class))) {
      cache.put(KEY, new Box("old"));
      Box mine = new Box("mine");
      way.accept(cache, mine);
      mine.text = "changed";
      assertThat(cache.get(KEY).text, is("mine"));
    }
  }

  @TestFactory
  Stream<DynamicTest> read_callerMutatesValue_keepsTheCopy() {
    Map<String, Function<Cache<String, Box>, Box>> ways = new HashMap<>();
    ways.put("get", cache -> cache.get(KEY));
    ways.put("getAll", cache -> cache.getAll(Set.of(KEY)).get(KEY));
    ways.put("iterator", cache -> cache.iterator().next().getValue());
    ways.put("invoke", cache -> cache.invoke(KEY, (entry, arguments) -> entry.getValue()));
    return ways.entrySet().stream()
        .map(way -> DynamicTest.dynamicTest(way.getKey(), () -> giveOut(way.getValue())));
  }

  private void giveOut(Function<Cache<String, Box>, Box> way) {
    try (Cache<String, Box> cache = cache(typed(String.class, Box.class))) {
      cache.put(KEY, new Box("old"));
      Box given = way.apply(cache);
      given.text = "changed";
      assertThat(cache.get(KEY).text, is("old"));
      assertThat(way.apply(cache), is(not(sameInstance(given))));
    }
  }

  @Test
  void processor_mutatesReadValue_isNotStored() {
    Cache<String, Box> cache = cache(typed(String.class, Box.class));
    cache.put(KEY, new Box("old"));
    cache.invoke(
        KEY,
        (entry, arguments) -> {
          entry.getValue().text = "changed";
          assertThat(entry.getValue().text, is("old"));
          return null;
        });
    assertThat(cache.get(KEY).text, is("old"));
  }

  @Test
  void getAndPut_replacedValue_isACopy() {
    Cache<String, Box> cache = cache(typed(String.class, Box.class));
    Box mine = new Box("old");
    cache.put(KEY, mine);
    assertThat(cache.getAndPut(KEY, mine), is(not(sameInstance(mine))));
    assertThat(cache.getAndReplace(KEY, mine), is(not(sameInstance(mine))));
    assertThat(cache.getAndRemove(KEY), is(not(sameInstance(mine))));
  }

  @Test
  void put_callerMutatesKey_keepsTheCopy() {
    Cache<MutableKey, String> cache = cache(typed(MutableKey.class, String.class));
    MutableKey mine = new MutableKey("a");
    cache.put(mine, "value");
    mine.name = "b";
    assertThat(cache.get(mine), is(nullValue()));
    assertThat(cache.get(new MutableKey("a")), is("value"));
    cache.iterator().next().getKey().name = "c";
    cache.invoke(new MutableKey("a"), (entry, arguments) -> entry.getKey().name = "d");
    assertThat(cache.get(new MutableKey("a")), is("value"));
  }

  @Test
  void event_mutatedByListener_isCopiedForEach() {
    AtomicReference<Box> heard = new AtomicReference<>();
    AtomicReference<Box> heardOld = new AtomicReference<>();
    Cache<String, Box> cache = cache(typed(String.class, Box.class));
    for (int i = 0; i < 2; i++) {
      CacheEntryUpdatedListener<String, Box> listener =
          events -> events.forEach(event -> change(event, heard, heardOld));
      cache.registerCacheEntryListener(
          new MutableCacheEntryListenerConfiguration<String, Box>(
              () -> listener, null, true, true));
    }
    Box mine = new Box("old");
    cache.put(KEY, mine);
    Box newer = new Box("new");
    cache.put(KEY, newer);
    assertThat(heard.get(), is(not(sameInstance(newer))));
    assertThat(heardOld.get(), is(not(sameInstance(mine))));
    assertThat(cache.get(KEY).text, is("new"));
  }

  private static void change(
      CacheEntryEvent<? extends String, ? extends Box> event,
      AtomicReference<Box> heard,
      AtomicReference<Box> heardOld) {
    Box value = event.getValue();
    Box old = event.getOldValue();
    assertThat(value.text, is("new"));
    assertThat(old.text, is("old"));
    heard.set(value);
    heardOld.set(old);
    value.text = "changed by a listener";
    old.text = "changed by a listener";
  }

  @TestFactory
  Stream<DynamicTest> load_loaderMutatesValue_keepsTheCopy() {
    Map<String, Function<Cache<String, Box>, Box>> ways = new HashMap<>();
    ways.put("get", cache -> cache.get(KEY));
    ways.put("getAll", cache -> cache.getAll(Set.of(KEY)).get(KEY));
    ways.put("invoke", cache -> cache.invoke(KEY, (entry, arguments) -> entry.getValue()));
    ways.put("loadAll", ByValueTest::loadAndGet);
    return ways.entrySet().stream()
        .map(way -> DynamicTest.dynamicTest(way.getKey(), () -> load(way.getValue())));
  }

  private static Box loadAndGet(Cache<String, Box> cache) {
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(Set.of(KEY), true, done);
    try {
      done.get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return cache.get(KEY);
  }

  private void load(Function<Cache<String, Box>, Box> way) {
    Box kept = new Box("loaded");
    var configuration = typed(String.class, Box.class).setReadThrough(true);
    configuration.setCacheLoaderFactory(() -> loader(kept));
    try (Cache<String, Box> cache = cache(configuration)) {
      Box given = way.apply(cache);
      assertThat(given.text, is("loaded"));
      kept.text = "changed by the loader";
      given.text = "changed by the caller";
      assertThat(cache.get(KEY).text, is("loaded"));
    }
  }

  private static CacheLoader<String, Box> loader(Box kept) {
    return new CacheLoader<>() {
      @Override
      public Box load(String key) {
        return kept;
      }

      @Override
      public Map<String, Box> loadAll(Iterable<? extends String> keys) {
        Map<String, Box> all = new HashMap<>();
        keys.forEach(key -> all.put(key, kept));
        return all;
      }
    };
  }

  @Test
  void write_writerMutatesValue_keepsTheCopy() {
    var configuration = typed(String.class, Box.class).setWriteThrough(true);
    configuration.setCacheWriterFactory(ChangingWriter::new);
    Cache<String, Box> cache = cache(configuration);
    cache.put("a", new Box("mine"));
    cache.putAll(Map.of("b", new Box("mine")));
    cache.invoke(
        "c",
        (entry, arguments) -> {
          entry.setValue(new Box("mine"));
          return null;
        });
    assertThat(cache.get("a").text, is("mine"));
    assertThat(cache.get("b").text, is("mine"));
    assertThat(cache.get("c").text, is("mine"));
  }

  private static final class ChangingWriter implements CacheWriter<String, Box> {
    @Override
    public void write(Cache.Entry<? extends String, ? extends Box> entry) {
      entry.getValue().text = "changed by the writer";
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends Box>> entries) {
      entries.forEach(this::write);
      entries.clear();
    }

    @Override
    public void delete(Object key) {}

    @Override
    public void deleteAll(Collection<?> keys) {}
  }
}
