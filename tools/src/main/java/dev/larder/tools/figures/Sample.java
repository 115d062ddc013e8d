package dev.larder.tools.figures;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The figures of all caches of a JVM at one moment.
 *
 * @param time the time of day
 * @param nanos the time for differences, in nanoseconds
 * @param caches the caches that have figures
 * @param withoutFigures the caches whose beans have none, because their statistics are off
 * @param stores the attributes of each remote store, by its address
 */
public record Sample(
    Instant time,
    long nanos,
    SortedMap<CacheId, CacheFigures> caches,
    SortedMap<CacheId, String> withoutFigures,
    SortedMap<String, Map<String, Object>> stores) {

  /** Returns the figures of a cache; empty if it has none. */
  public Optional<CacheFigures> cache(CacheId id) {
    return Optional.ofNullable(caches.get(id));
  }

  /** Returns whether the JVM has the beans of any cache. */
  public boolean isEmpty() {
    return caches.isEmpty() && withoutFigures.isEmpty();
  }
}
