package dev.larder.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** Many evictions by one thread at once. */
@Name("dev.larder.EvictionBurst")
@Label("Cache Eviction Burst")
@Description("Many entries were evicted at once")
public final class EvictionBurstEvent extends CacheEvent {
  @Label("Entries")
  long entries;

  private EvictionBurstEvent() {}

  /** Records an event. */
  public static void record(String cacheName, long entries) {
    EvictionBurstEvent event = new EvictionBurstEvent();
    if (event.isEnabled()) {
      event.cache = cacheName;
      event.entries = entries;
      event.commit();
    }
  }
}
