package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.TestProvider;
import dev.larder.spec.Watchdog;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operations that wait for room in the queue of events although nobody is going to make any. */
class QueueHangTest {
  private static final int QUEUE = 10;

  private final TestProvider provider = new TestProvider();

  @AfterEach
  void close() {
    provider.close();
  }

  private static final class Backend implements CacheLoader<Integer, Integer>, NoWriter {
    @Override
    public Integer load(Integer key) {
      return key;
    }

    @Override
    public Map<Integer, Integer> loadAll(Iterable<? extends Integer> keys) {
      Map<Integer, Integer> all = new HashMap<>();
      keys.forEach(key -> all.put(key, key));
      return all;
    }
  }

  /** Writes nothing. */
  private interface NoWriter extends javax.cache.integration.CacheWriter<Integer, Integer> {
    @Override
    default void write(Cache.Entry<? extends Integer, ? extends Integer> entry) {}

    @Override
    default void writeAll(
        java.util.Collection<Cache.Entry<? extends Integer, ? extends Integer>> entries) {
      entries.clear();
    }

    @Override
    default void delete(Object key) {}

    @Override
    default void deleteAll(java.util.Collection<?> keys) {
      keys.clear();
    }
  }

  private Cache<Integer, Integer> cache(CacheEntryListener<Integer, Integer> listener) {
    LarderConfigurationBuilder<Integer, Integer> builder =
        LarderConfiguration.builder(Integer.class, Integer.class)
            .listenerQueueSize(QUEUE)
            .loader(new Backend())
            .writer(new Backend())
            .listener(
                new MutableCacheEntryListenerConfiguration<>(() -> listener, null, false, false));
    return provider.cache("cache", builder.build());
  }

  private static CacheEntryCreatedListener<Integer, Integer> quick() {
    return events -> {};
  }

  private static Set<Integer> keys(int from, int count) {
    return IntStream.range(from, from + count)
        .boxed()
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static void ends(String what, Callable<Object> body) throws Exception {
    Watchdog.watch(what, 20, body);
  }

  @Test
  void putAll_moreEventsThanTheQueue_ends() throws Exception {
    Cache<Integer, Integer> cache = cache(quick());
    Map<Integer, Integer> entries = new LinkedHashMap<>();
    keys(0, QUEUE + 2).forEach(key -> entries.put(key, key));
    ends(
        "putAll",
        () -> {
          cache.putAll(entries);
          return null;
        });
  }

  @Test
  void removeAll_moreEventsThanTheQueue_ends() throws Exception {
    Cache<Integer, Integer> cache =
        cache((javax.cache.event.CacheEntryRemovedListener<Integer, Integer>) events -> {});
    keys(0, QUEUE + 2).forEach(key -> cache.put(key, key));
    ends(
        "removeAll",
        () -> {
          cache.removeAll(keys(0, QUEUE + 2));
          return null;
        });
  }

  @Test
  void getAll_moreEventsThanTheQueue_ends() throws Exception {
    Cache<Integer, Integer> cache = cache(quick());
    ends("getAll", () -> cache.getAll(keys(0, QUEUE + 2)));
  }

  @Test
  void loadAll_moreEventsThanTheQueue_ends() throws Exception {
    Cache<Integer, Integer> cache = cache(quick());
    CompletionListenerFuture end = new CompletionListenerFuture();
    cache.loadAll(keys(0, QUEUE + 2), false, end);
    ends("loadAll", end::get);
  }

  /** Together they are too many, though each is not: two threads of seven each. */
  @Test
  void putAll_twoThreadsFillTheQueueTogether_end() throws Exception {
    Cache<Integer, Integer> cache = cache(quick());
    CyclicBarrier start = new CyclicBarrier(2);
    for (int round = 0; round < 2_000; round++) {
      int first = round * 100;
      Callable<Object> one = () -> together(cache, start, first);
      Callable<Object> other = () -> together(cache, start, first + 50);
      var thread = dev.larder.store.Running.start(one);
      ends("putAll of two threads, round " + round, other);
      ends("the other one, round " + round, thread::get);
    }
  }

  private static Object together(Cache<Integer, Integer> cache, CyclicBarrier start, int from)
      throws Exception {
    Map<Integer, Integer> entries = new LinkedHashMap<>();
    keys(from, QUEUE - 3).forEach(key -> entries.put(key, key));
    start.await();
    cache.putAll(entries);
    return null;
  }

  /** What a listener does waits for no room: but loadAll is done by another thread, which does. */
  @Test
  void listener_waitsForLoadAll_ends() throws Exception {
    Cache<Integer, Integer>[] known = new Cache[1];
    Cache<Integer, Integer> cache =
        cache(
            (CacheEntryCreatedListener<Integer, Integer>)
                events ->
                    events.forEach(
                        event -> {
                          if (event.getKey() < 100) {
                            CompletionListenerFuture end = new CompletionListenerFuture();
                            known[0].loadAll(Set.of(event.getKey() + 100), true, end);
                            try {
                              end.get();
                            } catch (Exception e) {
                              throw new IllegalStateException(e);
                            }
                          }
                        }));
    known[0] = cache;
    ends(
        "puts",
        () -> {
          for (int key = 0; key < 100; key++) {
            cache.put(key, key);
          }
          return null;
        });
    assertThat(cache.containsKey(99), is(true));
  }
}
