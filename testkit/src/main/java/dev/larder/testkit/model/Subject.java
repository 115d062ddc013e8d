package dev.larder.testkit.model;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;

/**
 * A provider under the model check. All but the first method have an answer that fits any provider;
 * who knows more of one gets more compared. Called by one thread.
 */
public interface Subject extends AutoCloseable {

  /**
   * Makes a cache.
   *
   * @param name not in use, and without characters that would need quotes
   * @param bound of a kind that {@link #bounds} names
   */
  Cache<Integer, Box> create(
      String name, MutableConfiguration<Integer, Box> configuration, Bound bound);

  /** Ends a cache, and everything of it. */
  default void destroy(Cache<Integer, Box> cache) {
    cache.getCacheManager().destroyCache(cache.getName());
  }

  /** What the provider decides differently from the model. */
  default Set<Liberty> liberties() {
    return EnumSet.allOf(Liberty.class);
  }

  /** The bounds that the provider keeps exactly, the least recently used entry going first. */
  default Set<Bound.Kind> bounds() {
    return EnumSet.of(Bound.Kind.NONE);
  }

  /** Moves the bound of a cache that has one. */
  default void resize(Cache<Integer, Box> cache, long maximum) {
    throw new UnsupportedOperationException("this provider's bound cannot be moved");
  }

  /** Whether time passes only when {@link #advance} says so. */
  default boolean stepsClock() {
    return false;
  }

  /** Lets time pass, unnoticed by the provider's own threads. */
  default void advance(Duration duration) {
    throw new UnsupportedOperationException("this provider's clock cannot be stepped");
  }

  /** Lets the provider's own threads take out all that has expired, and waits for that. */
  default void sweep() {
    throw new UnsupportedOperationException("this provider's clock cannot be stepped");
  }

  /** Makes the log of a listener; one that hears of evictions too if {@link #tellsEvictions}. */
  default EventLog log(EventLog.Settings settings) {
    return new EventLog(settings);
  }

  /** Whether {@link #log} hears of evictions, and passes them to {@link EventLog#evicted}. */
  default boolean tellsEvictions() {
    return false;
  }

  /** The statistics of a cache, while they are enabled. */
  default Counters counters(Cache<Integer, Box> cache) {
    return Counters.of(cache);
  }

  /** Throws if something inside is broken; called at the end of each sequence, in quiet. */
  default void check(Cache<Integer, Box> cache) {}

  @Override
  default void close() {}
}
