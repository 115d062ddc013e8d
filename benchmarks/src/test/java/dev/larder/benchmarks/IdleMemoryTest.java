package dev.larder.benchmarks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThan;

import dev.larder.memo.Memoizer;
import java.util.ArrayList;
import java.util.List;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

/**
 * The heap that idle objects retain, measured by JOL in a JVM that believes it has 16 processors:
 * structures that are striped by processors must not exist before they are used.
 */
class IdleMemoryTest {
  private static final long LIMIT = 4_096;

  /** So many that the metadata that reflection creates meanwhile hardly counts. */
  private static final int COUNT = 500;

  /** The first measurements create reflective metadata, which later ones find in the graph. */
  private static long sizeOfGraph(Object root) {
    GraphLayout.parseInstance(root);
    GraphLayout.parseInstance(root);
    return GraphLayout.parseInstance(root).totalSize();
  }

  @Test
  void cache_idleWithDefaultBound_retainsUnderFourKibibytes() {
    try (CachingProvider provider =
        Caching.getCachingProvider("dev.larder.LarderCachingProvider")) {
      CacheManager manager = provider.getCacheManager();
      createCaches(manager, 0, 20);
      long before = sizeOfGraph(manager);
      createCaches(manager, 20, COUNT);
      assertThat((sizeOfGraph(manager) - before) / COUNT, lessThan(LIMIT));
    }
  }

  private static void createCaches(CacheManager manager, int first, int count) {
    for (int i = first; i < first + count; i++) {
      MutableConfiguration<String, String> configuration = new MutableConfiguration<>();
      manager.createCache("idle" + i, configuration.setTypes(String.class, String.class));
    }
  }

  @Test
  void memoizedFunction_idle_retainsUnderFourKibibytes() {
    List<Object> functions = new ArrayList<>();
    memoize(functions, 20);
    long before = sizeOfGraph(functions);
    memoize(functions, COUNT);
    assertThat((sizeOfGraph(functions) - before) / COUNT, lessThan(LIMIT));
  }

  private static void memoize(List<Object> functions, int count) {
    for (int i = 0; i < count; i++) {
      functions.add(Memoizer.create().function((String text) -> text));
    }
  }
}
