package dev.larder.tools.figures;

import java.util.Arrays;
import java.util.List;

/** A figure of a cache: the attribute of an MBean. */
public enum Figure {
  HITS(Bean.STATISTICS, "CacheHits", true),
  MISSES(Bean.STATISTICS, "CacheMisses", true),
  PUTS(Bean.STATISTICS, "CachePuts", true),
  REMOVALS(Bean.STATISTICS, "CacheRemovals", true),
  EVICTIONS(Bean.STATISTICS, "CacheEvictions", true),
  ENTRIES(Bean.LARDER, "EntryCount", false),
  SIZE(Bean.LARDER, "Size", false),
  MAXIMUM(Bean.LARDER, "Maximum", false),
  LOADS(Bean.LARDER, "Loads", true),
  LOAD_FAILURES(Bean.LARDER, "LoadFailures", true),
  LOAD_MICROS(Bean.LARDER, "TotalLoadTime", true),
  EXPIRATIONS(Bean.LARDER, "Expirations", true),
  REFRESHES(Bean.LARDER, "Refreshes", true),
  REFRESH_FAILURES(Bean.LARDER, "RefreshFailures", true),
  QUEUED(Bean.LARDER, "QueuedEvents", false),
  WAITING(Bean.LARDER, "WaitingThreads", false);

  /** The kinds of beans that have figures. */
  public enum Bean {
    /** The statistics of the specification, of any provider. */
    STATISTICS("javax.cache:type=CacheStatistics,*"),

    /** The figures of Larder. */
    LARDER("dev.larder:type=Cache,*");

    private final String pattern;

    Bean(String pattern) {
      this.pattern = pattern;
    }

    String pattern() {
      return pattern;
    }

    List<Figure> figures() {
      return Arrays.stream(Figure.values()).filter(figure -> figure.bean == this).toList();
    }

    String[] attributes() {
      return figures().stream().map(Figure::attribute).toArray(String[]::new);
    }
  }

  private final Bean bean;
  private final String attribute;
  private final boolean counter;

  Figure(Bean bean, String attribute, boolean counter) {
    this.bean = bean;
    this.attribute = attribute;
    this.counter = counter;
  }

  /** Returns the name of the attribute. */
  public String attribute() {
    return attribute;
  }

  /** Returns whether the figure only grows, until it is cleared. */
  public boolean isCounter() {
    return counter;
  }
}
