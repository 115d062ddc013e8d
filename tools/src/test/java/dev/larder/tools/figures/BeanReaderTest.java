package dev.larder.tools.figures;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderCachingProvider;
import dev.larder.LarderConfiguration;
import dev.larder.LarderStatistics;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures are those of the caches, to the last digit. */
class BeanReaderTest {
  private final BeanReader reader = new BeanReader(ManagementFactory.getPlatformMBeanServer());
  private final LarderCachingProvider larder = new LarderCachingProvider();
  private final CacheManager manager = larder.getCacheManager();

  @AfterEach
  void close() {
    larder.close();
  }

  private Cache<Integer, String> books() {
    return manager.createCache(
        "books",
        LarderConfiguration.builder(Integer.class, String.class)
            .maximumSize(50)
            .statistics()
            .management()
            .loader(
                key -> {
                  if (key == 7) {
                    throw new IllegalStateException("no book");
                  }
                  return "book";
                })
            .build());
  }

  private CacheFigures figures(String cache) throws Exception {
    return reader.read().caches().entrySet().stream()
        .filter(entry -> entry.getKey().cache().equals(cache))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  @Test
  void read_cacheOfLarder_hasTheFiguresOfTheCache() throws Exception {
    Cache<Integer, String> books = books();
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      try {
        books.get(random.nextInt(200));
      } catch (RuntimeException e) {
        // the loader has failed
      }
      books.put(random.nextInt(200), "other");
      books.remove(random.nextInt(200));
    }
    CacheFigures figures = figures("books");
    LarderStatistics own = books.unwrap(LarderStatistics.class);
    assertThat(figures.get(Figure.HITS).getAsLong(), is(own.getCacheHits()));
    assertThat(figures.get(Figure.MISSES).getAsLong(), is(own.getCacheMisses()));
    assertThat(figures.get(Figure.PUTS).getAsLong(), is(own.getCachePuts()));
    assertThat(figures.get(Figure.REMOVALS).getAsLong(), is(own.getCacheRemovals()));
    assertThat(figures.get(Figure.EVICTIONS).getAsLong(), is(own.getCacheEvictions()));
    assertThat(figures.get(Figure.EXPIRATIONS).getAsLong(), is(own.getExpirations()));
    assertThat(figures.get(Figure.ENTRIES).getAsLong(), is(own.getEntryCount()));
    assertThat(figures.get(Figure.SIZE).getAsLong(), is(own.getWeight()));
    assertThat(figures.get(Figure.MAXIMUM).getAsLong(), is(own.getMaximum()));
    assertThat(figures.get(Figure.LOADS).getAsLong(), is(own.getLoads()));
    assertThat(figures.get(Figure.LOAD_FAILURES).getAsLong(), is(own.getLoadFailures()));
    assertThat(
        figures.get(Figure.LOAD_MICROS).getAsLong(), is(own.getLoadTime().toNanos() / 1_000));
    assertThat(figures.get(Figure.REFRESHES).getAsLong(), is(own.getRefreshes()));
    assertThat(figures.get(Figure.REFRESH_FAILURES).getAsLong(), is(own.getRefreshFailures()));
    assertThat(figures.get(Figure.QUEUED).getAsLong(), is(own.getQueuedEvents()));
    assertThat(figures.get(Figure.WAITING).getAsLong(), is(own.getWaitingThreads()));
    assertThat(
        "each figure is compared",
        new HashSet<>(figures.figures().keySet()),
        is(Set.of(Figure.values())));
  }

  @Test
  void configuration_cacheOfLarder_isItsEffectiveConfiguration() throws Exception {
    String wanted = books().unwrap(LarderCacheMXBean.class).getEffectiveConfiguration();
    assertThat(reader.configuration(figures("books").id()), is(wanted));
    assertThat(reader.configuration(new CacheId("no", "such", "")), is(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider",
        "org.cache2k.jcache.provider.JCacheProvider"
      })
  void read_cacheOfOtherProvider_hasTheStatistics(String provider) throws Exception {
    try (CachingProvider other = Caching.getCachingProvider(provider)) {
      Cache<String, String> cache =
          other
              .getCacheManager()
              .createCache(
                  "other",
                  new MutableConfiguration<String, String>()
                      .setTypes(String.class, String.class)
                      .setStatisticsEnabled(true));
      cache.put("a", "1");
      cache.get("a");
      cache.get("b");
      CacheFigures figures = figures("other");
      assertThat(figures.hitRatio().getAsDouble(), is(0.5));
      assertThat(figures.get(Figure.PUTS).getAsLong(), is(1L));
      assertThat(figures.figures(), not(hasKey(Figure.MAXIMUM)));
      assertThat(reader.configuration(figures.id()), is(""));
    }
  }

  @Test
  void read_statisticsOff_namesTheCache() throws Exception {
    try (CachingProvider other =
        Caching.getCachingProvider(
            "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider")) {
      other
          .getCacheManager()
          .createCache(
              "silent", new MutableConfiguration<Object, Object>().setManagementEnabled(true));
      Sample sample = reader.read();
      assertThat(sample.isEmpty(), is(false));
      assertThat(sample.withoutFigures().toString(), containsString("silent"));
    }
  }

  @Test
  void read_sameNameInTwoManagers_keepsThemApart() throws Exception {
    books();
    try (LarderCachingProvider second = new LarderCachingProvider()) {
      second
          .getCacheManager()
          .createCache(
              "books",
              LarderConfiguration.builder(Integer.class, String.class).statistics().build());
      long count =
          reader.read().caches().keySet().stream().filter(id -> id.cache().equals("books")).count();
      assertThat(count, is(2L));
    }
  }

  /** The bean of another provider, whose cache is closed. */
  public interface FailingMBean {
    long getCacheHits();
  }

  private static final class Failing implements FailingMBean {
    @Override
    public long getCacheHits() {
      throw new IllegalStateException("closed");
    }
  }

  @Test
  void read_beanThatFails_doesNotHideTheOthers() throws Exception {
    books().get(1);
    ObjectName name = new ObjectName("javax.cache:type=CacheStatistics,CacheManager=m,Cache=bad");
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    server.registerMBean(new StandardMBean(new Failing(), FailingMBean.class), name);
    try {
      assertThat(figures("books").get(Figure.MISSES).getAsLong(), is(1L));
    } finally {
      server.unregisterMBean(name);
    }
  }

  @Test
  void read_nameWithQuotes_isShownAsItIs() throws Exception {
    manager.createCache(
        "what?*", LarderConfiguration.builder(Integer.class, String.class).statistics().build());
    assertThat(figures("what?*").get(Figure.HITS).getAsLong(), is(0L));
  }
}
