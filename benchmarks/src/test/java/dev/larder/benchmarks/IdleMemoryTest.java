package dev.larder.benchmarks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.larder.memo.Memoizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jol.info.GraphLayout;

/**
 * The heap that idle objects retain, measured by JOL in a JVM that believes it has 16 processors:
 * structures that are striped by processors must not exist before they are used.
 */
class IdleMemoryTest {
  private static final long CACHE_LIMIT = 4_096;

  private static final long FUNCTION_LIMIT = 2_048;

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
      assertThat((sizeOfGraph(manager) - before) / COUNT, lessThan(CACHE_LIMIT));
    }
  }

  private static void createCaches(CacheManager manager, int first, int count) {
    for (int i = first; i < first + count; i++) {
      MutableConfiguration<String, String> configuration = new MutableConfiguration<>();
      manager.createCache("idle" + i, configuration.setTypes(String.class, String.class));
    }
  }

  static Stream<Arguments> memoizers() {
    Memoizer plain = Memoizer.create();
    Duration minute = Duration.ofMinutes(1);
    return Stream.of(
        arguments("plain", plain),
        arguments("unbounded", plain.unbounded()),
        arguments("expiring", plain.expireAfterWrite(minute)),
        arguments("refreshing", plain.refreshAfter(minute)),
        arguments("serving stale", plain.refreshAfter(minute).staleIfError(minute)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("memoizers")
  void memoizedFunction_idle_retainsUnderTwoKibibytes(String name, Memoizer memoizer) {
    List<Object> functions = new ArrayList<>();
    memoize(memoizer, functions, 20);
    long before = sizeOfGraph(functions);
    memoize(memoizer, functions, COUNT);
    assertThat((sizeOfGraph(functions) - before) / COUNT, lessThan(FUNCTION_LIMIT));
  }

  private static void memoize(Memoizer memoizer, List<Object> functions, int count) {
    for (int i = 0; i < count; i++) {
      functions.add(memoizer.function((String text) -> text));
    }
  }
}
