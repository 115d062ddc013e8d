package dev.larder.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A change of the bound of a running cache. */
@Name("dev.larder.BoundChange")
@Label("Cache Bound Change")
@Description("The bound of a cache was changed")
public final class BoundChangeEvent extends CacheEvent {
  @Label("Before")
  long before;

  @Label("After")
  long after;

  private BoundChangeEvent() {}

  /** Records an event. */
  public static void record(String cacheName, long before, long after) {
    BoundChangeEvent event = new BoundChangeEvent();
    if (event.isEnabled()) {
      event.cache = cacheName;
      event.before = before;
      event.after = after;
      event.commit();
    }
  }
}
