package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** By value, a stored value that cannot be deserialized any more can be replaced and removed. */
class UnreadableValuesTest extends SpecTest {
  private static final String KEY = "k";

  private final InspectedStores stores = new InspectedStores();

  /** A value that can be stored, and later fails to be read. */
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
        "plain", builder -> builder,
        "writer", builder -> builder.writer(new CountingWriter()),
        "listener", builder -> builder.listener(listening(listener, true)),
        "weighed", builder -> builder.maximumWeight(10, (key, value) -> value.text.length()),
        "expiring", builder -> builder.expireAfterAccess(Duration.ofHours(1)));
  }

  private Stream<DynamicTest> cases(
      Map<String, Consumer<Cache<String, Fragile>>> calls, Consumer<Cache<String, Fragile>> check) {
    return tests(settings(), calls, (setting, call) -> run(setting, call, check));
  }

  private void run(
      UnaryOperator<LarderConfigurationBuilder<String, Fragile>> setting,
      Consumer<Cache<String, Fragile>> call,
      Consumer<Cache<String, Fragile>> check) {
    var builder = LarderConfiguration.builder(String.class, Fragile.class).store(stores);
    try (Cache<String, Fragile> cache = cache(setting.apply(builder))) {
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
    return cases(calls, cache -> requirePresent(cache, true));
  }

  private static void requirePresent(Cache<String, Fragile> cache, boolean present) {
    assertThat(cache.containsKey(KEY), is(present));
    assertThat(bean(cache).getEntryCount(), is(present ? 1L : 0L));
  }

  @TestFactory
  Stream<DynamicTest> write_unreadableValue_replacesIt() {
    Map<String, Consumer<Cache<String, Fragile>>> calls = new LinkedHashMap<>();
    calls.put("put", cache -> cache.put(KEY, fresh()));
    calls.put("putAll", cache -> cache.putAll(Map.of(KEY, fresh())));
    calls.put("replace", cache -> assertThat(cache.replace(KEY, fresh()), is(true)));
    calls.put("replace if same", cache -> assertThat(cache.replace(KEY, bad(), fresh()), is(true)));
    calls.put("invoke", cache -> cache.invoke(KEY, setting(fresh())));
    calls.put(
        "getAndPut, which throws", cache -> requireUnreadable(() -> cache.getAndPut(KEY, fresh())));
    calls.put(
        "getAndReplace, which throws",
        cache -> requireUnreadable(() -> cache.getAndReplace(KEY, fresh())));
    return cases(calls, cache -> assertThat(cache.get(KEY), is(fresh())));
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
    calls.put("invoke", cache -> cache.invoke(KEY, UnreadableValuesTest::remove));
    calls.put(
        "getAndRemove, which throws", cache -> requireUnreadable(() -> cache.getAndRemove(KEY)));
    return cases(calls, cache -> requirePresent(cache, false));
  }

  private static void removeByIterator(Cache<String, Fragile> cache) {
    Iterator<Cache.Entry<String, Fragile>> entries = cache.iterator();
    requireUnreadable(entries::next);
    entries.remove();
  }

  private static Object remove(MutableEntry<String, Fragile> entry, Object... arguments) {
    entry.remove();
    return null;
  }
}
