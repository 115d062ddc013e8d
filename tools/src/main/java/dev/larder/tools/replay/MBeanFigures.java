package dev.larder.tools.replay;

import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The figures of a cache's statistics MBean, read by pattern from the platform MBean server, as a
 * monitoring tool would.
 *
 * @param averageGetMicros the average time of a get in microseconds, as the specification defines
 */
public record MBeanFigures(
    long gets, long hits, long misses, long evictions, float averageGetMicros) {

  private static final String PATTERN = "javax.cache:type=CacheStatistics,*";

  /**
   * Reads the MBean of the cache with this name.
   *
   * @throws JMException if there is none, or more than one
   */
  public static MBeanFigures of(String cacheName) throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    CacheStatisticsMXBean bean =
        JMX.newMXBeanProxy(server, name(server, cacheName), CacheStatisticsMXBean.class);
    return new MBeanFigures(
        bean.getCacheGets(),
        bean.getCacheHits(),
        bean.getCacheMisses(),
        bean.getCacheEvictions(),
        bean.getAverageGetTime());
  }

  private static ObjectName name(MBeanServer server, String cacheName) throws JMException {
    Set<ObjectName> all = server.queryNames(new ObjectName(PATTERN), null);
    var ofCache = all.stream().filter(name -> isOf(name, cacheName)).toList();
    if (ofCache.size() != 1) {
      throw new JMException(
          "%d MBeans %s with Cache=%s, wanted 1; there are %s"
              .formatted(ofCache.size(), PATTERN, cacheName, all));
    }
    return ofCache.get(0);
  }

  private static boolean isOf(ObjectName name, String cacheName) {
    String property = name.getKeyProperty("Cache");
    return cacheName.equals(property)
        || (property != null
            && property.startsWith("\"")
            && cacheName.equals(ObjectName.unquote(property)));
  }
}
