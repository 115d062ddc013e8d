package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderConfiguration;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CompletionListenerFuture;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Read-through: threads share loads, and loads may recurse. */
class LoadingTest extends SpecTest {
  private static final int THREADS = 8;

  private <K, V> Cache<K, V> loading(Class<K> keys, Class<V> values, MapLoader<K, V> loader) {
    MutableConfiguration<K, V> configuration = typed(keys, values).setReadThrough(true);
    configuration.setCacheLoaderFactory(() -> loader);
    return cache(configuration);
  }

  private static Object read(Cache<String, String> cache, int way) {
    return switch (way % 3) {
      case 0 -> cache.get("k");
      case 1 -> cache.getAll(Set.of("k")).get("k");
      default -> cache.invoke("k", (entry, arguments) -> entry.getValue());
    };
  }

  @TestFactory
  Stream<DynamicTest> miss_manyThreads_shareOneLoad() {
    Function<String, String> value = key -> "loaded";
    Function<String, String> none = key -> null;
    Function<String, String> failure = key -> fail();
    return Stream.of(value, none, failure)
        .flatMap(
            answer ->
                IntStream.range(0, 4)
                    .mapToObj(
                        way ->
                            DynamicTest.dynamicTest(
                                (answer == value ? "value" : answer == none ? "null" : "failure")
                                    + (way == 3 ? ", mixed" : ", way " + way),
                                () -> shareOneLoad(answer, answer == value, way))));
  }

  /**
   * Threads that come later find a loaded value in the cache. A failure or null is shared by the
   * readers that waited for it. A processor loads by itself, because it may depend on the entry.
   */
  private static Matcher<Integer> loads(boolean stored, int way) {
    int processors =
        (int) IntStream.range(0, THREADS).filter(i -> (way == 3 ? i : way) % 3 == 2).count();
    return stored || processors == 0
        ? is(1)
        : is(oneOf(processors, Math.min(THREADS, processors + 1)));
  }

  private void shareOneLoad(Function<String, String> answer, boolean stored, int way) {
    CountDownLatch released = new CountDownLatch(1);
    MapLoader<String, String> loader =
        new MapLoader<>(
            key -> {
              await(released);
              return answer.apply(key);
            });
    try (Cache<String, String> cache = loading(String.class, String.class, loader)) {
      Together together = Together.start(THREADS, thread -> read(cache, way == 3 ? thread : way));
      together.awaitWaiting(0);
      released.countDown();
      List<Together.Outcome> outcomes = together.end();
      assertThat(loader.asked.get(), loads(stored, way));
      Object expected;
      try {
        expected = answer.apply("k");
      } catch (IllegalStateException e) {
        for (Together.Outcome outcome : outcomes) {
          assertThat(outcome.failure, is(instanceOf(CacheException.class)));
        }
        return;
      }
      for (Object found : Together.values(outcomes)) {
        assertThat(found, is(expected));
      }
    }
  }

  @Test
  void get_duringLoadAll_sharesItsLoad() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    MapLoader<String, String> loader =
        new MapLoader<>(
            key -> {
              begun.countDown();
              await(released);
              return "loaded";
            });
    Cache<String, String> cache = loading(String.class, String.class, loader);
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(Set.of("k"), false, done);
    await(begun);
    Together together = Together.start(THREADS, thread -> read(cache, thread));
    together.awaitWaiting(0);
    released.countDown();
    for (Object found : Together.values(together.end())) {
      assertThat(found, is("loaded"));
    }
    await(done);
    assertThat(loader.asked.get(), is(1));
  }

  @Test
  void loader_recursesOntoItsKey_namesTheCache() {
    AtomicReference<Cache<String, String>> self = new AtomicReference<>();
    MapLoader<String, String> loader = new MapLoader<>(key -> self.get().get(key));
    Cache<String, String> cache = loading(String.class, String.class, loader);
    self.set(cache);
    var thrown = assertThrows(CacheException.class, () -> cache.get("k"));
    assertThat(thrown.getMessage() + thrown.getCause(), containsString("'spec'"));
    var inProcessor =
        assertThrows(
            CacheException.class,
            () -> cache.invoke("k", (entry, arguments) -> cache.getAndPut("k", "v")));
    assertThat(inProcessor.getMessage() + inProcessor.getCause(), containsString("'spec'"));
    cache.put("k", "fine");
    assertThat(cache.get("k"), is("fine"));
  }

  @Test
  void load_copierThrowsChecked_isSharedWithWaiters() {
    AtomicInteger loads = new AtomicInteger();
    CountDownLatch released = new CountDownLatch(1);
    AtomicBoolean fails = new AtomicBoolean(true);
    Cache<String, StringBuilder> cache =
        cache(
            LarderConfiguration.builder(String.class, StringBuilder.class)
                .loader(
                    new MapLoader<>(
                        key -> {
                          loads.incrementAndGet();
                          await(released);
                          return new StringBuilder("v");
                        }))
                .valueCopier(
                    original -> {
                      if (fails.get()) {
                        throw Rethrow.asIs(new IOException("on purpose"));
                      }
                      return new StringBuilder(original);
                    }));
    Together readers = Together.start(4, thread -> cache.get("k"));
    readers.awaitWaiting(0);
    released.countDown();
    for (Together.Outcome outcome : readers.end()) {
      assertThat(outcome.failure, instanceOf(IOException.class));
    }
    assertThat(loads.get(), is(1));
    fails.set(false);
    assertThat(cache.get("k").toString(), is("v"));
  }

  @Test
  void invoke_setThenRemoveOnAbsentKey_loadsNothing() {
    MapLoader<String, String> loader = new MapLoader<>(key -> "loaded");
    Cache<String, String> cache = loading(String.class, String.class, loader);
    String seen =
        cache.invoke(
            "k",
            (entry, arguments) -> {
              entry.setValue("v");
              entry.remove();
              return entry.exists() + " " + entry.getValue();
            });
    assertThat(seen, is("false null"));
    assertThat(cache.containsKey("k"), is(false));
    assertThat(loader.asked.get(), is(0));
  }
}
