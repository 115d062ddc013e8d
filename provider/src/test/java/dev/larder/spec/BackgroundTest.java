package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.CacheEntryEvictedListener;
import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.integration.CacheWriterException;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.Test;

/** What runs where: executors, reloads in one call or by schedule, evictions that are told. */
class BackgroundTest extends SpecTest {
  private static LarderConfigurationBuilder<String, String> builder() {
    return LarderConfiguration.builder(String.class, String.class);
  }

  private void seconds(long seconds) {
    provider.ticker().advance(Duration.ofSeconds(seconds));
  }

  /** Values with a number that grows with each load, and the keys of each call. */
  private static final class Source {
    private final List<Set<String>> calls = new CopyOnWriteArrayList<>();

    private Map<String, String> load(Set<String> keys) {
      calls.add(new TreeSet<>(keys));
      Map<String, String> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, key + calls.size()));
      return loaded;
    }
  }

  private static MutableCacheEntryListenerConfiguration<String, String> evictions(
      CacheEntryEvictedListener<String, String> listener) {
    return new MutableCacheEntryListenerConfiguration<>(
        new FactoryBuilder.SingletonFactory<>(listener), null, true, true);
  }

  @Test
  void coalesce_reloadsWithinTheWindow_areOneCall() {
    Source source = new Source();
    Cache<String, String> cache =
        cache(
            builder()
                .bulkLoader(source::load)
                .refreshAfter(Duration.ofMinutes(1))
                .coalesce(Duration.ofMillis(5))
                .build());
    cache.getAll(Set.of("a", "b", "c"));
    seconds(60);
    assertThat(cache.get("a"), is("a1"));
    assertThat(cache.get("b"), is("b1"));
    assertThat(cache.get("b"), is("b1"));
    assertThat(source.calls.size(), is(1));
    provider.ticker().advance(Duration.ofMillis(5));
    Eventually.isTrue("two are reloaded", () -> refreshes(cache) == 2);
    assertThat(source.calls, contains(Set.of("a", "b", "c"), Set.of("a", "b")));
    assertThat(cache.get("a"), is("a2"));
    assertThat(cache.get("c"), is("c1"));
  }

  private static long refreshes(Cache<?, ?> cache) {
    return cache.unwrap(LarderCacheMXBean.class).getRefreshes();
  }

  @Test
  void coalesce_fullBatch_startsAtOnce() {
    Source source = new Source();
    Cache<String, String> cache =
        cache(
            builder()
                .bulkLoader(source::load)
                .refreshAfter(Duration.ofMinutes(1))
                .coalesce(Duration.ofMinutes(10))
                .build());
    Set<String> keys = new TreeSet<>();
    for (int i = 0; i < 501; i++) {
      keys.add("k" + i);
    }
    cache.getAll(keys);
    seconds(60);
    cache.getAll(keys);
    Eventually.isTrue("a batch is reloaded", () -> refreshes(cache) == 500);
    assertThat(source.calls.size(), is(2));
  }

  @Test
  void coalesce_batchFails_keepsEntriesAndRetries() {
    List<Integer> calls = new CopyOnWriteArrayList<>();
    Cache<String, String> cache =
        cache(
            builder()
                .bulkLoader(
                    keys -> {
                      calls.add(keys.size());
                      if (calls.size() == 2) {
                        throw new IllegalStateException("on purpose");
                      }
                      Map<String, String> loaded = new HashMap<>();
                      keys.forEach(key -> loaded.put(key, key + calls.size()));
                      return loaded;
                    })
                .refreshAfter(Duration.ofMinutes(1))
                .coalesce(Duration.ofMillis(5))
                .build());
    cache.getAll(Set.of("a", "b"));
    seconds(60);
    cache.getAll(Set.of("a", "b"));
    seconds(1);
    LarderCacheMXBean bean = cache.unwrap(LarderCacheMXBean.class);
    Eventually.isTrue("both have failed", () -> bean.getRefreshFailures() == 2);
    assertThat(cache.getAll(Set.of("a", "b")), is(Map.of("a", "a1", "b", "b1")));
    seconds(10);
    cache.getAll(Set.of("a", "b"));
    seconds(1);
    Eventually.isTrue("both are reloaded", () -> bean.getRefreshes() == 2);
    assertThat(calls, contains(2, 2, 2));
  }

  @Test
  void scheduledRefresh_readEntries_reloadWithoutAHit() {
    Source source = new Source();
    Cache<String, String> cache =
        cache(
            builder()
                .bulkLoader(source::load)
                .refreshAfter(Duration.ofMinutes(1))
                .scheduledRefresh()
                .build());
    cache.put("cold", "put");
    cache.getAll(Set.of("hot", "warm"));
    assertThat(cache.getAll(Set.of("hot", "warm")), is(Map.of("hot", "hot1", "warm", "warm1")));
    seconds(59);
    assertThat(refreshes(cache), is(0L));
    seconds(16);
    Eventually.isTrue("the hot ones are reloaded", () -> refreshes(cache) == 2);
    assertThat(source.calls, hasItem(Set.of("hot", "warm")));
    assertThat(cache.get("hot"), is("hot2"));
    seconds(75);
    Eventually.isTrue("what was read is reloaded again", () -> refreshes(cache) == 3);
    assertThat(source.calls.get(2), is(Set.of("hot")));
    assertThat(cache.containsKey("cold"), is(true));
  }

  @Test
  void builder_impossibleRefresh_throws() {
    assertThrows(
        IllegalArgumentException.class,
        () -> builder().loader(key -> key).coalesce(Duration.ofMillis(5)).build());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            builder()
                .refreshAfter(Duration.ofMinutes(1))
                .refreshByCaller()
                .scheduledRefresh()
                .build());
    assertThrows(IllegalArgumentException.class, () -> builder().coalesce(Duration.ZERO));
  }

  @Test
  void executor_ofTheProgram_runsAllWorkAndStaysOpen() throws Exception {
    List<String> threads = new CopyOnWriteArrayList<>();
    ExecutorService own = Executors.newFixedThreadPool(1, task -> new Thread(task, "own"));
    try {
      Cache<String, String> cache =
          cache(
              builder()
                  .executor(own)
                  .maximumSize(2)
                  .loader(
                      key -> {
                        threads.add("load on " + Thread.currentThread().getName());
                        return key;
                      })
                  .refreshAfter(Duration.ofMinutes(1))
                  .onCreated(
                      (k, v) -> threads.add("created on " + Thread.currentThread().getName()))
                  .onEvicted(
                      (k, v) -> threads.add("evicted on " + Thread.currentThread().getName()))
                  .build());
      CompletionListenerFuture done = new CompletionListenerFuture();
      cache.loadAll(Set.of("a"), false, done);
      done.get();
      seconds(60);
      assertThat(cache.get("a"), is("a"));
      Eventually.isTrue("reloaded", () -> refreshes(cache) == 1);
      cache.put("b", "b");
      cache.put("c", "c");
      Eventually.isTrue("all is told", () -> threads.size() == 6);
      cache.close();
      assertThat(
          threads,
          containsInAnyOrder(
              "load on own",
              "load on own",
              "created on own",
              "created on own",
              "created on own",
              "evicted on own"));
      assertThat(own.isShutdown(), is(false));
    } finally {
      own.shutdownNow();
    }
  }

  @Test
  void executor_direct_doesNotDeadlock() {
    List<String> told = new CopyOnWriteArrayList<>();
    AtomicInteger loads = new AtomicInteger();
    List<Cache<String, String>> self = new ArrayList<>();
    Cache<String, String> cache =
        cache(
            builder()
                .executor(Runnable::run)
                .maximumSize(2)
                .loader(key -> key + loads.incrementAndGet())
                .refreshAfter(Duration.ofMinutes(1))
                .onEvicted(
                    (key, value) -> {
                      told.add(key);
                      self.get(0).containsKey(key);
                    })
                .build());
    self.add(cache);
    assertThat(cache.get("a"), is("a1"));
    seconds(60);
    assertThat(cache.get("a"), is("a1"));
    assertThat(cache.get("a"), is("a2"));
    cache.put("b", "b");
    cache.put("c", "c");
    Eventually.isTrue("the eviction is told", () -> told.size() == 1);
  }

  @Test
  void executor_rejects_callerDeliversEvents() {
    List<String> told = new CopyOnWriteArrayList<>();
    Executor none =
        task -> {
          throw new RejectedExecutionException("on purpose");
        };
    Cache<String, String> cache =
        cache(
            builder()
                .executor(none)
                .maximumSize(1)
                .onCreated((key, value) -> told.add("created " + key))
                .onEvicted((key, value) -> told.add("evicted " + key))
                .build());
    cache.put("a", "v");
    cache.put("b", "v");
    Eventually.isTrue("all is told", () -> told.size() == 3);
    assertThat(told, containsInAnyOrder("created a", "created b", "evicted a"));
  }

  @Test
  void eviction_synchronousListener_firesInTheCaller() {
    List<String> told = new ArrayList<>();
    Thread me = Thread.currentThread();
    Cache<String, String> cache =
        cache(
            builder()
                .maximumSize(3)
                .loader(key -> key)
                .writer((key, value) -> {}, key -> {})
                .listener(
                    evictions(
                        all ->
                            all.forEach(
                                one -> {
                                  assertThat(Thread.currentThread(), is(me));
                                  told.add(one.getKey());
                                })))
                .build());
    for (String key : List.of("a", "b", "c", "d")) {
      cache.put(key, "v");
    }
    assertThat(told, contains("a"));
    cache.get("e");
    assertThat(told, contains("a", "b"));
    cache.invoke(
        "f",
        (entry, arguments) -> {
          entry.setValue("v");
          return null;
        });
    assertThat(told, contains("a", "b", "c"));
    cache.putAll(new TreeMap<>(Map.of("g", "v", "h", "v")));
    assertThat(told, containsInAnyOrder("a", "b", "c", "d", "e"));
    cache.getAll(Set.of("i"));
    assertThat(told.size(), is(6));
    cache.unwrap(LarderCacheMXBean.class).setMaximum(1);
    assertThat(told.size(), is(8));
  }

  @Test
  void eviction_listenerThrows_reachesTheCaller() {
    Cache<String, String> cache =
        cache(
            builder()
                .maximumSize(1)
                .listener(
                    evictions(
                        all -> {
                          throw new IllegalStateException("on purpose");
                        }))
                .build());
    cache.put("a", "v");
    assertThrows(CacheEntryListenerException.class, () -> cache.put("b", "v"));
    assertThat(cache.get("b"), is("v"));
    assertThat(cache.get("a"), is(nullValue()));
  }

  @Test
  void eviction_listenerUsesItsCache_ends() {
    List<String> told = new ArrayList<>();
    List<Cache<String, String>> self = new ArrayList<>();
    Cache<String, String> cache =
        cache(
            builder()
                .maximumSize(2)
                .listener(
                    evictions(
                        all ->
                            all.forEach(
                                one -> {
                                  told.add(one.getKey());
                                  if (told.size() < 4) {
                                    self.get(0).put(one.getKey(), "again");
                                  }
                                })))
                .build());
    self.add(cache);
    cache.put("a", "v");
    cache.put("b", "v");
    cache.put("c", "v");
    assertThat(told, is(not(empty())));
    assertThat(told.get(0), is("a"));
    Eventually.isTrue("it comes to rest", () -> told.size() == 4);
  }

  @Test
  void writer_twoFunctions_writeAndDelete() {
    Map<String, String> written = new TreeMap<>();
    Cache<String, String> cache =
        cache(
            builder()
                .writer(
                    (key, value) -> {
                      if (value.isEmpty()) {
                        throw new IllegalStateException("on purpose");
                      }
                      written.put(key, value);
                    },
                    written::remove)
                .build());
    cache.putAll(Map.of("a", "1", "b", "2"));
    assertThat(written, is(Map.of("a", "1", "b", "2")));
    cache.removeAll(Set.of("a"));
    cache.remove("b");
    assertThat(written.keySet(), empty());
    assertThrows(CacheWriterException.class, () -> cache.put("c", ""));
    assertThat(cache.containsKey("c"), is(false));
    Map<String, String> second = new LinkedHashMap<>();
    second.put("first", "1");
    second.put("fails", "");
    assertThrows(CacheWriterException.class, () -> cache.putAll(second));
    assertThat(cache.containsKey("first"), is(written.containsKey("first")));
    assertThat(cache.containsKey("fails"), is(false));
  }

  private static final CacheEntryEvictedListener<String, String> DEAF = evictions -> {};

  /**
   * The evictions of one operation take places in the queue, and are handed over before it waits.
   */
  @Test
  void eviction_moreThanTheQueue_doesNotBlockItself() {
    List<String> told = new CopyOnWriteArrayList<>();
    Cache<String, String> cache =
        cache(
            builder()
                .maximumSize(100)
                .listenerQueueSize(2)
                .listener(evictions(DEAF))
                .onEvicted((key, value) -> told.add(key))
                .build());
    for (int i = 0; i < 100; i++) {
      cache.put("k" + i, "v");
    }
    cache.unwrap(LarderCacheMXBean.class).setMaximum(1);
    Eventually.isTrue("all are told", () -> told.size() == 99);
    Cache<String, String> weighed =
        provider.cache(
            "weighed",
            builder()
                .maximumWeight(50, (key, value) -> value.length())
                .listenerQueueSize(2)
                .listener(evictions(DEAF))
                .onEvicted((key, value) -> told.add(key))
                .build());
    for (int i = 0; i < 50; i++) {
      weighed.put("k" + i, "v");
    }
    weighed.put("heavy", "v".repeat(50));
    Eventually.isTrue("all are told", () -> told.size() == 149);
  }

  @Test
  void eviction_manyThreadsQueueOfOne_doNotDeadlock() throws InterruptedException {
    Cache<String, String> cache =
        cache(
            builder()
                .maximumSize(3)
                .listenerQueueSize(1)
                .listener(evictions(DEAF))
                .onEvicted((key, value) -> {})
                .build());
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      int number = t;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 2_000; i++) {
                  cache.put(number + "-" + i, "v");
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(cache.unwrap(LarderCacheMXBean.class).getEntryCount(), is(3L));
  }

  @Test
  void executor_losesTasks_callersDeliverEvents() {
    List<Runnable> lost = new CopyOnWriteArrayList<>();
    List<String> told = new CopyOnWriteArrayList<>();
    Cache<String, String> cache =
        cache(
            builder()
                .executor(lost::add)
                .listenerQueueSize(1)
                .expireAfterWrite(Duration.ofMinutes(1))
                .onCreated((key, value) -> told.add(key))
                .onExpired((key, value) -> told.add("expired " + key))
                .build());
    cache.put("a", "v");
    cache.put("b", "v");
    cache.put("c", "v");
    assertThat(told, hasItem("a"));
    assertThat(told, hasItem("b"));
  }

  @Test
  void executor_throws_losesNoEvent() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    Cache<String, String> cache =
        cache(
            builder()
                .executor(
                    task -> {
                      throw new IllegalStateException("on purpose");
                    })
                .expireAfterWrite(Duration.ofMinutes(1))
                .loader(key -> key)
                .onExpired((key, value) -> told.add(key))
                .build());
    cache.put("a", "v");
    cache.put("b", "v");
    seconds(61);
    Eventually.isTrue("both are told", () -> told.size() == 2);
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(Set.of("c"), false, done);
    done.get();
    assertThat(cache.containsKey("c"), is(true));
  }

  /** Since JDK 19 an executor service is closed by waiting for what it runs. */
  @Test
  void close_ownExecutor_isShutDownWithoutWaiting() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    ExecutorService own = Executors.newFixedThreadPool(1);
    LarderConfiguration<String, String> configuration =
        builder()
            .loader(
                (String key) -> {
                  loading.countDown();
                  await(new CountDownLatch(1));
                  return key;
                })
            .build();
    configuration.setExecutorFactory(() -> own);
    Cache<String, String> cache = cache(configuration);
    CompletionListenerFuture running = new CompletionListenerFuture();
    cache.loadAll(Set.of("running"), false, running);
    await(loading);
    CompletionListenerFuture waiting = new CompletionListenerFuture();
    cache.loadAll(Set.of("waiting"), false, waiting);
    cache.close();
    assertThat(own.isShutdown(), is(true));
    assertThrows(ExecutionException.class, waiting::get);
  }

  /** A key that is not immutable. */
  private static BitSet bits(long value) {
    return BitSet.valueOf(new long[] {value});
  }

  @Test
  void scheduledRefresh_keyCopierFails_reloadsOthers() {
    AtomicInteger failing = new AtomicInteger();
    BitSet bad = bits(1);
    Set<BitSet> keys = Set.of(bits(0), bad, bits(2));
    Cache<BitSet, String> cache =
        cache(
            LarderConfiguration.builder(BitSet.class, String.class)
                .loader((BitSet key) -> "loaded")
                .keyCopier(
                    key -> {
                      if (key.equals(bad) && failing.getAndDecrement() > 0) {
                        throw new IllegalStateException("on purpose");
                      }
                      return (BitSet) key.clone();
                    })
                .refreshAfter(Duration.ofMinutes(1))
                .scheduledRefresh()
                .build());
    cache.getAll(keys);
    cache.getAll(keys);
    failing.set(1);
    seconds(75);
    LarderCacheMXBean bean = cache.unwrap(LarderCacheMXBean.class);
    Eventually.isTrue("two are reloaded", () -> bean.getRefreshes() == 2);
    assertThat(bean.getRefreshFailures(), is(1L));
    seconds(15);
    Eventually.isTrue("the third is reloaded", () -> bean.getRefreshes() == 3);
  }

  @Test
  void refresh_hitInProcessorDirectExecutor_runsElsewhere() {
    Cache<String, String> cache =
        cache(
            builder()
                .executor(Runnable::run)
                .loader(key -> key)
                .refreshAfter(Duration.ofMinutes(1))
                .build());
    assertThat(cache.get("k"), is("k"));
    seconds(60);
    cache.<Object>invoke("other", (entry, arguments) -> cache.get("k"));
    Eventually.isTrue("it is reloaded", () -> refreshes(cache) == 1);
    assertThat(cache.unwrap(LarderCacheMXBean.class).getRefreshFailures(), is(0L));
  }
}
