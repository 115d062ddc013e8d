package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListenerFuture;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Read-through with many threads: one load for all of them, and nobody else is held up. */
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
    Function<String, String> failure =
        key -> {
          throw new IllegalStateException("on purpose");
        };
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
   * What was loaded is in the cache, for whoever comes next. Null or a failure is shared by reads
   * that waited for it; a processor, which may build on what it finds, asks for itself.
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
    done.get(20, TimeUnit.SECONDS);
    assertThat(loader.asked.get(), is(1));
  }

  @Test
  void get_loadFoundNothing_laterCallLoadsAgain() {
    AtomicReference<String> answer = new AtomicReference<>();
    MapLoader<String, String> loader = new MapLoader<>(key -> answer.get());
    Cache<String, String> cache = loading(String.class, String.class, loader);
    assertThat(cache.get("k"), is(nullValue()));
    answer.set("v");
    assertThat(cache.get("k"), is("v"));
    assertThat(loader.asked.get(), is(2));
  }

  @Test
  void load_slow_delaysNoOtherKey() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    MapLoader<Integer, String> loader =
        new MapLoader<>(
            key -> {
              if (key == 0) {
                begun.countDown();
                await(released);
              }
              return "v" + key;
            });
    Cache<Integer, String> cache = loading(Integer.class, String.class, loader);
    Together slow = Together.start(1, thread -> cache.get(0));
    await(begun);
    // Enough for the hash table to be resized several times, by every kind of operation.
    List<Integer> found =
        IntStream.range(1, 3_000)
            .filter(key -> cache.get(key).equals("v" + key) && cache.remove(key, "v" + key))
            .boxed()
            .toList();
    assertThat(found.size(), is(2_999));
    Set<Integer> keys = IntStream.range(1, 500).boxed().collect(Collectors.toSet());
    assertThat(cache.getAll(keys).size(), is(499));
    cache.put(1, "w");
    cache.invoke(2, (entry, arguments) -> entry.getValue());
    assertThat(cache.iterator().hasNext(), is(true));
    released.countDown();
    assertThat(slow.end().get(0).value, is("v0"));
  }

  @Test
  void loader_recursesOverOtherKeys_works() {
    AtomicReference<Cache<Integer, Long>> self = new AtomicReference<>();
    MapLoader<Integer, Long> loader =
        new MapLoader<>(
            n -> n < 2 ? Long.valueOf(n) : (Long) (self.get().get(n - 1) + self.get().get(n - 2)));
    Cache<Integer, Long> cache = loading(Integer.class, Long.class, loader);
    self.set(cache);
    List<Object> found = Together.values(Together.run(THREADS, thread -> cache.get(90)));
    found.forEach(value -> assertThat(value, is(2_880_067_194_370_816_120L)));
    assertThat(loader.asked.get(), is(91));
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
  void getAll_loaderReturnsNull_omitsTheKey() {
    Cache<String, String> cache =
        loading(String.class, String.class, new MapLoader<>(key -> key.equals("a") ? "1" : null));
    assertThat(cache.getAll(Set.of("a", "b")), is(Map.of("a", "1")));
    assertThat(cache.containsKey("b"), is(false));
    assertThrows(CacheLoaderException.class, () -> failing().get("k"));
  }

  private Cache<String, String> failing() {
    MutableConfiguration<String, String> configuration = strings().setReadThrough(true);
    configuration.setCacheLoaderFactory(
        () ->
            new MapLoader<>(
                key -> {
                  throw new IllegalStateException("on purpose");
                }));
    return provider.cache("failing", configuration);
  }

  @Test
  void statistics_readThrough_countsMissesAndHits() {
    MutableConfiguration<String, String> configuration = strings().setReadThrough(true);
    configuration.setCacheLoaderFactory(() -> new MapLoader<>(key -> "v"));
    Cache<String, String> cache = cache(configuration.setStatisticsEnabled(true));
    Set<String> keys = ConcurrentHashMap.newKeySet();
    keys.addAll(Set.of("a", "b", "c"));
    cache.get("a");
    cache.getAll(keys);
    cache.get("a");
    assertThat(Figures.of(cache), is(new Figures(2, 3, 0, 0, 0)));
  }
}
