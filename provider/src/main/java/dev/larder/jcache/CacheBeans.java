package dev.larder.jcache;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderRecorderMXBean;
import dev.larder.LarderStatistics;
import dev.larder.management.BeanKind;
import dev.larder.management.RegisteredMBean;
import java.util.List;
import javax.cache.management.CacheMXBean;
import javax.cache.management.CacheStatisticsMXBean;
import org.jspecify.annotations.Nullable;

/**
 * The MBeans of one cache, which are registered while its statistics or its management are enabled
 * (JSR-107, chapter "Management").
 */
final class CacheBeans {
  private final RegisteredMBean<CacheMXBean> configuration;
  private final RegisteredMBean<CacheStatisticsMXBean> statistics;
  private final RegisteredMBean<LarderCacheMXBean> own;
  private final RegisteredMBean<LarderRecorderMXBean> recorder;

  /** Creates the registrations; no bean is registered yet. */
  CacheBeans(
      CacheName name,
      CacheMXBean configuration,
      CacheStatisticsMXBean statistics,
      LarderCacheBean own,
      LarderRecorderMXBean recorder) {
    this.configuration = name.bean(BeanKind.CONFIGURATION, configuration);
    this.statistics = name.bean(BeanKind.STATISTICS, statistics);
    this.own = name.bean(BeanKind.CACHE, own);
    this.recorder = name.bean(BeanKind.RECORDER, recorder);
  }

  record CacheName(String managerUri, String cacheName) {
    private <T> RegisteredMBean<T> bean(BeanKind<T> kind, T bean) {
      return new RegisteredMBean<>(kind, managerUri, cacheName, bean);
    }
  }

  /** Returns the bean of an interface, registered or not; null if there is none. */
  @Nullable Object get(Class<?> type) {
    Class<?> wanted = type == LarderStatistics.class ? LarderCacheMXBean.class : type;
    for (RegisteredMBean<?> each : List.of(configuration, statistics, own, recorder)) {
      if (each.type() == wanted) {
        return each.bean();
      }
    }
    return null;
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
