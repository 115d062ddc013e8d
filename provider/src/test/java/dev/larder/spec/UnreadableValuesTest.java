package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.store.heap.InspectedStores;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryUpdatedListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** By value, a value that cannot be read back any more is in nobody's way. */
class UnreadableValuesTest extends SpecTest {
  private static final String KEY = "k";

  private final InspectedStores stores = new InspectedStores();

  /** Can be stored, and some day not be read. */
  private static final class Fragile implements Serializable {
    private static final long serialVersionUID = 1L;
    static volatile boolean isBroken;

    final String text;

    Fragile(String text) {
      this.text = text;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      if (isBroken && text.equals("bad")) {
        throw new InvalidObjectException("on purpose");
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Fragile fragile && fragile.text.equals(text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  @AfterEach
  void mend() {
    Fragile.isBroken = false;
  }

  private static Fragile bad() {
    return new Fragile("bad");
  }

  private static Fragile fresh() {
    return new Fragile("new");
  }

  private static Map<String, UnaryOperator<LarderConfigurationBuilder<String, Fragile>>>
      settings() {
    CacheEntryUpdatedListener<String, Fragile> listener = events -> {};
    return Map.of(
        "plain",
        builder -> builder,
        "written",
        builder -> builder.writer(new CountingWriter()),
        "heard",
        builder ->
            builder.listener(
                new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, true)),
        "weighed",
        builder -> builder.maximumWeight(10, (key, value) -> value.text.length()),
        "expiring",
        builder -> builder.expireAfterAccess(Duration.ofHours(1)));
  }

  private Stream<DynamicTest> tests(
      Map<String, Consumer<Cache<String, Fragile>>> calls, Consumer<Cache<String, Fragile>> check) {
    return settings().entrySet().stream()
        .flatMap(
            setting ->
                calls.entrySet().stream()
                    .map(
                        call ->
                            DynamicTest.dynamicTest(
                                setting.getKey() + ", " + call.getKey(),
                                () -> run(setting.getValue(), call.getValue(), check))));
  }

  private void run(
      UnaryOperator<LarderConfigurationBuilder<String, Fragile>> setting,
      Consumer<Cache<String, Fragile>> call,
      Consumer<Cache<String, Fragile>> check) {
    var builder = LarderConfiguration.builder(String.class, Fragile.class).store(stores);
    try (Cache<String, Fragile> cache = cache(setting.apply(builder).build())) {
      cache.put(KEY, bad());
      Fragile.isBroken = true;
      call.accept(cache);
      check.accept(cache);
      stores.check();
      Fragile.isBroken = false;
    }
    stores.forget();
  }

  private static void requireUnreadable(Runnable call) {
    Throwable refused = assertThrows(CacheException.class, call::run);
    while (!refused.getMessage().contains("cannot be deserialized")) {
      refused = refused.getCause();
    }
    assertThat(refused.getMessage(), containsString("'spec'"));
    assertThat(refused.getMessage(), containsString(Fragile.class.getName()));
  }

  @TestFactory
  Stream<DynamicTest> read_unreadableValue_throwsAndKeepsTheEntry() {
    Map<String, Consumer<Cache<String, Fragile>>> calls = new LinkedHashMap<>();
    calls.put("get", cache -> cache.get(KEY));
    calls.put("getAll", cache -> cache.getAll(Set.of(KEY)));
    calls.put("iterator", cache -> cache.iterator().next());
    calls.put("invoke", cache -> cache.invoke(KEY, (entry, arguments) -> entry.getValue()));
    calls.replaceAll((name, call) -> cache -> requireUnreadable(() -> call.accept(cache)));
    return tests(calls, cache -> assertThat(cache.containsKey(KEY), is(true)));
  }

  @TestFactory
  Stream<DynamicTest> write_unreadableValue_replacesIt() {
    Map<String, Consumer<Cache<String, Fragile>>> calls = new LinkedHashMap<>();
    calls.put("put", cache -> cache.put(KEY, fresh()));
    calls.put("putAll", cache -> cache.putAll(Map.of(KEY, fresh())));
    calls.put("replace", cache -> assertThat(cache.replace(KEY, fresh()), is(true)));
    calls.put("replace if same", cache -> assertThat(cache.replace(KEY, bad(), fresh()), is(true)));
    calls.put("invoke", cache -> cache.invoke(KEY, (entry, any) -> set(entry::setValue)));
    calls.put(
        "getAndPut, which has nothing to give",
        cache -> requireUnreadable(() -> cache.getAndPut(KEY, fresh())));
    calls.put(
        "getAndReplace, which has nothing to give",
        cache -> requireUnreadable(() -> cache.getAndReplace(KEY, fresh())));
    return tests(calls, cache -> assertThat(cache.get(KEY), is(fresh())));
  }

  private static Object set(Consumer<Fragile> setter) {
    setter.accept(fresh());
    return null;
  }

  @TestFactory
  Stream<DynamicTest> remove_unreadableValue_removesIt() {
    Map<String, Consumer<Cache<String, Fragile>>> calls = new LinkedHashMap<>();
    calls.put("remove", cache -> assertThat(cache.remove(KEY), is(true)));
    calls.put("remove if same", cache -> assertThat(cache.remove(KEY, bad()), is(true)));
    calls.put("removeAll", Cache::removeAll);
    calls.put("removeAll of some", cache -> cache.removeAll(Set.of(KEY)));
    calls.put("clear", Cache::clear);
    calls.put("iterator", UnreadableValuesTest::removeByIterator);
    calls.put("invoke", cache -> cache.invoke(KEY, (entry, any) -> remove(entry::remove)));
    calls.put(
        "getAndRemove, which has nothing to give",
        cache -> requireUnreadable(() -> cache.getAndRemove(KEY)));
    return tests(
        calls,
        cache -> {
          assertThat(cache.containsKey(KEY), is(false));
          assertThat(cache.unwrap(LarderCacheMXBean.class).getSize(), is(0L));
        });
  }

  private static void removeByIterator(Cache<String, Fragile> cache) {
    Iterator<Cache.Entry<String, Fragile>> entries = cache.iterator();
    requireUnreadable(entries::next);
    entries.remove();
  }

  private static Object remove(Runnable remover) {
    remover.run();
    return null;
  }
}
