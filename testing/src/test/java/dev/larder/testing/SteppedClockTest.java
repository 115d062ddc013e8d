package dev.larder.testing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SteppedClockTest {
  private final SteppedClock clock = new SteppedClock();

  @AfterEach
  void closeTheProvider() {
    clock.provider().close();
  }

  private static LarderConfigurationBuilder<String, String> builder() {
    return LarderConfiguration.builder(String.class, String.class);
  }

  private Cache<String, String> cache(LarderConfigurationBuilder<String, String> builder) {
    return clock.provider().getCacheManager().createCache("tested", builder.build());
  }

  @Test
  void entry_beforeItsDeadline_isPresent() {
    Cache<String, String> cache = cache(builder().expireAfterWrite(Duration.ofMinutes(10)));
    cache.put("k", "v");
    clock.advance(Duration.ofMinutes(10).minusNanos(1));
    assertThat(cache.get("k"), is("v"));
    clock.advance(Duration.ofNanos(1));
    assertThat(cache.get("k"), is(nullValue()));
    assertThat(clock.elapsed(), is(Duration.ofMinutes(10)));
  }

  @Test
  void advance_expiredEntries_areRemovedOnReturn() throws InterruptedException {
    BlockingQueue<String> expired = new LinkedBlockingQueue<>();
    Cache<String, String> cache =
        cache(
            builder()
                .expireAfterWrite((key, value) -> Duration.ofMinutes(Long.parseLong(value)))
                .onExpired((key, value) -> expired.add(key)));
    cache.put("late", "20");
    cache.put("soon", "5");
    cache.put("later", "90");
    clock.advance(Duration.ofHours(1));
    assertThat(cache.unwrap(LarderCacheMXBean.class).getEntryCount(), is(1L));
    assertThat(
        List.of(expired.poll(10, TimeUnit.SECONDS), expired.poll(10, TimeUnit.SECONDS)).stream()
            .sorted()
            .toList(),
        contains("late", "soon"));
  }

  @Test
  void advance_staleEntry_isReloaded() {
    AtomicInteger loads = new AtomicInteger();
    Cache<String, String> cache =
        cache(
            builder()
                .loader(key -> key + loads.incrementAndGet())
                .executor(Runnable::run)
                .refreshAfter(Duration.ofMinutes(1)));
    assertThat(cache.get("k"), is("k1"));
    clock.advance(Duration.ofMinutes(1));
    assertThat(cache.get("k"), is("k1"));
    assertThat(cache.get("k"), is("k2"));
  }

  @Test
  void advance_memoizedFunction_expires() {
    AtomicInteger calls = new AtomicInteger();
    var function =
        clock
            .memoizer()
            .expireAfterWrite(Duration.ofMinutes(1))
            .<String, String>function(key -> key + calls.incrementAndGet());
    assertThat(function.apply("k"), is("k1"));
    clock.advance(Duration.ofSeconds(59));
    assertThat(function.apply("k"), is("k1"));
    clock.advance(Duration.ofSeconds(1));
    assertThat(function.apply("k"), is("k2"));
  }

  @Test
  void advance_otherClock_hasNoEffect() {
    SteppedClock other = new SteppedClock();
    Cache<String, String> cache = cache(builder().expireAfterWrite(Duration.ofMinutes(1)));
    cache.put("k", "v");
    other.advance(Duration.ofHours(1));
    assertThat(cache.containsKey("k"), is(true));
    other.provider().close();
  }

  @Test
  void advance_negativeOrHuge_neverGoesBack() {
    assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofNanos(-1)));
    Cache<String, String> cache = cache(builder().expireAfterWrite(Duration.ofDays(365_000)));
    cache.put("k", "v");
    clock.advance(Duration.ofDays(90_000));
    assertThat(cache.get("k"), is("v"));
  }

  @Test
  void advance_directExecutor_endsAllTasksOnReturn() {
    for (int round = 0; round < 50; round++) {
      try (SteppedClock own = new SteppedClock()) {
        List<String> expired = new ArrayList<>();
        AtomicInteger loads = new AtomicInteger();
        Cache<String, String> cache =
            own.manager()
                .createCache(
                    "own",
                    builder()
                        .executor(Runnable::run)
                        .expireAfterWrite(Duration.ofMinutes(10))
                        .onExpired((key, value) -> expired.add(key))
                        .build());
        cache.put("k", "v");
        own.advance(Duration.ofMinutes(10));
        assertThat(expired, contains("k"));
        Cache<String, String> hot =
            own.manager()
                .createCache(
                    "hot",
                    builder()
                        .executor(Runnable::run)
                        .loader(key -> key + loads.incrementAndGet())
                        .refreshAfter(Duration.ofMinutes(1))
                        .scheduledRefresh()
                        .build());
        hot.get("k");
        hot.get("k");
        own.advance(Duration.ofSeconds(75));
        assertThat(hot.get("k"), is("k2"));
      }
    }
  }

  @Test
  void advance_forever_ends() {
    Cache<String, String> cache = cache(builder().expireAfterWrite(Duration.ofDays(1)));
    cache.put("k", "v");
    clock.advance(ChronoUnit.FOREVER.getDuration());
    assertThat(cache.containsKey("k"), is(false));
    clock.advance(ChronoUnit.FOREVER.getDuration());
  }

  @Test
  void advance_twoThreads_addsUp() throws InterruptedException {
    Runnable steps =
        () -> {
          for (int i = 0; i < 5_000; i++) {
            clock.advance(Duration.ofMillis(1));
          }
        };
    Thread other = new Thread(steps);
    other.start();
    steps.run();
    other.join();
    assertThat(clock.elapsed(), is(Duration.ofSeconds(10)));
  }

  @Test
  void clock_advanced_followsTheSteppedClock() {
    Clock instants = clock.clock(Instant.EPOCH);
    clock.advance(Duration.ofSeconds(5));
    assertThat(instants.instant(), is(Instant.ofEpochSecond(5)));
  }
}
