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
  String listener = "";

  @Label("Event")
  String kind = "";

  private ListenerEvent() {}

  /** Begins an event; returns null if it is not recorded. */
  public static @Nullable ListenerEvent begin(String cacheName, String listener, String kind) {
    ListenerEvent event = new ListenerEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.cache = cacheName;
    event.listener = listener;
    event.kind = kind;
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
