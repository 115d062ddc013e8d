package dev.larder.spec;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.JMX;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The statistics of a cache at one time, read over JMX. */
public record Figures(long hits, long misses, long puts, long removals, long evictions) {

  public static Figures of(Cache<?, ?> cache) {
    CacheStatisticsMXBean bean = bean(cache);
    return new Figures(
        bean.getCacheHits(),
        bean.getCacheMisses(),
        bean.getCachePuts(),
        bean.getCacheRemovals(),
        bean.getCacheEvictions());
  }

  /** Returns the bean of a cache whose name and manager need no quotes. */
  static CacheStatisticsMXBean bean(Cache<?, ?> cache) {
    return JMX.newMXBeanProxy(
        ManagementFactory.getPlatformMBeanServer(),
        name("CacheStatistics", cache),
        CacheStatisticsMXBean.class);
  }

  /** Returns the name of a bean according to the specification. */
  static ObjectName name(String type, Cache<?, ?> cache) {
    String manager = cache.getCacheManager().getURI().toString();
    try {
      return new ObjectName(
          "javax.cache:type=" + type + ",CacheManager=" + manager + ",Cache=" + cache.getName());
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public Figures minus(Figures other) {
    return new Figures(
        hits - other.hits,
        misses - other.misses,
        puts - other.puts,
        removals - other.removals,
        evictions - other.evictions);
  }

  /** As words of the golden table: {@code hit put}. */
  String words() {
    List<String> words = new ArrayList<>();
    add(words, "hit", hits);
    add(words, "miss", misses);
    add(words, "put", puts);
    add(words, "removal", removals);
    add(words, "eviction", evictions);
    return words.isEmpty() ? "-" : String.join(" ", words);
  }

  private static void add(List<String> words, String word, long count) {
    if (count != 0) {
      words.add(count == 1 ? word : count + "x" + word);
    }
  }
}
