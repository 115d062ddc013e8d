package dev.larder.event;

import org.jspecify.annotations.Nullable;

/**
 * A change of one entry, as listeners are notified of it. Immutable.
 *
 * @param old the value before the change, null for {@code CREATED}
 * @param value the value after the change, null unless {@code CREATED} or {@code UPDATED}
 */
public record CacheChangeEvent<K, V>(Kind kind, K key, @Nullable V old, @Nullable V value) {

  /** The event types of the specification, and eviction. */
  public enum Kind {
    CREATED,
    UPDATED,
    REMOVED,
    EXPIRED,
    EVICTED
  }
}
