package dev.larder.spec;

import static java.util.Objects.requireNonNull;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.EvictionPolicy;
import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;
import dev.larder.reliability.Logged;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bound of a cache, by entries or weight, at creation and at run time. */
class BoundTest extends SpecTest {
  private static Set<String> keys(Cache<String, String> cache) {
    Set<String> keys = new TreeSet<>();
    cache.forEach(entry -> keys.add(entry.getKey()));
    return keys;
  }

  @Test
  void containsKey_lru_isNoAccess() {
    Cache<String, String> cache = cache(builder().maximumSize(2));
    cache.put("a", "1");
    cache.put("b", "2");
    assertThat(cache.containsKey("a"), is(true));
    cache.put("c", "3");
    assertThat(keys(cache), is(Set.of("b", "c")));
  }

  @Test
  void access_anyOperation_keepsTheEntry() {
    Cache<String, String> cache = cache(builder().maximumSize(2));
    Runnable[] uses = {
      () -> cache.get("a"),
      () -> cache.getAll(Set.of("a")),
      () -> cache.put("a", "1"),
      () -> cache.putIfAbsent("a", "2"),
      () -> cache.replace("a", "1"),
      () -> cache.getAndPut("a", "1"),
      () -> cache.invoke("a", (entry, arguments) -> entry.getValue())
    };
    for (Runnable use : uses) {
      cache.clear();
      cache.put("a", "1");
      cache.put("b", "2");
      use.run();
      cache.put("c", "3");
      assertThat(keys(cache), is(Set.of("a", "c")));
    }
  }

  @Test
  void setMaximum_atRunTime_movesTheBound() {
    Cache<String, String> cache = cache(builder().maximumSize(10));
    LarderCacheMXBean control = bean(cache);
    for (int i = 0; i < 10; i++) {
      cache.put("k" + i, "v");
    }
    assertThat(control.getSize(), is(10L));
    assertThat(control.getMaximum(), is(10L));
    control.setMaximum(2);
    assertThat(control.getSize(), is(2L));
    assertThat(keys(cache), is(Set.of("k8", "k9")));
    control.setMaximum(3);
    cache.put("a", "1");
    cache.put("b", "2");
    assertThat(keys(cache), is(Set.of("k9", "a", "b")));
    assertThrows(IllegalArgumentException.class, () -> control.setMaximum(0));
  }

  @Test
  void setMaximum_unboundedCache_addsABound() {
    Cache<String, String> cache = cache(builder().unbounded());
    LarderCacheMXBean control = bean(cache);
    for (int i = 0; i < 20_000; i++) {
      cache.put("k" + i, "v");
    }
    assertThat(control.getSize(), is(20_000L));
    assertThat(control.getMaximum(), is(Long.MAX_VALUE));
    control.setMaximum(5);
    assertThat(control.getSize(), is(5L));
    assertThat(keys(cache).size(), is(5));
  }

  /** A policy that counts the present keys each time that an entry is created. */
  private static final class Counting implements ExpiryPolicy {
    private final Set<String> keys;
    private final List<Long> seen = new ArrayList<>();
    private @Nullable Cache<String, String> cache;

    Counting(Set<String> keys) {
      this.keys = keys;
    }

    @Override
    public Duration getExpiryForCreation() {
      seen.add(keys.stream().filter(requireNonNull(cache)::containsKey).count());
      return Duration.ETERNAL;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return null;
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
      return null;
    }
  }

  private Cache<String, String> loading(long maximum, Counting policy) {
    Cache<String, String> cache =
        cache(
            builder()
                .maximumSize(maximum)
                .expiry(new SingletonFactory<>(policy))
                .loader(new MapLoader<>(key -> "v")));
    policy.cache = cache;
    return cache;
  }

  private static void loadAnew(Cache<String, String> cache, Set<String> keys) throws Exception {
    loadAll(cache, keys);
  }

  @Test
  void loadAll_moreThanTheBound_neverExceedsIt() throws Exception {
    Set<String> keys = new TreeSet<>();
    for (int i = 0; i < 100; i++) {
      keys.add("k" + i);
    }
    Counting policy = new Counting(keys);
    Cache<String, String> cache = loading(10, policy);
    assertThat(cache.getAll(keys).size(), is(100));
    loadAnew(cache, keys);
    assertThat(policy.seen.size(), is(greaterThanOrEqualTo(190)));
    policy.seen.forEach(seen -> assertThat(seen, lessThanOrEqualTo(10L)));
  }

  @Test
  void loadAll_reloadsTheVictims_neverExceedsTheBound() throws Exception {
    Set<String> keys = new LinkedHashSet<>();
    for (int i = 0; i < 200; i++) {
      keys.add("k" + i);
    }
    Counting policy = new Counting(keys);
    Cache<String, String> cache = loading(100, policy);
    for (int i = 100; i < 200; i++) {
      cache.put("k" + i, "v");
    }
    loadAnew(cache, keys);
    assertThat(policy.seen.size(), is(greaterThanOrEqualTo(200)));
    policy.seen.forEach(seen -> assertThat(seen, lessThanOrEqualTo(100L)));
    assertThat(keys(cache).size(), is(100));
  }

  @Test
  void weigher_negativeWeight_failsAndKeepsTheEntry() {
    Cache<String, String> cache =
        cache(
            builder().maximumWeight(10, (key, value) -> value.equals("bad") ? -1 : value.length()));
    cache.put("k", "1");
    assertThrows(IllegalArgumentException.class, () -> cache.put("k", "bad"));
    assertThrows(IllegalArgumentException.class, () -> cache.put("other", "bad"));
    assertThat(cache.get("k"), is("1"));
    assertThat(keys(cache), is(Set.of("k")));
    cache.put("k", "2");
    assertThat(cache.get("k"), is("2"));
  }

  /** A loop over twice the bound always needs the least recently used entry next. */
  @ParameterizedTest
  @EnumSource
  void policy_loopOverTwiceTheBound_onlyAdaptiveHits(EvictionPolicy policy) {
    Cache<String, String> cache = cache(builder().maximumSize(200).evictionPolicy(policy));
    int hits = 0;
    for (int i = 0; i < 400 * 20; i++) {
      String key = "k" + i % 400;
      if (cache.get(key) == null) {
        cache.put(key, "v");
      } else {
        hits++;
      }
    }
    assertThat(hits > 0, is(policy == EvictionPolicy.ADAPTIVE));
  }

  @Test
  void eviction_defaultBound_warnsOnce() {
    try (Logged logged = new Logged("dev.larder.engine.EngineContext")) {
      Cache<Integer, Integer> cache = cache(typed(Integer.class, Integer.class));
      for (int i = 0; i < 10_000; i++) {
        cache.put(i, i);
      }
      assertThat(logged.warnings(), is(0L));
      for (int i = 0; i < 200; i++) {
        cache.put(-1 - i, i);
      }
      assertThat(logged.warnings(), is(1L));
      assertThat(logged.records().get(0).getMessage(), containsString("maximum-size"));
    }
  }

  @Test
  void eviction_configuredBound_warnsNever() {
    try (Logged logged = new Logged("dev.larder.engine.EngineContext")) {
      Cache<Integer, Integer> cache =
          cache(LarderConfiguration.builder(Integer.class, Integer.class).maximumSize(10));
      for (int i = 0; i < 100; i++) {
        cache.put(i, i);
      }
      assertThat(logged.warnings(), is(0L));
    }
  }
}
