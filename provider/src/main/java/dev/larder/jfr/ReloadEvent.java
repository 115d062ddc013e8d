package dev.larder.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A reload of values because of their age, by one call of the loader. */
@Name("dev.larder.Reload")
@Label("Cache Reload")
@Description("A reload of values because of their age")
@Threshold("1 ms")
public final class ReloadEvent extends CacheEvent {
  @Label("Keys")
  int keys;

  @Label("Failed")
  boolean failed;

  private ReloadEvent() {}

  /** Begins an event; returns null if it is not recorded. */
  public static @Nullable ReloadEvent begin(String cacheName, int keys) {
    ReloadEvent event = new ReloadEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.cache = cacheName;
    event.keys = keys;
    event.begin();
    return event;
  }

  /** Ends the event, and records it if it is longer than the threshold. */
  public void finish(boolean itsFailed) {
    end();
    if (shouldCommit()) {
      failed = itsFailed;
      commit();
    }
  }
}
