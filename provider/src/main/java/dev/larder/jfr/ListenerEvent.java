package dev.larder.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A call of a listener. */
@Name("dev.larder.Listener")
@Label("Cache Listener")
@Description("A slow call of a cache entry listener")
@Threshold("20 ms")
public final class ListenerEvent extends CacheEvent {
  @Label("Listener")
  final String listener;

  @Label("Event")
  final String kind;

  private ListenerEvent(String listener, String kind) {
    this.listener = listener;
    this.kind = kind;
  }

  /** Begins an event; returns null if it is not recorded. */
  public static @Nullable ListenerEvent begin(String cacheName, String listener, String kind) {
    return begun(new ListenerEvent(listener, kind), cacheName);
  }
}
