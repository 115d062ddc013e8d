package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.EntryExpiry;
import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A refreshing cache, whose store also keeps timestamps, behaves like any other cache. */
class RefreshingCacheTest extends SpecTest {
  private final AtomicInteger loads = new AtomicInteger();

  private LarderConfigurationBuilder<String, String> refreshing() {
    return builder()
        .loader(new MapLoader<>(key -> key + loads.incrementAndGet()))
        .refreshAfter(Duration.ofMinutes(1));
  }

  /** With a listener, the operation claims the key. Without one, it is a single transition. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void compareOperations_refreshingCache_compareValues(boolean listening) {
    Cache<String, String> cache = cache(refreshing());
    if (listening) {
      cache.registerCacheEntryListener(new EventLog().configuration(true));
    }
    cache.put("k", "v");
    assertThat(cache.replace("k", "another", "w"), is(false));
    assertThat(cache.replace("k", String.valueOf(new char[] {'v'}), "w"), is(true));
    assertThat(cache.remove("k", "v"), is(false));
    assertThat(cache.remove("k", "w"), is(true));
    assertThat(cache.containsKey("k"), is(false));
  }

  @Test
  void setMaximum_refreshingCache_movesTheBound() {
    Cache<String, String> cache = cache(refreshing().maximumSize(10));
    for (int i = 0; i < 20; i++) {
      cache.put("k" + i, "v");
    }
    LarderCacheMXBean bean = bean(cache);
    assertThat(bean.getMaximum(), is(10L));
    assertThat(bean.getSize(), is(10L));
    bean.setMaximum(3);
    assertThat(bean.getSize(), is(3L));
  }

  @Test
  void weigher_refreshingCache_weighsTheValue() {
    CountingWriter writer = new CountingWriter();
    Cache<String, String> cache =
        cache(
            refreshing()
                .maximumWeight(
                    10,
                    (key, value) -> {
                      if (value.isEmpty()) {
                        throw new IllegalArgumentException("on purpose");
                      }
                      return value.length();
                    })
                .writer(writer));
    cache.put("a", "12345");
    cache.put("b", "12345");
    cache.put("c", "1");
    assertThat(bean(cache).getSize(), is(6L));
    assertThat(writer.calls.get(), is(3));
    assertThrows(IllegalArgumentException.class, () -> cache.put("d", ""));
    assertThat(writer.calls.get(), is(3));
  }

  @Test
  void expiry_refreshingCache_firesWithoutTouch() {
    EventLog log = new EventLog();
    Cache<String, String> cache =
        cache(
            refreshing()
                .refreshAfter(Duration.ofSeconds(20))
                .expireAfterCreation(Duration.ofSeconds(30)));
    cache.registerCacheEntryListener(log.configuration(true));
    cache.put("k", "v");
    seconds(40);
    log.awaitLines(2);
    cache.put("other", "w");
    seconds(40);
    log.awaitLines(4);
    assertThat(
        log.lines(), contains("CREATED k v", "EXPIRED k v", "CREATED other w", "EXPIRED other w"));
  }

  @Test
  void entryExpiry_refreshingCache_movesDeadlines() {
    EntryExpiry<String, String> perEntry =
        new EntryExpiry<>() {
          @Override
          public Duration getExpiryForCreation(String key, String value) {
            return Duration.ofSeconds(value.length());
          }

          @Override
          public Duration getExpiryForAccess(String key, String value) {
            return Duration.ofSeconds(10L * value.length());
          }
        };
    Cache<String, String> cache = cache(refreshing().entryExpiry(perEntry));
    cache.put("short", "v");
    cache.put("read", "v");
    assertThat(cache.get("read"), is("v"));
    seconds(5);
    assertThat(cache.containsKey("short"), is(false));
    assertThat(cache.containsKey("read"), is(true));
    seconds(5);
    assertThat(cache.containsKey("read"), is(false));
  }

  @Test
  void get_refreshingLoadFindsNothing_isShared() {
    CountDownLatch released = new CountDownLatch(1);
    Cache<String, String> cache =
        cache(
            builder()
                .loader(
                    new MapLoader<>(
                        key -> {
                          loads.incrementAndGet();
                          await(released);
                          return null;
                        }))
                .refreshAfter(Duration.ofMinutes(1)));
    Together together = Together.start(4, thread -> cache.get("k"));
    together.awaitWaiting(0);
    released.countDown();
    for (Object found : Together.values(together.end())) {
      assertThat(found, is(nullValue()));
    }
    assertThat(loads.get(), is(1));
  }

  /** A reload that cannot start must not fail the hit. */
  @Test
  void reload_keyCopierFails_keepsTheHit() {
    AtomicBoolean fails = new AtomicBoolean();
    Cache<StringBuilder, String> cache =
        cache(
            LarderConfiguration.builder(StringBuilder.class, String.class)
                .loader(new MapLoader<>(key -> "v" + loads.incrementAndGet()))
                .keyCopier(
                    key -> {
                      if (fails.get()) {
                        throw new IllegalStateException("on purpose");
                      }
                      return key;
                    })
                .refreshAfter(Duration.ofMinutes(1)));
    StringBuilder key = new StringBuilder("k");
    cache.get(key);
    seconds(60);
    fails.set(true);
    assertThat(cache.get(key), is("v1"));
    assertThat(bean(cache).getRefreshFailures(), is(1L));
    fails.set(false);
    assertThat(cache.get(key), is("v1"));
    seconds(6);
    assertThat(cache.get(key), is("v1"));
    Eventually.isTrue("the retry", () -> bean(cache).getRefreshes() == 1);
    assertThat(cache.get(key), is("v2"));
  }
}
