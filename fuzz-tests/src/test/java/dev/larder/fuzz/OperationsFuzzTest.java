package dev.larder.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.larder.LarderCachingProvider;
import dev.larder.LarderConfiguration;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** A cache behaves like a map for keys with few hash codes, comparable or not. */
class OperationsFuzzTest {
  private static final LarderCachingProvider PROVIDER = new LarderCachingProvider();
  private static final Cache<Object, Integer> CACHE =
      PROVIDER
          .getCacheManager(URI.create("fuzz"), null, null)
          .createCache(
              "fuzz",
              LarderConfiguration.builder(Object.class, Integer.class)
                  .storeByReference()
                  .unbounded()
                  .build());

  record Sorted(int number, int hash) implements Comparable<Sorted> {
    @Override
    public int compareTo(Sorted other) {
      return Integer.compare(number / 2, other.number / 2);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  record Unsorted(int number, int hash) {
    @Override
    public int hashCode() {
      return hash;
    }
  }

  @AfterAll
  static void close() {
    PROVIDER.close();
  }

  @FuzzTest
  void operations_anySequence_behaveLikeAMap(FuzzedDataProvider data) {
    Map<Object, Integer> model = new HashMap<>();
    CACHE.clear();
    while (data.remainingBytes() > 0) {
      int number = data.consumeByte();
      int hash = number & data.consumeInt(0, 3);
      Object key = data.consumeBoolean() ? new Sorted(number, hash) : new Unsorted(number, hash);
      step(data.consumeInt(0, 5), key, model);
    }
    Map<Object, Integer> all = new HashMap<>();
    CACHE.forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    Managers.check(all.equals(model), "the iterator finds what the map has", all);
  }

  private static void step(int operation, Object key, Map<Object, Integer> model) {
    int value = model.size();
    switch (operation) {
      case 0 -> same(CACHE.get(key), model.get(key));
      case 1 -> same(CACHE.getAndRemove(key), model.remove(key));
      case 2 -> same(CACHE.putIfAbsent(key, value), model.putIfAbsent(key, value) == null);
      case 3 -> same(CACHE.containsKey(key), model.containsKey(key));
      default -> same(CACHE.getAndPut(key, value), model.put(key, value));
    }
  }

  private static void same(@Nullable Object found, @Nullable Object expected) {
    Managers.check(Objects.equals(found, expected), "expected " + expected, found);
  }
}
