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
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.integration.CacheWriterException;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.Test;

/** Background work: executors, coalesced and scheduled reloads, and events of evictions. */
class BackgroundTest extends SpecTest {
  /** A bulk loader whose values have the number of the call. It records the keys of each call. */
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
    return listening(listener, true);
  }

  @Test
  void coalesce_reloadsWithinTheWindow_areOneCall() {
    Source source = new Source();
    Cache<String, String> cache =
        cache(
            builder()
                .bulkLoader(source::load)
                .refreshAfter(Duration.ofMinutes(1))
                .coalesce(Duration.ofMillis(5)));
    cache.getAll(Set.of("a", "b", "c"));
    seconds(60);
    assertThat(cache.get("a"), is("a1"));
    assertThat(cache.get("b"), is("b1"));
    assertThat(cache.get("b"), is("b1"));
    assertThat(source.calls.size(), is(1));
    advance(Duration.ofMillis(5));
    Eventually.isTrue("two reloads", () -> refreshes(cache) == 2);
    assertThat(source.calls, contains(Set.of("a", "b", "c"), Set.of("a", "b")));
    assertThat(cache.get("a"), is("a2"));
    assertThat(cache.get("c"), is("c1"));
  }

  private static long refreshes(Cache<?, ?> cache) {
    return bean(cache).getRefreshes();
  }

  @Test
  void coalesce_fullBatch_startsAtOnce() {
    Source source = new Source();
    Cache<String, String> cache =
        cache(
            builder()
                .bulkLoader(source::load)
                .refreshAfter(Duration.ofMinutes(1))
                .coalesce(Duration.ofMinutes(10)));
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
                .coalesce(Duration.ofMillis(5)));
    cache.getAll(Set.of("a", "b"));
    seconds(60);
    cache.getAll(Set.of("a", "b"));
    seconds(1);
    LarderCacheMXBean bean = bean(cache);
    Eventually.isTrue("both reloads fail", () -> bean.getRefreshFailures() == 2);
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
                .scheduledRefresh());
    cache.put("cold", "put");
    cache.getAll(Set.of("hot", "warm"));
    assertThat(cache.getAll(Set.of("hot", "warm")), is(Map.of("hot", "hot1", "warm", "warm1")));
    seconds(59);
    assertThat(refreshes(cache), is(0L));
    seconds(16);
    Eventually.isTrue("the hot entries are reloaded", () -> refreshes(cache) == 2);
    assertThat(source.calls, hasItem(Set.of("hot", "warm")));
    assertThat(cache.get("hot"), is("hot2"));
    seconds(75);
    Eventually.isTrue(
        "the entry that was read is reloaded",
        () -> {
          // The next walk is skipped if the thread of the first one has not quite ended.
          seconds(15);
          return refreshes(cache) == 3;
        });
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
                      (k, v) -> threads.add("evicted on " + Thread.currentThread().getName())));
      CompletionListenerFuture done = new CompletionListenerFuture();
      cache.loadAll(Set.of("a"), false, done);
      done.get();
      seconds(60);
      assertThat(cache.get("a"), is("a"));
      Eventually.isTrue("the reload", () -> refreshes(cache) == 1);
      cache.put("b", "b");
      cache.put("c", "c");
      Eventually.isTrue("all events", () -> threads.size() == 6);
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
    List<String> delivered = new CopyOnWriteArrayList<>();
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
                      delivered.add(key);
                      self.get(0).containsKey(key);
                    }));
    self.add(cache);
    assertThat(cache.get("a"), is("a1"));
    seconds(60);
    assertThat(cache.get("a"), is("a1"));
    assertThat(cache.get("a"), is("a2"));
    cache.put("b", "b");
    cache.put("c", "c");
    Eventually.isTrue("the event of the eviction", () -> delivered.size() == 1);
  }

  @Test
  void executor_rejects_callerDeliversEvents() {
    List<String> delivered = new CopyOnWriteArrayList<>();
    Executor none =
        task -> {
          throw new RejectedExecutionException("on purpose");
        };
    Cache<String, String> cache =
        cache(
            builder()
                .executor(none)
                .maximumSize(1)
                .onCreated((key, value) -> delivered.add("created " + key))
                .onEvicted((key, value) -> delivered.add("evicted " + key)));
    cache.put("a", "v");
    cache.put("b", "v");
    Eventually.isTrue("all events", () -> delivered.size() == 3);
    assertThat(delivered, containsInAnyOrder("created a", "created b", "evicted a"));
  }

  @Test
  void eviction_synchronousListener_firesInTheCaller() {
    List<String> delivered = new ArrayList<>();
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
                                  delivered.add(one.getKey());
                                }))));
    for (String key : List.of("a", "b", "c", "d")) {
      cache.put(key, "v");
    }
    assertThat(delivered, contains("a"));
    cache.get("e");
    assertThat(delivered, contains("a", "b"));
    cache.invoke("f", setting("v"));
    assertThat(delivered, contains("a", "b", "c"));
    cache.putAll(new TreeMap<>(Map.of("g", "v", "h", "v")));
    assertThat(delivered, containsInAnyOrder("a", "b", "c", "d", "e"));
    cache.getAll(Set.of("i"));
    assertThat(delivered.size(), is(6));
    bean(cache).setMaximum(1);
    assertThat(delivered.size(), is(8));
  }

  @Test
  void eviction_listenerThrows_reachesTheCaller() {
    Cache<String, String> cache =
        cache(builder().maximumSize(1).listener(evictions(all -> fail())));
    cache.put("a", "v");
    assertThrows(CacheEntryListenerException.class, () -> cache.put("b", "v"));
    assertThat(cache.get("b"), is("v"));
    assertThat(cache.get("a"), is(nullValue()));
  }

  @Test
  void eviction_listenerUsesItsCache_ends() {
    List<String> delivered = new ArrayList<>();
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
                                  delivered.add(one.getKey());
                                  if (delivered.size() < 4) {
                                    self.get(0).put(one.getKey(), "again");
                                  }
                                }))));
    self.add(cache);
    cache.put("a", "v");
    cache.put("b", "v");
    cache.put("c", "v");
    assertThat(delivered, is(not(empty())));
    assertThat(delivered.get(0), is("a"));
    Eventually.isTrue("no further eviction", () -> delivered.size() == 4);
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
                    written::remove));
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

  @Test
  void executor_losesTasks_callersDeliverEvents() {
    List<Runnable> lost = new CopyOnWriteArrayList<>();
    List<String> delivered = new CopyOnWriteArrayList<>();
    Cache<String, String> cache =
        cache(
            builder()
                .executor(lost::add)
                .listenerQueueSize(1)
                .expireAfterWrite(Duration.ofMinutes(1))
                .onCreated((key, value) -> delivered.add(key))
                .onExpired((key, value) -> delivered.add("expired " + key)));
    cache.put("a", "v");
    cache.put("b", "v");
    cache.put("c", "v");
    assertThat(delivered, hasItem("a"));
    assertThat(delivered, hasItem("b"));
  }

  @Test
  void executor_throws_losesNoEvent() throws Exception {
    List<String> delivered = new CopyOnWriteArrayList<>();
    Cache<String, String> cache =
        cache(
            builder()
                .executor(task -> fail())
                .expireAfterWrite(Duration.ofMinutes(1))
                .loader(key -> key)
                .onExpired((key, value) -> delivered.add(key)));
    cache.put("a", "v");
    cache.put("b", "v");
    seconds(61);
    Eventually.isTrue("both events", () -> delivered.size() == 2);
    CompletionListenerFuture done = new CompletionListenerFuture();
    cache.loadAll(Set.of("c"), false, done);
    done.get();
    assertThat(cache.containsKey("c"), is(true));
  }

  /** ExecutorService.close waits for its tasks since JDK 19, so the cache must not call it. */
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

  /** A mutable key. */
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
                .scheduledRefresh());
    cache.getAll(keys);
    cache.getAll(keys);
    failing.set(1);
    seconds(75);
    LarderCacheMXBean bean = bean(cache);
    Eventually.isTrue("two reloads", () -> bean.getRefreshes() == 2);
    assertThat(bean.getRefreshFailures(), is(1L));
    seconds(15);
    Eventually.isTrue("the third reload", () -> bean.getRefreshes() == 3);
  }

  @Test
  void refresh_hitInProcessorDirectExecutor_runsElsewhere() {
    Cache<String, String> cache =
        cache(
            builder()
                .executor(Runnable::run)
                .loader(key -> key)
                .refreshAfter(Duration.ofMinutes(1)));
    assertThat(cache.get("k"), is("k"));
    seconds(60);
    cache.<Object>invoke("other", (entry, arguments) -> cache.get("k"));
    Eventually.isTrue("the reload", () -> refreshes(cache) == 1);
    assertThat(bean(cache).getRefreshFailures(), is(0L));
  }
}
