package dev.larder;

import java.time.Duration;

/**
 * Sets the time to live of the entry that an entry processor works on (JSR-107, chapter "Entry
 * Processors"): {@code entry.unwrap(ExpiringEntry.class)} of its {@link
 * javax.cache.processor.MutableEntry}. Not thread-safe: used by the thread of the processor, while
 * the processor runs.
 */
@FunctionalInterface
public interface ExpiringEntry {
  /**
   * Sets the time to live that the entry has once the processor has ended, in place of the duration
   * of the expiry policy. It has no effect if there is no entry then. {@link ExpiringCache} says
   * how long it holds.
   *
   * @param timeToLive counted from the end of the processor; zero or less means that the entry
   *     expires at once, {@link EntryExpiry#ETERNAL} that it never expires; not null
   * @throws NullPointerException if the time is null
   * @throws IllegalStateException if the processor has ended
   * @throws UnsupportedOperationException if the entries of the cache never expire
   */
  void setTimeToLive(Duration timeToLive);
}
