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
public final class LoadEvent extends LoaderEvent {
  private LoadEvent(int keys) {
    super(keys);
  }

  /** Begins an event; returns null if it is not recorded. */
  public static @Nullable LoadEvent begin(String cacheName, int keys) {
    return begun(new LoadEvent(keys), cacheName);
  }
}
