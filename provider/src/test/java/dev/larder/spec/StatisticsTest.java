package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.management.CacheStatisticsMXBean;
import org.junit.jupiter.api.Test;

/** Statistics that the golden table does not cover. */
class StatisticsTest extends SpecTest {
  private static final int CALLS = 200;

  private Cache<String, String> counted() {
    return cache(strings().setStatisticsEnabled(true));
  }

  @Test
  void percentages_hitsAndMisses_addUp() {
    Cache<String, String> cache = counted();
    CacheStatisticsMXBean bean = Figures.bean(cache);
    assertThat(bean.getCacheHitPercentage(), is(0f));
    assertThat(bean.getCacheMissPercentage(), is(0f));
    cache.put("k", "v");
    cache.get("k");
    cache.get("k");
    cache.get("k");
    cache.get("absent");
    assertThat(bean.getCacheGets(), is(4L));
    assertThat(bean.getCacheHitPercentage(), is(75f));
    assertThat(bean.getCacheMissPercentage(), is(25f));
  }

  @Test
  void averageTimes_measured_areMicroseconds() {
    MutableConfiguration<String, String> configuration = strings().setReadThrough(true);
    configuration.setCacheLoaderFactory(
        () ->
            new MapLoader<>(
                key -> {
                  LockSupport.parkNanos(20_000);
                  return "v";
                }));
    Cache<String, String> cache = cache(configuration.setStatisticsEnabled(true));
    CacheStatisticsMXBean bean = Figures.bean(cache);
    float gets = passed(i -> cache.get("k" + i));
    assertThat(bean.getAverageGetTime(), is(greaterThan(0f)));
    assertThat(bean.getAverageGetTime(), is(lessThanOrEqualTo(gets)));
    // The loader takes most of the time, so the unit is neither milliseconds nor nanoseconds.
    assertThat(bean.getAverageGetTime() * 100, is(greaterThan(gets)));
    float puts = passed(i -> cache.put("k" + i, "w"));
    assertThat(bean.getAveragePutTime(), is(greaterThan(0f)));
    assertThat(bean.getAveragePutTime(), is(lessThanOrEqualTo(puts)));
    float removals = passed(i -> cache.remove("k" + i));
    assertThat(bean.getAverageRemoveTime(), is(greaterThan(0f)));
    assertThat(bean.getAverageRemoveTime(), is(lessThanOrEqualTo(removals)));
  }

  private static float passed(IntConsumer call) {
    long start = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      call.accept(i);
    }
    // Rounded up, because the averages are rounded to floats.
    return (System.nanoTime() - start) / 1_000f / CALLS * 1.001f;
  }

  @Test
  void clear_statistics_keepsEntries() {
    Cache<String, String> cache = counted();
    cache.put("k", "v");
    cache.get("k");
    cache.get("absent");
    cache.remove("k");
    cache.put("k", "v");
    Figures.bean(cache).clear();
    assertThat(Figures.of(cache), is(new Figures(0, 0, 0, 0, 0)));
    assertThat(Figures.bean(cache).getAverageGetTime(), is(0f));
    assertThat(cache.get("k"), is("v"));
    assertThat(Figures.of(cache), is(new Figures(1, 0, 0, 0, 0)));
  }

  @Test
  void statistics_disabled_countNothing() {
    Cache<String, String> cache = counted();
    cache.put("k", "v");
    provider.manager().enableStatistics(cache.getName(), false);
    cache.get("k");
    cache.put("k", "w");
    cache.remove("absent");
    provider.manager().enableStatistics(cache.getName(), true);
    cache.get("k");
    assertThat(Figures.of(cache).hits(), is(1L));
    assertThat(Figures.of(cache).removals(), is(0L));
  }

  @Test
  void eviction_statistics_isNoRemoval() {
    Cache<String, String> cache =
        cache(builder().maximumSize(1).expireAfterCreation(Duration.ofMinutes(1)).statistics());
    cache.put("a", "1");
    cache.put("b", "2");
    assertThat(Figures.of(cache), is(new Figures(0, 0, 2, 0, 1)));
    advance(Duration.ofMinutes(2));
    assertThat(cache.containsKey("b"), is(false));
    assertThat(Figures.of(cache), is(new Figures(0, 0, 2, 0, 1)));
  }
}
