package dev.larder.jcache;

import dev.larder.LarderCacheMXBean;
import dev.larder.engine.Engine;
import dev.larder.statistics.LoadStatistics;
import dev.larder.statistics.Statistics;
import java.util.function.Supplier;

/** Larder's own bean of a cache, for code and JMX. Thread-safe. */
record LarderCacheBean(
    Engine<?, ?> engine,
    Statistics statistics,
    LoadStatistics loads,
    Supplier<String> effectiveConfiguration)
    implements LarderCacheMXBean {
  @Override
  public long getEntryCount() {
    return engine.size().entries();
  }

  @Override
  public long getWeight() {
    return engine.size().weight();
  }

  @Override
  public long getSize() {
    return engine.size().weight();
  }

  @Override
  public long getMaximum() {
    return engine.maximum();
  }

  @Override
  public void setMaximum(long maximum) {
    if (maximum < 1) {
      throw new IllegalArgumentException("maximum must be >= 1: " + maximum);
    }
    engine.setMaximum(maximum);
  }

  @Override
  public long getLoads() {
    return loads.calls();
  }

  @Override
  public long getLoadFailures() {
    return loads.failures();
  }

  @Override
  public float getAverageLoadTime() {
    return loads.averageMicros();
  }

  @Override
  public long getRefreshes() {
    return engine.refreshes();
  }

  @Override
  public long getRefreshFailures() {
    return engine.refreshFailures();
  }

  @Override
  public String getEffectiveConfiguration() {
    return effectiveConfiguration.get();
  }

  @Override
  public void clearStatistics() {
    statistics.clear();
    loads.clear();
    engine.clearRefreshes();
  }
}
