package dev.larder.jcache;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderRecorderMXBean;
import dev.larder.LarderStatistics;
import dev.larder.management.Descriptions;
import dev.larder.management.RegisteredMBean;
import javax.cache.management.CacheMXBean;
import javax.cache.management.CacheStatisticsMXBean;
import org.jspecify.annotations.Nullable;

/**
 * The MBeans of one cache, which are registered while its statistics or its management are enabled
 * (JSR-107, chapter "Management").
 */
final class CacheBeans {
  private final String managerUri;
  private final String cacheName;
  private final CacheMXBean configurationBean;
  private final CacheStatisticsMXBean statisticsBean;
  private final LarderCacheBean ownBean;
  private final LarderRecorderMXBean recorderBean;
  private final RegisteredMBean configuration;
  private final RegisteredMBean statistics;
  private final RegisteredMBean own;

  /** Null while the recorder is not registered: an idle cache should take little memory. */
  private @Nullable RegisteredMBean recorder;

  /** Creates the registrations; no bean is registered yet. */
  CacheBeans(
      CacheName name,
      CacheMXBean configuration,
      CacheStatisticsMXBean statistics,
      LarderCacheBean own,
      LarderRecorderMXBean recorder) {
    this.managerUri = name.managerUri();
    this.cacheName = name.cacheName();
    this.configurationBean = configuration;
    this.statisticsBean = statistics;
    this.ownBean = own;
    this.recorderBean = recorder;
    this.configuration =
        registration("javax.cache:type=CacheConfiguration", Descriptions.of(configuration));
    this.statistics = registration("javax.cache:type=CacheStatistics", Descriptions.of(statistics));
    this.own = registration("dev.larder:type=Cache", Descriptions.of(own));
  }

  /** The name of a cache, and the URI of its manager. */
  record CacheName(String managerUri, String cacheName) {}

  private RegisteredMBean registration(String domainAndType, Object bean) {
    return new RegisteredMBean(domainAndType, managerUri, cacheName, bean);
  }

  /** Returns the bean of an interface, registered or not; null if there is none. */
  @Nullable Object get(Class<?> type) {
    if (type == CacheMXBean.class) {
      return configurationBean;
    } else if (type == CacheStatisticsMXBean.class) {
      return statisticsBean;
    } else if (type == LarderRecorderMXBean.class) {
      return recorderBean;
    }
    return type == LarderCacheMXBean.class || type == LarderStatistics.class ? ownBean : null;
  }

  void setStatisticsRegistered(boolean isRegistered) {
    statistics.setRegistered(isRegistered);
  }

  void setManagementRegistered(boolean isRegistered) {
    configuration.setRegistered(isRegistered);
    own.setRegistered(isRegistered);
  }

  /** Called by one thread at a time. */
  void setRecorderRegistered(boolean isRegistered) {
    RegisteredMBean bean = recorder;
    if (bean == null && isRegistered) {
      bean = registration("dev.larder:type=Recorder", Descriptions.of(recorderBean));
    }
    if (bean != null) {
      bean.setRegistered(isRegistered);
    }
    recorder = isRegistered ? bean : null;
  }
}
