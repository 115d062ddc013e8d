package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;

import dev.larder.LarderConfiguration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.event.CacheEntryUpdatedListener;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** By value, the cache, its callers and user code never share a mutable value. */
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
    return tests(ways, this::store);
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
    return tests(ways, this::read);
  }

  private void read(Function<Cache<String, Box>, Box> way) {
    try (Cache<String, Box> cache = cache(typed(String.class, Box.class))) {
      cache.put(KEY, new Box("old"));
      Box given = way.apply(cache);
      given.text = "changed";
      assertThat(cache.get(KEY).text, is("old"));
      assertThat(way.apply(cache), is(not(sameInstance(given))));
    }
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
  void event_mutatedByListener_isCopiedForEach() {
    List<Box> received = new ArrayList<>();
    CacheEntryUpdatedListener<String, Box> changing =
        events ->
            events.forEach(
                event -> {
                  for (Box box : List.of(event.getValue(), event.getOldValue())) {
                    received.add(new Box(box.text));
                    box.text = "changed by a listener";
                  }
                });
    Cache<String, Box> cache = cache(typed(String.class, Box.class));
    cache.registerCacheEntryListener(listening(changing, true));
    cache.registerCacheEntryListener(listening(changing, true));
    Box mine = new Box("old");
    cache.put(KEY, mine);
    Box newer = new Box("new");
    cache.put(KEY, newer);
    Box fresh = new Box("new");
    Box old = new Box("old");
    assertThat(received, is(List.of(fresh, old, fresh, old)));
    assertThat(List.of(mine, newer, cache.get(KEY)), is(List.of(old, fresh, fresh)));
  }

  @TestFactory
  Stream<DynamicTest> load_loaderMutatesValue_keepsTheCopy() {
    Map<String, Function<Cache<String, Box>, Box>> ways = new HashMap<>();
    ways.put("get", cache -> cache.get(KEY));
    ways.put("getAll", cache -> cache.getAll(Set.of(KEY)).get(KEY));
    ways.put("invoke", cache -> cache.invoke(KEY, (entry, arguments) -> entry.getValue()));
    ways.put("loadAll", ByValueTest::loadAndGet);
    return tests(ways, this::load);
  }

  private static Box loadAndGet(Cache<String, Box> cache) {
    loadAll(cache, Set.of(KEY));
    return cache.get(KEY);
  }

  private void load(Function<Cache<String, Box>, Box> way) {
    Box kept = new Box("loaded");
    var builder = LarderConfiguration.builder(String.class, Box.class);
    try (Cache<String, Box> cache = cache(builder.loader(new MapLoader<>(key -> kept)))) {
      Box given = way.apply(cache);
      assertThat(given.text, is("loaded"));
      kept.text = "changed by the loader";
      given.text = "changed by the caller";
      assertThat(cache.get(KEY).text, is("loaded"));
    }
  }
}
