package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.larder.EvictionPolicy;
import dev.larder.LarderConfiguration;
import dev.larder.LarderConfigurationBuilder;
import dev.larder.spec.CountingWriter;
import dev.larder.spec.SpecTest;
import dev.larder.store.heap.InspectedStores;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import javax.cache.Cache;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Keys of one hash code, as an attacker would choose them. The test counts comparisons: comparable
 * keys need a logarithm of them, other keys a walk through the bin.
 */
class OneHashCodeTest extends SpecTest {
  private static final int SORTED = 100_000;
  private static final int UNSORTED = 2_000;
  private static final AtomicLong COMPARED = new AtomicLong();

  private final InspectedStores stores = new InspectedStores();

  /** Configurations that find keys in different ways. */
  private enum Way {
    PLAIN,
    ADAPTIVE,
    EXPIRING,
    CLAIMED;

    <K> void configure(LarderConfigurationBuilder<K, Integer> builder) {
      switch (this) {
        case PLAIN -> builder.unbounded();
        case ADAPTIVE -> builder.evictionPolicy(EvictionPolicy.ADAPTIVE).maximumSize(SORTED);
        case EXPIRING -> builder.maximumSize(SORTED).expireAfterAccess(Duration.ofHours(1));
        default -> builder.maximumSize(SORTED).writer(new CountingWriter());
      }
    }
  }

  private record Sorted(int number) implements Comparable<Sorted> {
    @Override
    public int compareTo(Sorted other) {
      COMPARED.incrementAndGet();
      return Integer.compare(number, other.number);
    }

    @Override
    public boolean equals(Object other) {
      COMPARED.incrementAndGet();
      return other instanceof Sorted sorted && sorted.number == number;
    }

    @Override
    public int hashCode() {
      return 4_711;
    }
  }

  private record Unsorted(int number) {
    @Override
    public boolean equals(Object other) {
      COMPARED.incrementAndGet();
      return other instanceof Unsorted unsorted && unsorted.number == number;
    }

    @Override
    public int hashCode() {
      return 4_711;
    }
  }

  private <K> Cache<K, Integer> cache(Class<K> type, Way way) {
    var builder = LarderConfiguration.builder(type, Integer.class).store(stores);
    way.configure(builder);
    return provider.cache("cache", builder.build());
  }

  /** A use of a key, whose number is passed as well. */
  private interface Use<K> {
    void of(K key, int number);
  }

  /** Comparisons for the use of each key, in a scrambled order. */
  private record Cost(double mean, long most) {
    static <K> Cost of(int count, IntFunction<K> keys, Use<K> use) {
      long all = 0;
      long most = 0;
      for (int i = 0; i < count; i++) {
        int number = (int) (i * 7_919L % count);
        K key = keys.apply(number);
        COMPARED.set(0);
        use.of(key, number);
        all += COMPARED.get();
        most = Math.max(most, COMPARED.get());
      }
      return new Cost((double) all / count, most);
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void collidingKeys_comparable_needLogarithmicComparisons(Way way) {
    Cache<Sorted, Integer> cache = cache(Sorted.class, way);
    double logarithm = Math.log(SORTED) / Math.log(2);
    Cost put = Cost.of(SORTED, Sorted::new, cache::put);
    assertThat("put", put.mean(), lessThanOrEqualTo(8 * logarithm));
    Map<String, Use<Sorted>> uses =
        Map.of(
            "get", (key, number) -> assertThat(cache.get(key), is(number)),
            "getAll", (key, number) -> assertThat(cache.getAll(Set.of(key)).size(), is(1)),
            "containsKey", (key, number) -> assertThat(cache.containsKey(key), is(true)),
            "put again", cache::put,
            "putAll", (key, number) -> cache.putAll(Map.of(key, number)),
            "replace", (key, number) -> assertThat(cache.replace(key, number, number), is(true)),
            "invoke",
                (key, number) -> assertThat(cache.invoke(key, (e, any) -> e.exists()), is(true)),
            "a miss", (key, number) -> cache.containsKey(new Sorted(-1 - number)));
    uses.forEach(
        (name, use) -> {
          Cost cost = Cost.of(SORTED / 20, number -> new Sorted(20 * number), timesTwenty(use));
          assertThat(name, cost.mean(), lessThanOrEqualTo(4 * logarithm));
        });
    assertThat(size(cache), is((long) SORTED));
    Use<Sorted> remove = (key, number) -> assertThat(cache.remove(key), is(true));
    Cost removed = Cost.of(SORTED, Sorted::new, remove);
    assertThat("remove", removed.mean(), lessThanOrEqualTo(8 * logarithm));
    assertThat(size(cache), is(0L));
  }

  private static <K> Use<K> timesTwenty(Use<K> use) {
    return (key, number) -> use.of(key, 20 * number);
  }

  private static long size(Cache<?, ?> cache) {
    return bean(cache).getSize();
  }

  @ParameterizedTest
  @EnumSource(EvictionPolicy.class)
  void eviction_comparableKeys_needsLogarithmicComparisons(EvictionPolicy policy) {
    Cache<Sorted, Integer> cache =
        provider.cache(
            "cache",
            LarderConfiguration.builder(Sorted.class, Integer.class)
                .evictionPolicy(policy)
                .maximumSize(1_000)
                .store(stores)
                .build());
    Cost put = Cost.of(SORTED / 4, Sorted::new, cache::put);
    assertThat(put.mean(), lessThanOrEqualTo(16 * Math.log(1_000) / Math.log(2)));
    assertThat(size(cache), is(1_000L));
    stores.check();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void collidingKeys_notComparable_areFoundInAFewWalks(Way way) {
    Cache<Unsorted, Integer> cache = cache(Unsorted.class, way);
    long few = 4 * UNSORTED;
    Cost put = Cost.of(UNSORTED, Unsorted::new, cache::put);
    assertThat(put.most(), lessThanOrEqualTo(few));
    Use<Unsorted> get = (key, number) -> assertThat(cache.get(key), is(number));
    Cost found = Cost.of(UNSORTED, Unsorted::new, get);
    assertThat("the mean walk of a hit", found.mean(), closeTo(UNSORTED / 2.0, 2));
    Use<Unsorted> miss = (key, number) -> cache.containsKey(new Unsorted(-1 - number));
    assertThat(Cost.of(UNSORTED, Unsorted::new, miss).most(), lessThanOrEqualTo(few));
    Set<Unsorted> seen = new HashSet<>();
    cache.forEach(entry -> seen.add(entry.getKey()));
    assertThat(seen.size(), is(UNSORTED));
    Use<Unsorted> remove = (key, number) -> assertThat(cache.remove(key), is(true));
    assertThat(Cost.of(UNSORTED, Unsorted::new, remove).most(), lessThanOrEqualTo(few));
    assertThat(size(cache), is(0L));
    stores.check();
  }
}
