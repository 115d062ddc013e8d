package dev.larder.valkey;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * A conflict, a reconnect or an unknown outcome, for the flight recorder of the JDK. {@link
 * Counters} alone uses this class, if the JVM has a flight recorder.
 */
@Name("dev.larder.Store")
@Label("Cache Store")
@Description("What a store on a server has met")
@Category("Larder")
@StackTrace(false)
final class StoreEvent extends Event {
  @Label("Kind")
  @Description("conflict, reconnect, or unknown outcome")
  String kind = "";

  private StoreEvent() {}

  static void record(String what) {
    StoreEvent event = new StoreEvent();
    if (event.isEnabled()) {
      event.kind = what;
      event.commit();
    }
  }
}
