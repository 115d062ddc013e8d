package dev.larder.engine;

import dev.larder.time.Ticker;

/**
 * The settings of refresh-ahead.
 *
 * @param after the age in nanoseconds from which on a hit begins a reload
 * @param staleIfError the time in nanoseconds after {@code after} for which a value is returned
 *     while reloads fail; {@link Ticker#NEVER} for as long as the entry lives
 * @param coalesce the time in nanoseconds that a reload waits for others to share one call of the
 *     loader; 0 to not wait
 * @param isScheduled whether entries that were read since their load are reloaded without a further
 *     hit
 */
public record RefreshSettings(long after, long staleIfError, long coalesce, boolean isScheduled) {

  boolean isCoalescing() {
    return coalesce > 0;
  }

  /** Returns the age in nanoseconds from which on a value is not returned any more. */
  long limit() {
    return Ticker.after(after, staleIfError);
  }
}
