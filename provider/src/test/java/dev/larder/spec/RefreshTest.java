package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.reliability.Logged;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.event.EventType;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refresh-ahead: a hit on a stale value returns it, and reloads it in the background. */
class RefreshTest extends SpecTest {
  private final AtomicInteger loads = new AtomicInteger();

  /** The current function of the loader. */
  private final AtomicReference<Function<String, String>> answer =
      new AtomicReference<>(key -> key + loads.get());

  /** Returns the configuration of a cache that reloads values after a minute. */
  LarderConfigurationBuilder<String, String> refreshing() {
    return refreshingOnTheHeap();
  }

  private LarderConfigurationBuilder<String, String> refreshingOnTheHeap() {
    return builder().loader(new MapLoader<>(this::load)).refreshAfter(Duration.ofMinutes(1));
  }

  private String load(String key) {
    loads.incrementAndGet();
    return answer.get().apply(key);
  }

  private static String failing(String key) {
    throw new IllegalStateException("on purpose: " + key);
  }

  private void minutes(double minutes) {
    advance(Duration.ofSeconds(Math.round(60 * minutes)));
  }

  private static void awaitRefreshes(Cache<?, ?> cache, long number) {
    Eventually.isTrue("the reload", () -> bean(cache).getRefreshes() == number);
  }

  private static void awaitFailures(Cache<?, ?> cache, long number) {
    Eventually.isTrue("the failures", () -> bean(cache).getRefreshFailures() == number);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void get_staleValue_reloadsInTheBackground(boolean byValue) {
    Cache<String, String> cache =
        cache(byValue ? refreshing() : refreshingOnTheHeap().storeByReference());
    assertThat(cache.get("k"), is("k1"));
    minutes(0.9);
    assertThat(cache.get("k"), is("k1"));
    assertThat("not stale yet", loads.get(), is(1));
    minutes(0.1);
    assertThat(cache.get("k"), is("k1"));
    awaitRefreshes(cache, 1);
    assertThat(cache.get("k"), is("k2"));
    assertThat(loads.get(), is(2));
    minutes(1);
    assertThat("the age restarts", cache.getAll(Set.of("k")), hasEntry("k", "k2"));
    awaitRefreshes(cache, 2);
    assertThat(cache.get("k"), is("k3"));
  }

  @Test
  void put_refreshingCache_restartsTheAge() {
    Cache<String, String> cache = cache(refreshing());
    cache.get("k");
    minutes(0.5);
    cache.put("k", "mine");
    minutes(0.9);
    assertThat(cache.get("k"), is("mine"));
    assertThat(loads.get(), is(1));
    minutes(0.1);
    cache.get("k");
    awaitRefreshes(cache, 1);
    assertThat(cache.get("k"), is("k2"));
  }

  @Test
  void get_manyStaleHits_reloadOnceWithoutWaiting() {
    Cache<String, String> cache = cache(refreshing());
    cache.get("k");
    minutes(2);
    CountDownLatch released = new CountDownLatch(1);
    answer.set(
        key -> {
          await(released);
          return "new";
        });
    List<Together.Outcome> outcomes = Together.run(8, thread -> readOften(cache));
    assertThat(Set.copyOf(Together.values(outcomes)), is(Set.of("k1")));
    Eventually.isTrue("the load begins", () -> loads.get() == 2);
    cache.put("other", "o");
    released.countDown();
    awaitRefreshes(cache, 1);
    assertThat(cache.get("k"), is("new"));
    assertThat(loads.get(), is(2));
  }

  private static String readOften(Cache<String, String> cache) {
    String found = cache.get("k");
    for (int i = 0; i < 1_000 && found.equals("k1"); i++) {
      found = cache.get("k");
    }
    return found;
  }

  @ParameterizedTest
  @ValueSource(strings = {"put", "the same value", "remove", "clear"})
  void reload_changedMeanwhile_keepsTheChange(String between) {
    Cache<String, String> cache = cache(refreshing());
    String first = cache.get("k");
    minutes(2);
    answer.set(
        key -> {
          switch (between) {
            case "put" -> cache.put("k", "mine");
            case "the same value" -> cache.put("k", first);
            case "remove" -> cache.remove("k");
            default -> cache.clear();
          }
          return "too late";
        });
    cache.get("k");
    awaitRefreshes(cache, 1);
    String expected =
        switch (between) {
          case "put" -> "mine";
          case "the same value" -> first;
          default -> null;
        };
    assertThat(cache.containsKey("k"), is(expected != null));
    if (expected != null) {
      assertThat(cache.get("k"), is(expected));
    }
  }

  @Test
  void reload_fails_keepsValueUntilExpiryAndRetries() {
    Cache<String, String> cache = cache(refreshing().expireAfterCreation(Duration.ofMinutes(5)));
    cache.get("k");
    minutes(1);
    answer.set(RefreshTest::failing);
    assertThat(cache.get("k"), is("k1"));
    awaitFailures(cache, 1);
    assertThat(cache.get("k"), is("k1"));
    assertThat("no immediate retry", loads.get(), is(2));
    minutes(0.1);
    assertThat(cache.get("k"), is("k1"));
    awaitFailures(cache, 2);
    assertThat(loads.get(), is(3));
    minutes(3.9);
    assertThat(cache.containsKey("k"), is(false));
    assertThrows(CacheLoaderException.class, () -> cache.get("k"));
    assertThat(bean(cache).getRefreshes(), is(0L));
    assertThat("one load per retry period, and one by the last read", loads.get(), is(4));
  }

  @Test
  void reload_failures_warnOnceAMinute() {
    Cache<String, String> cache = cache(refreshing());
    cache.getAll(Set.of("a", "b"));
    minutes(1);
    answer.set(RefreshTest::failing);
    try (Logged logged = new Logged("dev.larder.engine.BackgroundRefresher")) {
      cache.get("a");
      awaitFailures(cache, 1);
      cache.get("b");
      awaitFailures(cache, 2);
      minutes(1);
      cache.get("a");
      awaitFailures(cache, 3);
      Eventually.isTrue("two warnings", () -> logged.records().size() >= 2);
      List<String> causes =
          logged.records().stream()
              .map(record -> record.getThrown().getCause().getMessage())
              .toList();
      assertThat(causes, contains("on purpose: a", "on purpose: a"));
    }
  }

  @Test
  void reload_listenerThrows_succeeds() {
    EventLog refusing =
        new EventLog(
            event -> {
              if (event.getEventType() == EventType.UPDATED) {
                throw new IllegalStateException("on purpose");
              }
            });
    Cache<String, String> cache = cache(refreshing());
    cache.registerCacheEntryListener(refusing.configuration(true));
    cache.get("k");
    minutes(1);
    try (Logged logged = new Logged("dev.larder")) {
      cache.get("k");
      awaitRefreshes(cache, 1);
      Eventually.isTrue("a warning", () -> logged.warnings() > 0);
      assertThat("once", logged.warnings(), is(1L));
    }
    assertThat(cache.get("k"), is("k2"));
    assertThat(bean(cache).getRefreshFailures(), is(0L));
  }

  @Test
  void reload_failsBeyondStaleIfError_misses() {
    EventLog log = new EventLog();
    Cache<String, String> cache = cache(refreshing().staleIfError(Duration.ofMinutes(2)));
    cache.registerCacheEntryListener(log.configuration(true));
    cache.get("k");
    minutes(2.9);
    Function<String, String> working = answer.get();
    answer.set(RefreshTest::failing);
    assertThat(cache.get("k"), is("k1"));
    awaitFailures(cache, 1);
    assertThat(cache.get("k"), is("k1"));
    assertThat(cache.iterator().hasNext(), is(true));
    minutes(0.1);
    assertThat(cache.containsKey("k"), is(false));
    assertThat(cache.iterator().hasNext(), is(false));
    assertThrows(CacheLoaderException.class, () -> cache.get("k"));
    answer.set(working);
    assertThat(cache.get("k"), is("k4"));
    assertThat(log.lines(), contains("CREATED k k1", "EXPIRED k k1", "CREATED k k4"));
  }

  /** With a listener, operations claim the key. Without one, they are single transitions. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void operations_tooStaleValue_findItAbsent(boolean listening) {
    Cache<String, String> cache = cache(refreshing().staleIfError(Duration.ofMinutes(1)));
    if (listening) {
      cache.registerCacheEntryListener(new EventLog().configuration(true));
    }
    List<String> keys = List.of("a", "b", "c", "d", "e", "f");
    keys.forEach(cache::get);
    minutes(1);
    answer.set(RefreshTest::failing);
    keys.forEach(cache::get);
    awaitFailures(cache, keys.size());
    minutes(1);
    assertThat(cache.getAndPut("a", "new"), is(nullValue()));
    assertThat(cache.putIfAbsent("b", "new"), is(true));
    assertThat(cache.replace("c", "new"), is(false));
    assertThat(cache.getAndRemove("d"), is(nullValue()));
    assertThat(cache.remove("e"), is(false));
    assertThat(cache.replace("f", "f6", "new"), is(false));
    assertThat(cache.getAll(Set.of("a", "b")), is(Map.of("a", "new", "b", "new")));
  }

  @Test
  void reload_returnsNull_removesTheEntry() {
    EventLog log = new EventLog();
    Cache<String, String> cache = cache(refreshing());
    cache.registerCacheEntryListener(log.configuration(true));
    cache.get("k");
    minutes(1);
    answer.set(key -> null);
    assertThat(cache.get("k"), is("k1"));
    awaitRefreshes(cache, 1);
    assertThat(cache.containsKey("k"), is(false));
    assertThat(log.lines(), contains("CREATED k k1", "REMOVED k k1"));
  }

  @Test
  void reload_newValue_firesUpdatedWithoutWriting() {
    EventLog log = new EventLog();
    CountingWriter writer = new CountingWriter();
    Cache<String, String> cache = cache(refreshing().writer(writer));
    cache.registerCacheEntryListener(log.configuration(true));
    cache.get("k");
    minutes(1);
    cache.get("k");
    awaitRefreshes(cache, 1);
    assertThat(log.lines(), contains("CREATED k k1", "UPDATED k k1->k2"));
    minutes(1);
    answer.set(key -> null);
    cache.get("k");
    awaitRefreshes(cache, 2);
    assertThat(writer.calls.get(), is(0));
  }

  @Test
  void containsKey_staleValue_reloadsNothing() {
    Cache<String, String> cache = cache(refreshing());
    cache.get("k");
    minutes(1);
    cache.containsKey("k");
    cache.putIfAbsent("k", "x");
    cache.invoke("k", (entry, arguments) -> entry.exists());
    assertThat(loads.get(), is(1));
    assertThat(bean(cache).getRefreshes(), is(0L));
  }

  @Test
  void reload_cacheCloses_isDiscarded() {
    Cache<String, String> cache = cache(refreshing());
    cache.get("k");
    minutes(1);
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    answer.set(
        key -> {
          awaitInSpiteOfInterrupts(released);
          ended.countDown();
          return "too late";
        });
    cache.get("k");
    Eventually.isTrue("the load begins", () -> loads.get() == 2);
    LarderCacheMXBean bean = bean(cache);
    cache.close();
    released.countDown();
    await(ended);
    assertThat(cache(strings()).containsKey("k"), is(false));
    assertThat(bean.getRefreshFailures(), is(0L));
  }

  private static void awaitInSpiteOfInterrupts(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      Thread.interrupted();
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void close_reloadHangs_interruptsIt() {
    Cache<String, String> cache = cache(refreshing());
    cache.get("k");
    minutes(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    answer.set(
        key -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return "too late";
        });
    cache.get("k");
    Eventually.isTrue("the load begins", () -> loads.get() == 2);
    cache.close();
    await(interrupted);
  }

  @Test
  void reload_hangs_otherCachesGoOn() {
    CountDownLatch released = new CountDownLatch(1);
    Cache<Integer, Integer> hung =
        provider.cache(
            "hung",
            LarderConfiguration.builder(Integer.class, Integer.class)
                .loader(
                    new MapLoader<>(
                        key -> {
                          if (loads.incrementAndGet() > 50) {
                            await(released);
                          }
                          return key;
                        }))
                .refreshAfter(Duration.ofMinutes(1))
                .staleIfError(Duration.ofMinutes(2))
                .build());
    for (int i = 0; i < 50; i++) {
      hung.get(i);
    }
    minutes(1);
    for (int i = 0; i < 50; i++) {
      assertThat(hung.get(i), is(i));
    }
    Eventually.isTrue("reloads hang", () -> loads.get() > 52);
    AtomicInteger versions = new AtomicInteger();
    Cache<String, Integer> well =
        provider.cache(
            "well",
            LarderConfiguration.builder(String.class, Integer.class)
                .loader(new MapLoader<>(key -> versions.incrementAndGet()))
                .refreshAfter(Duration.ofMinutes(1))
                .build());
    well.get("k");
    minutes(1);
    well.get("k");
    awaitRefreshes(well, 1);
    CompletionListenerFuture loaded = new CompletionListenerFuture();
    well.loadAll(Set.of("l"), true, loaded);
    Eventually.isTrue("loaded", loaded::isDone);
    minutes(1);
    assertThat("beyond stale-if-error, although the reload hangs", hung.containsKey(1), is(false));
    released.countDown();
  }

  @Test
  void reload_mutableValue_isCopied() {
    AtomicReference<StringBuilder> held = new AtomicReference<>();
    Cache<String, StringBuilder> cache =
        cache(
            LarderConfiguration.builder(String.class, StringBuilder.class)
                .loader(
                    new MapLoader<>(
                        key -> {
                          held.set(new StringBuilder("v" + loads.incrementAndGet()));
                          return held.get();
                        }))
                .refreshAfter(Duration.ofMinutes(1)));
    cache.get("k");
    minutes(1);
    cache.get("k");
    awaitRefreshes(cache, 1);
    held.get().append(" spoilt");
    assertThat(cache.get("k"), is(not(sameInstance(held.get()))));
    assertThat(cache.get("k").toString(), is("v2"));
  }

  @Test
  void builder_contradictoryRefresh_throws() {
    var builder = builder();
    Duration minute = Duration.ofMinutes(1);
    assertThat(refusal(() -> builder.refreshAfter(minute).build()), containsString("read-through"));
    var another = builder();
    assertThat(
        refusal(() -> another.staleIfError(minute).build()), containsString("refresh-after"));
    assertThat(refusal(() -> builder.refreshAfter(Duration.ZERO)), containsString("> 0: PT0S"));
    assertThat(
        refusal(() -> builder.staleIfError(minute.negated())), containsString(">= 0: PT-1M"));
  }

  private static String refusal(Runnable mistake) {
    return assertThrows(IllegalArgumentException.class, mistake::run).getMessage();
  }
}
