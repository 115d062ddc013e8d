package dev.larder.jcache;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderStatistics;
import dev.larder.engine.Engine;
import dev.larder.statistics.LoadStatistics;
import dev.larder.statistics.Statistics;
import dev.larder.store.KeyHold;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The figures of a cache and its bound, for code and JMX. Thread-safe. */
record LarderCacheBean(
    String name,
    CacheComponents<?, ?> components,
    boolean isWeighed,
    Supplier<String> effectiveConfiguration)
    implements LarderCacheMXBean, LarderStatistics {
  private Engine<?, ?> engine() {
    return components.engine();
  }

  private Statistics statistics() {
    return components.parts().services().statistics();
  }

  private LoadStatistics loads() {
    return components.loads();
  }

  @Override
  public boolean isEnabled() {
    return statistics().isEnabled();
  }

  @Override
  public long getCacheHits() {
    return statistics().hits();
  }

  @Override
  public long getCacheMisses() {
    return statistics().misses();
  }

  @Override
  public long getCachePuts() {
    return statistics().puts();
  }

  @Override
  public long getCacheRemovals() {
    return statistics().removals();
  }

  @Override
  public long getCacheEvictions() {
    return statistics().evictions();
  }

  @Override
  public long getExpirations() {
    return statistics().expirations();
  }

  @Override
  public long getEntryCount() {
    return engine().size().entries();
  }

  @Override
  public long getWeight() {
    return engine().size().weight();
  }

  @Override
  public long getSize() {
    return engine().size().weight();
  }

  @Override
  public long getMaximum() {
    return engine().maximum();
  }

  @Override
  public void setMaximum(long maximum) {
    if (maximum < 1) {
      throw new IllegalArgumentException("maximum must be >= 1: " + maximum);
    }
    engine().setMaximum(maximum);
  }

  @Override
  public long getLoads() {
    return loads().calls();
  }

  @Override
  public long getLoadFailures() {
    return loads().failures();
  }

  @Override
  public Duration getLoadTime() {
    return Duration.ofNanos(loads().nanos());
  }

  @Override
  public long getTotalLoadTime() {
    return TimeUnit.NANOSECONDS.toMicros(loads().nanos());
  }

  @Override
  public float getAverageLoadTime() {
    return loads().averageMicros();
  }

  @Override
  public Registration addLoadListener(LoadListener listener) {
    return loads().add(listener);
  }

  @Override
  public long getRefreshes() {
    return engine().refreshes();
  }

  @Override
  public long getRefreshFailures() {
    return engine().refreshFailures();
  }

  @Override
  public long getQueuedEvents() {
    return components.parts().services().dispatcher().queued();
  }

  @Override
  public long getWaitingThreads() {
    return KeyHold.waitingThreads(name);
  }

  @Override
  public String getEffectiveConfiguration() {
    return effectiveConfiguration.get();
  }

  @Override
  public void clearStatistics() {
    statistics().clear();
    loads().clear();
    engine().clearRefreshes();
  }
}
