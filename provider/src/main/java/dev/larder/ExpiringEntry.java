package dev.larder;

import java.time.Duration;

/**
 * Sets the time to live of the entry that an entry processor works on: {@code
 * entry.unwrap(ExpiringEntry.class)} of its {@link javax.cache.processor.MutableEntry}. Used by the
 * thread of the processor, while the processor runs.
 */
@FunctionalInterface
public interface ExpiringEntry {
  /**
   * Sets the time to live that the entry has when the processor has ended, in place of what the
   * expiry policy says. It has no effect if there is no entry then. See {@link ExpiringCache} for
   * how long it holds.
   *
   * @param timeToLive counted from the end of the processor; zero or less for expired at once,
   *     {@link EntryExpiry#ETERNAL} for never; not null
   * @throws IllegalStateException if the processor has ended
   * @throws UnsupportedOperationException if the entries of the cache never expire
   */
  void setTimeToLive(Duration timeToLive);
}
