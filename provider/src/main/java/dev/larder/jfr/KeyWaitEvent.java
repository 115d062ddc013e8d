package dev.larder.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A wait for a key that another thread holds. */
@Name("dev.larder.KeyWait")
@Label("Cache Key Wait")
@Description("A thread waited for a key that another thread held, such as for its load")
@Threshold("20 ms")
public final class KeyWaitEvent extends CacheEvent {
  private KeyWaitEvent() {}

  /** Begins an event; returns null if it is not recorded. */
  public static @Nullable KeyWaitEvent begin(String cacheName) {
    return begun(new KeyWaitEvent(), cacheName);
  }
}
