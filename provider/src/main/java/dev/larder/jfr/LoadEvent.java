package dev.larder.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A call of a loader, for one key or for many. */
@Name("dev.larder.Load")
@Label("Cache Load")
@Description("A call of the loader of a cache")
@Threshold("1 ms")
public final class LoadEvent extends CacheEvent {
  @Label("Keys")
  int keys;

  @Label("Failed")
  boolean failed;

  private LoadEvent() {}

  /** Begins an event; returns null if it is not recorded. */
  public static @Nullable LoadEvent begin(String cacheName, int keys) {
    LoadEvent event = new LoadEvent();
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
