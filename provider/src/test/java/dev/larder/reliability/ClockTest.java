package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.EntryExpiry;
import dev.larder.EvictionPolicy;
import dev.larder.LarderCacheMXBean;
import dev.larder.spec.EventLog;
import dev.larder.spec.Eventually;
import dev.larder.spec.SpecTest;
import dev.larder.store.heap.InspectedStores;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.expiry.Duration;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deadlines near overflow, clocks that jump, and durations that change on each call. */
class ClockTest extends SpecTest {
  private static final long SEED = Long.getLong("larder.seed", System.nanoTime());
  private static final java.time.Duration YEAR = java.time.Duration.ofDays(365);

  private final InspectedStores stores = new InspectedStores();

  private Cache<String, String> expiring(EntryExpiry<String, String> expiry) {
    return provider.cache("cache", builder().entryExpiry(expiry).store(stores).build());
  }

  @Test
  void deadline_atTheEndOfTime_isKeptOrBecomesEternal() {
    long longest = TimeUnit.NANOSECONDS.toMillis(Long.MAX_VALUE) - 1;
    long nanos = TimeUnit.MILLISECONDS.toNanos(longest);
    Cache<String, String> cache = expiring((key, value) -> java.time.Duration.ofMillis(longest));
    pass(Long.MAX_VALUE - 1 - nanos);
    cache.put("just before", "v");
    pass(1);
    cache.put("at", "v");
    pass(1);
    cache.put("after", "v");
    pass(Long.MAX_VALUE - 2 - provider.ticker().nanos());
    assertThat(cache.get("just before"), is("v"));
    pass(1);
    assertThat(cache.get("just before"), is(nullValue()));
    assertThat(cache.get("at"), is("v"));
    assertThat(cache.get("after"), is("v"));
    stores.check();
  }

  private void pass(long nanos) {
    advance(java.time.Duration.ofNanos(nanos));
  }

  @ParameterizedTest
  @EnumSource(
      value = TimeUnit.class,
      names = {"NANOSECONDS", "MICROSECONDS"},
      mode = EnumSource.Mode.EXCLUDE)
  void duration_longestOfAnyUnit_isEternal(TimeUnit unit) {
    Duration longest = new Duration(unit, Long.MAX_VALUE);
    Cache<String, String> cache =
        provider.cache(
            "cache",
            builder().expiry(TouchedExpiryPolicy.factoryOf(longest)).store(stores).build());
    cache.put("k", "v");
    for (int years = 0; years < 290; years += 10) {
      advance(YEAR.multipliedBy(10));
      assertThat(cache.get("k"), is("v"));
      cache.put("k", "v");
    }
    stores.check();
  }

  @Test
  void pause_ofYears_expiresDueEntriesOnly() {
    EventLog log = new EventLog();
    Cache<String, String> cache =
        expiring((key, value) -> java.time.Duration.ofDays(Long.parseLong(key)));
    cache.registerCacheEntryListener(log.configuration(false));
    for (long days = 1; days < 40_000; days *= 2) {
      cache.put(String.valueOf(days), "v");
    }
    advance(YEAR.multipliedBy(3));
    LarderCacheMXBean control = bean(cache);
    Eventually.isTrue("the five longest-lived entries remain", () -> control.getSize() == 5);
    advance(YEAR.multipliedBy(100));
    Eventually.isTrue("no entry remains", () -> control.getSize() == 0);
    log.awaitLines(2 * 16);
    stores.check();
  }

  /** An expiry whose durations are random on each call. */
  private static final class Whimsical implements EntryExpiry<String, String> {
    private final Random random;
    long last;

    Whimsical(Random random) {
      this.random = random;
    }

    private java.time.Duration next() {
      // From a millisecond to weeks, so that all levels of the timing wheel are used.
      long millis = 1 + (random.nextLong() >>> (32 + random.nextInt(32)));
      last = TimeUnit.MILLISECONDS.toNanos(millis);
      return java.time.Duration.ofMillis(millis);
    }

    @Override
    public java.time.Duration getExpiryForCreation(String key, String value) {
      return next();
    }

    @Override
    public java.time.@Nullable Duration getExpiryForAccess(String key, String value) {
      return next();
    }

    @Override
    public java.time.@Nullable Duration getExpiryForUpdate(String key, String value) {
      return next();
    }
  }

  @ParameterizedTest
  @EnumSource(EvictionPolicy.class)
  void policy_randomDurations_areExactToTheNanosecond(EvictionPolicy policy) {
    Random random = new Random(SEED);
    Whimsical whimsical = new Whimsical(random);
    Cache<String, String> cache =
        provider.cache(
            "cache", builder().entryExpiry(whimsical).evictionPolicy(policy).store(stores).build());
    Map<String, Long> deadlines = new HashMap<>();
    for (int step = 0; step < 20_000; step++) {
      String key = "k" + random.nextInt(50);
      long now = provider.ticker().nanos();
      boolean alive = deadlines.getOrDefault(key, 0L) > now;
      String what = "seed -Dlarder.seed=" + SEED + ", step " + step;
      switch (random.nextInt(3)) {
        case 0 -> {
          cache.put(key, "v");
          deadlines.put(key, now + whimsical.last);
        }
        case 1 -> {
          assertThat(what, cache.get(key) != null, is(alive));
          deadlines.computeIfPresent(key, (same, old) -> alive ? now + whimsical.last : old);
        }
        default -> pass(random, deadlines, now);
      }
      assertThat(what, cache.containsKey(key), is(isAlive(deadlines, key)));
    }
    advance(YEAR.multipliedBy(100));
    LarderCacheMXBean control = bean(cache);
    Eventually.isTrue("the timing wheel is empty", () -> control.getSize() == 0);
    stores.check();
  }

  private boolean isAlive(Map<String, Long> deadlines, String key) {
    return deadlines.getOrDefault(key, 0L) > provider.ticker().nanos();
  }

  /** Advances the clock to the next deadline, or to one nanosecond before it. */
  private void pass(Random random, Map<String, Long> deadlines, long now) {
    long next =
        deadlines.values().stream()
            .filter(deadline -> deadline > now)
            .min(Long::compare)
            .orElse(now);
    pass(Math.max(0, next - now - random.nextInt(2)));
  }
}
