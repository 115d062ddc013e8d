package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import dev.larder.EvictionPolicy;
import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.store.heap.InspectedStores;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** By value, a key that its owner changes after it was handed in is the key that it was. */
class MutatedKeysTest extends SpecTest {
  private static final String OLD = "old";
  private static final String NEW = "new";

  private final InspectedStores stores = new InspectedStores();
  private final List<String> heard = new CopyOnWriteArrayList<>();

  /** Hands a key in, for an entry that is there afterwards with the new value. */
  private interface Way {
    void handIn(Cache<MutableKey, Box> cache, MutableKey key) throws Exception;
  }

  private static Box fresh() {
    return new Box(NEW);
  }

  private static Map<String, Way> writing() {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("put", (cache, key) -> cache.put(key, fresh()));
    ways.put("getAndPut", (cache, key) -> cache.getAndPut(key, fresh()));
    ways.put("putAll", (cache, key) -> cache.putAll(Map.of(key, fresh())));
    ways.put("invoke", (cache, key) -> cache.invoke(key, MutatedKeysTest::set));
    ways.put("invokeAll", (cache, key) -> cache.invokeAll(Set.of(key), MutatedKeysTest::set));
    ways.put("invoke, changed within", MutatedKeysTest::invokeAndChange);
    ways.put("loadAll", MutatedKeysTest::loadAll);
    return ways;
  }

  private static Map<String, Way> creating() {
    Map<String, Way> ways = writing();
    ways.put("putIfAbsent", (cache, key) -> cache.putIfAbsent(key, fresh()));
    ways.put("get", (cache, key) -> cache.get(key));
    ways.put("getAll", (cache, key) -> cache.getAll(Set.of(key, new MutableKey("other"))));
    ways.put("invoke to read", (cache, key) -> cache.invoke(key, (entry, any) -> entry.getValue()));
    return ways;
  }

  private static Map<String, Way> changing() {
    Map<String, Way> ways = writing();
    ways.put("replace", (cache, key) -> cache.replace(key, fresh()));
    ways.put("replace if same", (cache, key) -> cache.replace(key, new Box(OLD), fresh()));
    ways.put("getAndReplace", (cache, key) -> cache.getAndReplace(key, fresh()));
    return ways;
  }

  private static Object set(MutableEntry<MutableKey, Box> entry, Object... arguments) {
    entry.setValue(fresh());
    return null;
  }

  private static Object invokeAndChange(Cache<MutableKey, Box> cache, MutableKey key) {
    return cache.invoke(
        key,
        (entry, arguments) -> {
          key.name = "changed within";
          entry.getKey().name = "changed in the entry";
          return set(entry);
        });
  }

  private static void loadAll(Cache<MutableKey, Box> cache, MutableKey key) throws Exception {
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(Set.of(key), true, done);
    done.get(20, TimeUnit.SECONDS);
  }

  private Map<String, Consumer<LarderConfigurationBuilder<MutableKey, Box>>> settings() {
    Map<String, Consumer<LarderConfigurationBuilder<MutableKey, Box>>> all = new LinkedHashMap<>();
    all.put("plain", builder -> {});
    all.put("written", builder -> builder.writer(new KeepingWriter()));
    all.put("heard", builder -> builder.listener(new Listener(heard).configuration(true)));
    all.put("heard later", builder -> builder.listener(new Listener(heard).configuration(false)));
    all.put("bounded", builder -> builder.maximumSize(2));
    all.put(
        "weighed", builder -> builder.maximumWeight(2, (key, value) -> key.name.length() / 9 + 1));
    all.put("adaptive", builder -> builder.maximumSize(2).evictionPolicy(EvictionPolicy.ADAPTIVE));
    all.put("expiring", builder -> builder.expireAfterAccess(Duration.ofHours(1)));
    all.put("refreshing", builder -> builder.refreshAfter(Duration.ofHours(1)));
    all.put(
        "expiring as said",
        builder -> builder.entryExpiry((key, value) -> java.time.Duration.ofHours(1)));
    all.put("copied", builder -> builder.keyCopier(key -> new MutableKey(key.name)));
    all.put(
        "everything",
        builder -> {
          builder.writer(new KeepingWriter()).maximumSize(2).expireAfterAccess(Duration.ofHours(1));
          builder.listener(new Listener(heard).configuration(true));
          builder.listener(new Listener(heard).configuration(false));
        });
    return all;
  }

  @TestFactory
  Stream<DynamicTest> create_callerMutatesKey_entryKeepsItsKey() {
    return tests(creating(), false);
  }

  @TestFactory
  Stream<DynamicTest> update_callerMutatesKey_entryKeepsItsKey() {
    return tests(changing(), true);
  }

  private Stream<DynamicTest> tests(Map<String, Way> ways, boolean present) {
    return settings().entrySet().stream()
        .flatMap(
            setting ->
                ways.entrySet().stream()
                    .map(
                        way ->
                            DynamicTest.dynamicTest(
                                setting.getKey() + ", " + way.getKey(),
                                () -> check(setting.getValue(), way.getValue(), present))));
  }

  private void check(
      Consumer<LarderConfigurationBuilder<MutableKey, Box>> setting, Way way, boolean present)
      throws Exception {
    var builder = LarderConfiguration.builder(MutableKey.class, Box.class);
    builder.loader(new MapLoader<>(key -> fresh())).store(stores);
    setting.accept(builder);
    try (Cache<MutableKey, Box> cache = cache(builder.build())) {
      if (present) {
        cache.put(new MutableKey("a"), new Box(OLD));
      }
      MutableKey mine = new MutableKey("a");
      way.handIn(cache, mine);
      mine.name = "b";
      assertThat(cache.containsKey(mine), is(false));
      assertThat(cache.containsKey(new MutableKey("a")), is(true));
      assertThat(cache.get(new MutableKey("a")), is(fresh()));
      Set<String> names = new TreeSet<>(Set.of("other"));
      cache.forEach(entry -> names.add(entry.getKey().name));
      assertThat(names, is(Set.of("a", "other")));
      assertThat(cache.replace(new MutableKey("a"), fresh(), new Box(OLD)), is(true));
      stores.check();
      assertThat(cache.remove(new MutableKey("a")), is(true));
      cache.remove(new MutableKey("other"));
      assertThat(cache.unwrap(LarderCacheMXBean.class).getSize(), is(0L));
      stores.check();
    }
    stores.forget();
    assertThat(heard, everyItem(is(oneOf("a", "other"))));
  }

  private record Listener(List<String> heard)
      implements CacheEntryCreatedListener<MutableKey, Box>,
          CacheEntryUpdatedListener<MutableKey, Box> {
    MutableCacheEntryListenerConfiguration<MutableKey, Box> configuration(boolean synchronous) {
      return new MutableCacheEntryListenerConfiguration<MutableKey, Box>(
          () -> this, null, true, synchronous);
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends MutableKey, ? extends Box>> events) {
      events.forEach(event -> heard.add(event.getKey().name));
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends MutableKey, ? extends Box>> events) {
      onCreated(events);
    }
  }
}
