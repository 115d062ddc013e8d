package dev.larder;

import java.time.Duration;

/**
 * An entry that an entry processor gives a time to live of its own: {@code
 * entry.unwrap(TimedEntry.class)} of its {@link javax.cache.processor.MutableEntry}. Used by the
 * thread of the processor, while the processor runs.
 */
@FunctionalInterface
public interface TimedEntry {
  /**
   * Sets the time to live that the entry has when the processor has ended, in place of what the
   * expiry policy says. It has no effect if there is no entry then. See {@link TimedCache} for how
   * long it holds.
   *
   * @param timeToLive counted from the end of the processor; zero or less for expired at once,
   *     {@link EntryExpiry#ETERNAL} for never; not null
   * @throws IllegalStateException if the processor has ended
   * @throws UnsupportedOperationException if the entries of the cache never expire
   */
  void setTimeToLive(Duration timeToLive);
}
