package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import dev.larder.EvictionPolicy;
import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.store.heap.InspectedStores;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** By value, a key that its owner or a loader changes later stays the key that it was. */
class KeyOwnershipTest extends SpecTest {
  private static final String OLD = "old";

  private final InspectedStores stores = new InspectedStores();
  private final List<String> received = new CopyOnWriteArrayList<>();

  /** Passes a key to a cache, which then has an entry of it with the new value. */
  private interface Call {
    void run(Cache<MutableKey, Box> cache, MutableKey key) throws Exception;
  }

  private static Box fresh() {
    return new Box("new");
  }

  private static Map<String, Call> writing() {
    Map<String, Call> calls = new LinkedHashMap<>();
    calls.put("put", (cache, key) -> cache.put(key, fresh()));
    calls.put("getAndPut", (cache, key) -> cache.getAndPut(key, fresh()));
    calls.put("putAll", (cache, key) -> cache.putAll(Map.of(key, fresh())));
    calls.put("invoke", (cache, key) -> cache.invoke(key, setting(fresh())));
    calls.put("invokeAll", (cache, key) -> cache.invokeAll(Set.of(key), setting(fresh())));
    calls.put("invoke, changed within", KeyOwnershipTest::invokeAndChange);
    calls.put("loadAll", (cache, key) -> loadAll(cache, Set.of(key)));
    return calls;
  }

  private static Map<String, Call> creating() {
    Map<String, Call> calls = writing();
    calls.put("putIfAbsent", (cache, key) -> cache.putIfAbsent(key, fresh()));
    calls.put("get", Cache::get);
    calls.put("getAll", (cache, key) -> cache.getAll(Set.of(key, new MutableKey("other"))));
    calls.put(
        "invoke to read", (cache, key) -> cache.invoke(key, (entry, any) -> entry.getValue()));
    return calls;
  }

  private static Map<String, Call> updating() {
    Map<String, Call> calls = writing();
    calls.put("replace", (cache, key) -> cache.replace(key, fresh()));
    calls.put("replace if same", (cache, key) -> cache.replace(key, new Box(OLD), fresh()));
    calls.put("getAndReplace", (cache, key) -> cache.getAndReplace(key, fresh()));
    return calls;
  }

  private static Object invokeAndChange(Cache<MutableKey, Box> cache, MutableKey key) {
    return cache.invoke(
        key,
        (entry, arguments) -> {
          key.name = "changed within";
          entry.getKey().name = "changed in the entry";
          entry.setValue(fresh());
          return null;
        });
  }

  private Map<String, Consumer<LarderConfigurationBuilder<MutableKey, Box>>> settings() {
    Map<String, Consumer<LarderConfigurationBuilder<MutableKey, Box>>> all = new LinkedHashMap<>();
    all.put("plain", builder -> {});
    all.put("writer", builder -> builder.writer(new UserStore<>() {}));
    all.put("synchronous listener", builder -> builder.listener(listening(listener(), true)));
    all.put("asynchronous listener", builder -> builder.listener(listening(listener(), false)));
    all.put("bounded", builder -> builder.maximumSize(2));
    all.put(
        "weighed", builder -> builder.maximumWeight(2, (key, value) -> key.name.length() / 9 + 1));
    all.put("adaptive", builder -> builder.maximumSize(2).evictionPolicy(EvictionPolicy.ADAPTIVE));
    all.put("expiring", builder -> builder.expireAfterAccess(Duration.ofHours(1)));
    all.put("refreshing", builder -> builder.refreshAfter(Duration.ofHours(1)));
    all.put("entry expiry", builder -> builder.entryExpiry((key, value) -> Duration.ofHours(1)));
    all.put("copied", builder -> builder.keyCopier(key -> new MutableKey(key.name)));
    all.put(
        "everything",
        builder -> {
          builder.writer(new UserStore<>() {}).maximumSize(2);
          builder.expireAfterAccess(Duration.ofHours(1));
          builder.listener(listening(listener(), true)).listener(listening(listener(), false));
        });
    return all;
  }

  private AnyEventListener<MutableKey, Box> listener() {
    return new AnyEventListener<>() {
      @Override
      protected void onEvent(CacheEntryEvent<? extends MutableKey, ? extends Box> event) {
        received.add(event.getKey().name);
      }
    };
  }

  @TestFactory
  Stream<DynamicTest> create_callerMutatesKey_entryKeepsItsKey() {
    return tests(settings(), creating(), (setting, call) -> check(setting, call, false));
  }

  @TestFactory
  Stream<DynamicTest> update_callerMutatesKey_entryKeepsItsKey() {
    return tests(settings(), updating(), (setting, call) -> check(setting, call, true));
  }

  private void check(
      Consumer<LarderConfigurationBuilder<MutableKey, Box>> setting, Call call, boolean present)
      throws Exception {
    var builder = LarderConfiguration.builder(MutableKey.class, Box.class);
    builder.loader(new MapLoader<>(key -> fresh())).store(stores);
    setting.accept(builder);
    try (Cache<MutableKey, Box> cache = cache(builder)) {
      if (present) {
        cache.put(new MutableKey("a"), new Box(OLD));
      }
      MutableKey mine = new MutableKey("a");
      call.run(cache, mine);
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
      assertThat(bean(cache).getSize(), is(0L));
      stores.check();
    }
    stores.forget();
    assertThat(received, everyItem(is(oneOf("a", "other"))));
  }

  /** Changes each key after it has loaded its value. */
  private static final class ChangingLoader extends UserStore<MutableKey, Box> {
    @Override
    public Box load(MutableKey key) {
      key.name = "changed by the loader";
      return fresh();
    }

    @Override
    public Map<MutableKey, Box> loadAll(Iterable<? extends MutableKey> keys) {
      Map<MutableKey, Box> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(new MutableKey(key.name), load(key)));
      return loaded;
    }
  }

  @Test
  void load_loaderMutatesKeys_keepsCallersKeysAndStores() {
    var builder = LarderConfiguration.builder(MutableKey.class, Box.class);
    Cache<MutableKey, Box> cache = cache(builder.loader(new ChangingLoader()));
    MutableKey mine = new MutableKey("a");
    assertThat(cache.get(mine), is(fresh()));
    assertThat(mine.name, is("a"));
    assertThat(cache.getAll(Set.of(new MutableKey("b"))).size(), is(1));
    loadAll(cache, Set.of(new MutableKey("c")));
    assertThat(cache.containsKey(new MutableKey("c")), is(true));
  }
}
