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
public final class ReloadEvent extends LoaderEvent {
  private ReloadEvent(int keys) {
    super(keys);
  }

  /** Begins an event; returns null if it is not recorded. */
  public static @Nullable ReloadEvent begin(String cacheName, int keys) {
    return begun(new ReloadEvent(keys), cacheName);
  }
}
