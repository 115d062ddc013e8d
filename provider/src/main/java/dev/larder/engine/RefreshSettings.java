package dev.larder.engine;

import dev.larder.time.Ticker;

/**
 * When values are reloaded.
 *
 * @param after the age in nanoseconds from which on a hit reloads
 * @param staleIfError for how many nanoseconds beyond that a value is served while reloads fail;
 *     {@link Ticker#NEVER} for as long as the entry lives
 * @param coalesce for how many nanoseconds a reload waits for others to come, which are loaded in
 *     the same call; 0 for none
 * @param isScheduled whether entries that were read since they were loaded are reloaded without a
 *     further hit
 */
public record RefreshSettings(long after, long staleIfError, long coalesce, boolean isScheduled) {

  boolean isCoalescing() {
    return coalesce > 0;
  }

  /** How many nanoseconds after it was written a value is served at most. */
  long limit() {
    return Ticker.after(after, staleIfError);
  }
}
