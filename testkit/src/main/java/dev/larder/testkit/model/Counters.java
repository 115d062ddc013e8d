package dev.larder.testkit.model;

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The counters of a cache's statistics, or the difference between two readings. */
public record Counters(long hits, long misses, long puts, long removals, long evictions) {
  /** All zero. */
  public static final Counters NONE = new Counters(0, 0, 0, 0, 0);

  private static final String[] ATTRIBUTES = {
    "CacheHits", "CacheMisses", "CachePuts", "CacheRemovals", "CacheEvictions"
  };

  /** Reads the MBean of a cache whose name is unique in this virtual machine. */
  public static Counters of(Cache<?, ?> cache) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName pattern =
          new ObjectName("javax.cache:type=CacheStatistics,Cache=" + cache.getName() + ",*");
      Set<ObjectName> names = server.queryNames(pattern, null);
      if (names.size() != 1) {
        throw new AssertionError("one bean expected: " + pattern + ": " + names);
      }
      return of(server, names.iterator().next());
    } catch (JMException e) {
      throw new AssertionError("the statistics cannot be read", e);
    }
  }

  private static Counters of(MBeanServer server, ObjectName name) throws JMException {
    long[] values =
        server.getAttributes(name, ATTRIBUTES).asList().stream()
            .map(Attribute::getValue)
            .mapToLong(value -> ((Number) value).longValue())
            .toArray();
    return new Counters(values[0], values[1], values[2], values[3], values[4]);
  }

  Counters minus(Counters other) {
    return new Counters(
        hits - other.hits,
        misses - other.misses,
        puts - other.puts,
        removals - other.removals,
        evictions - other.evictions);
  }

  @Override
  public String toString() {
    String text =
        Stream.of(
                word("hits", hits),
                word("misses", misses),
                word("puts", puts),
                word("removals", removals),
                word("evictions", evictions))
            .filter(word -> !word.isEmpty())
            .reduce("", (left, right) -> left.isEmpty() ? right : left + " " + right);
    return text.isEmpty() ? "-" : text;
  }

  private static String word(String name, long count) {
    return count == 0 ? "" : name + "=" + count;
  }
}
