package dev.larder.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A removal of expired entries in the background. */
@Name("dev.larder.ExpirySweep")
@Label("Cache Expiry Sweep")
@Description("Entries that had expired were removed in the background")
@Threshold("1 ms")
public final class ExpirySweepEvent extends CacheEvent {
  @Label("Entries")
  long entries;

  private ExpirySweepEvent() {}

  /** Begins an event; returns null if it is not recorded. */
  public static @Nullable ExpirySweepEvent begin(String cacheName) {
    return begun(new ExpirySweepEvent(), cacheName);
  }

  /** Ends the event, and records it if it is longer than the threshold. */
  public void finish(long itsEntries) {
    entries = itsEntries;
    finish();
  }
}
