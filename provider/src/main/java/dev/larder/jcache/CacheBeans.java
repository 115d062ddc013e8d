package dev.larder.jcache;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderRecorderMXBean;
import dev.larder.LarderStatistics;
import dev.larder.management.Descriptions;
import dev.larder.management.RegisteredMBean;
import java.util.Map;
import javax.cache.management.CacheMXBean;
import javax.cache.management.CacheStatisticsMXBean;
import org.jspecify.annotations.Nullable;

/**
 * The MBeans of one cache, which are registered while its statistics or its management are enabled
 * (JSR-107, chapter "Management").
 */
final class CacheBeans {
  private final Map<Class<?>, Object> byType;
  private final RegisteredMBean configuration;
  private final RegisteredMBean statistics;
  private final RegisteredMBean own;
  private final RegisteredMBean recorder;

  /** Creates the registrations; no bean is registered yet. */
  CacheBeans(
      String managerUri,
      String cacheName,
      CacheMXBean configuration,
      CacheStatisticsMXBean statistics,
      LarderCacheBean own,
      LarderRecorderMXBean recorder) {
    this.byType =
        Map.of(
            CacheMXBean.class, configuration,
            CacheStatisticsMXBean.class, statistics,
            LarderCacheMXBean.class, own,
            LarderRecorderMXBean.class, recorder,
            LarderStatistics.class, own);
    this.configuration =
        new RegisteredMBean(
            "javax.cache:type=CacheConfiguration",
            managerUri,
            cacheName,
            Descriptions.of(configuration));
    this.statistics =
        new RegisteredMBean(
            "javax.cache:type=CacheStatistics", managerUri, cacheName, Descriptions.of(statistics));
    this.own =
        new RegisteredMBean("dev.larder:type=Cache", managerUri, cacheName, Descriptions.of(own));
    this.recorder =
        new RegisteredMBean(
            "dev.larder:type=Recorder", managerUri, cacheName, Descriptions.of(recorder));
  }

  /** Returns the bean of an interface, registered or not; null if there is none. */
  @Nullable Object get(Class<?> type) {
    return byType.get(type);
  }

  void setStatisticsRegistered(boolean isRegistered) {
    statistics.setRegistered(isRegistered);
  }

  void setManagementRegistered(boolean isRegistered) {
    configuration.setRegistered(isRegistered);
    own.setRegistered(isRegistered);
  }

  void setRecorderRegistered(boolean isRegistered) {
    recorder.setRegistered(isRegistered);
  }
}
