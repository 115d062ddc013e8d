package dev.larder.tools.replay;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import dev.larder.tools.trace.Trace;
import dev.larder.tools.trace.Traces;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactLruTest {
  @Test
  void hits_fewerOtherKeysThanEntries_countAsHit() {
    ExactLru lru = new ExactLru(Traces.of("a", "b", "a", "c", "b", "a", "a"));

    assertThat(lru.hits(1), is(1L));
    assertThat(lru.hits(2), is(2L));
    assertThat(lru.hits(3), is(4L));
  }

  @Test
  void misses_cacheOfAllKeys_missesEachOnce() {
    ExactLru lru = new ExactLru(Traces.skewed(5_000, 200, 7));

    assertThat(lru.misses(lru.distinct()), is((long) lru.distinct()));
    assertThat(lru.evictions(lru.distinct()), is(0L));
    assertThat(lru.evictions(1_000_000), is(0L));
  }

  @Test
  void hits_cycleOneLongerThanTheCache_none() {
    ExactLru lru = new ExactLru(Traces.of("a", "b", "c", "a", "b", "c", "a", "b", "c"));

    assertThat(lru.hits(2), is(0L));
    assertThat(lru.hitRatio(3), closeTo(6.0 / 9, 1e-12));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 10, 37, 100, 499, 5_000})
  void hits_everySize_agreeWithAnLruList(long size) {
    for (long seed = 0; seed < 5; seed++) {
      Trace trace = Traces.skewed(4_000, 500, seed);
      ExactLru lru = new ExactLru(trace);
      Naive naive = new Naive(size);
      for (int request = 0; request < trace.requests(); request++) {
        naive.request(trace.keyAt(request));
      }

      assertThat("seed " + seed, lru.hits(size), is(naive.hits));
      assertThat("seed " + seed, lru.evictions(size), is(naive.evictions));
    }
  }

  private static final class Naive extends LinkedHashMap<String, String> {
    private final long size;
    private long hits;
    private long evictions;

    Naive(long size) {
      super(16, 0.75f, true);
      this.size = size;
    }

    void request(String key) {
      if (get(key) != null) {
        hits++;
      } else {
        put(key, key);
      }
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
      boolean full = size() > size;
      evictions += full ? 1 : 0;
      return full;
    }
  }
}
