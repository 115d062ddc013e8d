package dev.larder.event;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an entry.
 *
 * @param old the value before, null for {@code CREATED}
 * @param value the value after, null when there is none
 */
public record CacheChangeEvent<K, V>(Kind kind, K key, @Nullable V old, @Nullable V value) {

  /** The specification's events, and eviction. */
  public enum Kind {
    CREATED,
    UPDATED,
    REMOVED,
    EXPIRED,
    EVICTED
  }
}
