package dev.larder.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** An event of a cache. The flight recorder reads the fields when the event is committed. */
@Category("Larder")
@StackTrace(false)
abstract class CacheEvent extends Event {
  @Label("Cache")
  @Description("The name of the cache")
  String cache = "";

  /** Begins an event; returns null if it is not recorded. */
  static <E extends CacheEvent> @Nullable E begun(E event, String cacheName) {
    if (!event.isEnabled()) {
      return null;
    }
    event.cache = cacheName;
    event.begin();
    return event;
  }

  /** Ends the event, and records it if it is longer than the threshold. */
  public void finish() {
    end();
    if (shouldCommit()) {
      commit();
    }
  }
}
