package dev.larder.micrometer;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.LarderCachingProvider;
import dev.larder.LarderConfiguration;
import dev.larder.LarderStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LarderMetricsTest {
  private final LarderCachingProvider provider = new LarderCachingProvider();
  private final CacheManager manager = provider.getCacheManager();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final LarderMetrics metrics = new LarderMetrics(manager);

  @AfterEach
  void close() {
    provider.close();
  }

  private Cache<String, String> cache(String name) {
    return manager.createCache(
        name,
        LarderConfiguration.builder(String.class, String.class)
            .maximumSize(2)
            .loader(key -> key.equals("bad") ? fail() : key)
            .statistics()
            .build());
  }

  private static String fail() {
    throw new IllegalStateException("no such value");
  }

  private double count(String name, String... tags) {
    FunctionCounter counter = registry.find(name).tags(tags).functionCounter();
    assertThat(name, counter, is(notNullValue()));
    return counter.count();
  }

  private double gauge(String name, String... tags) {
    Gauge gauge = registry.find(name).tags(tags).gauge();
    assertThat(name, gauge, is(notNullValue()));
    return gauge.value();
  }

  @Test
  void figures_afterUse_areThoseOfTheCache() {
    Cache<String, String> cache = cache("prices");
    metrics.bindTo(registry);
    for (String key : List.of("a", "b", "c", "c", "c")) {
      cache.get(key);
    }
    try {
      cache.get("bad");
    } catch (RuntimeException e) {
      // counted below
    }
    LarderStatistics of = cache.unwrap(LarderStatistics.class);
    assertThat(count("cache.gets", "cache", "prices", "result", "hit"), is(2.0));
    assertThat(count("cache.gets", "cache", "prices", "result", "miss"), is(4.0));
    assertThat(count("cache.load", "cache", "prices", "result", "success"), is(3.0));
    assertThat(count("cache.load", "cache", "prices", "result", "failure"), is(1.0));
    assertThat(count("larder.evictions", "cache", "prices", "cause", "size"), is(1.0));
    assertThat(count("larder.evictions", "cache", "prices", "cause", "expired"), is(0.0));
    assertThat(gauge("cache.size", "cache", "prices"), is(2.0));
    assertThat(gauge("larder.maximum", "cache", "prices"), is(2.0));
    assertThat(gauge("larder.weight", "cache", "prices"), is(2.0));
    assertThat(gauge("larder.events.queued", "cache", "prices"), is(0.0));
    assertThat(gauge("larder.threads.waiting", "cache", "prices"), is(0.0));
    Timer loads = registry.get("larder.loads").tag("cache", "prices").timer();
    assertThat(loads.count(), is(of.getLoads()));
    assertThat(loads.totalTime(loads.baseTimeUnit()) > 0, is(true));
    assertThat(loads.takeSnapshot().percentileValues().length, is(3));
  }

  @Test
  void meters_ofACache_areThoseThatAreRemoved() {
    cache("prices");
    metrics.bindTo(registry);
    Set<String> names =
        registry.getMeters().stream()
            .map(Meter::getId)
            .filter(id -> id.getTag("cache") != null)
            .map(Meter.Id::getName)
            .map(name -> name.replaceAll("larder\\.loads.*", "larder.loads"))
            .collect(Collectors.toSet());
    assertThat(names, is(LarderCacheMetrics.NAMES));
  }

  @Test
  void caches_createdAndClosedLater_followAtTheNextCollection() {
    metrics.bindTo(registry);
    assertThat(gauge("larder.caches"), is(0.0));
    Cache<String, String> cache = cache("prices");
    assertThat(registry.find("cache.gets").tag("cache", "prices").meter(), is(nullValue()));
    assertThat(gauge("larder.caches"), is(1.0));
    cache.get("a");
    assertThat(count("cache.gets", "cache", "prices", "result", "miss"), is(1.0));
    cache.close();
    assertThat(gauge("larder.caches"), is(0.0));
    assertThat(registry.find("cache.gets").meter(), is(nullValue()));
    assertThat(registry.find("larder.loads").meter(), is(nullValue()));
    Cache<String, String> again = cache("prices");
    assertThat(gauge("larder.caches"), is(1.0));
    again.get("a");
    assertThat(count("cache.gets", "cache", "prices", "result", "miss"), is(1.0));
  }

  @Test
  void managers_ofOneCacheName_areApart() {
    cache("prices").get("a");
    CacheManager other = provider.getCacheManager(URI.create("other"), null);
    LarderMetrics others = new LarderMetrics(other);
    metrics.bindTo(registry);
    others.bindTo(registry);
    other.createCache(
        "prices", LarderConfiguration.builder(String.class, String.class).statistics().build());
    assertThat(gauge("larder.caches", "cache.manager", "other"), is(1.0));
    assertThat(count("cache.gets", "cache.manager", "other", "result", "miss"), is(0.0));
    others.close();
    assertThat(registry.find("cache.gets").tag("cache.manager", "other").meter(), is(nullValue()));
    assertThat(count("cache.gets", "cache.manager", "larder:default", "result", "miss"), is(1.0));
  }

  @Test
  void close_removesAllMeters_andStopsRecording() {
    Cache<String, String> cache = cache("prices");
    metrics.bindTo(registry);
    Timer loads = registry.get("larder.loads").tag("cache", "prices").timer();
    metrics.close();
    cache.get("a");
    assertThat(loads.count(), is(0L));
    assertThat(registry.getMeters(), is(List.of()));
  }

  @Test
  void managerClosed_collection_removesTheMeters() {
    cache("prices");
    metrics.bindTo(registry);
    manager.close();
    assertThat(gauge("larder.caches"), is(0.0));
    assertThat(registry.find("cache.gets").meter(), is(nullValue()));
  }

  /** The attributes of the store's MBean that are read. */
  public interface ServerMXBean {
    boolean isConnected();

    int getOpenConnections();

    long getReconnects();
  }

  @Test
  void servers_mbeanAppears_isBound() throws Exception {
    metrics.bindTo(registry);
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    ObjectName name =
        new ObjectName(
            "dev.larder:type=Valkey,CacheManager="
                + ObjectName.quote(manager.getURI().toString())
                + ",address="
                + ObjectName.quote("redis://cache:6379"));
    ServerMXBean bean =
        new ServerMXBean() {
          @Override
          public boolean isConnected() {
            return true;
          }

          @Override
          public int getOpenConnections() {
            return 3;
          }

          @Override
          public long getReconnects() {
            return 4;
          }
        };
    beans.registerMBean(new StandardMBean(bean, ServerMXBean.class, true), name);
    try {
      assertThat(gauge("larder.caches"), is(0.0));
      assertThat(gauge("larder.store.connected", "address", "redis://cache:6379"), is(1.0));
      assertThat(gauge("larder.store.connections"), is(3.0));
      assertThat(count("larder.store.reconnects"), is(greaterThan(3.0)));
    } finally {
      beans.unregisterMBean(name);
    }
    assertThat(gauge("larder.caches"), is(0.0));
    assertThat(registry.find("larder.store.connected").meter(), is(nullValue()));
  }
}
