package dev.larder.testkit.model;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;

/**
 * A provider under the model check. All methods but the first have defaults that fit any provider.
 * Overriding them allows more to be compared. Called by one thread.
 */
public interface Subject extends AutoCloseable {

  /**
   * Creates a cache.
   *
   * @param name an unused name, without characters that need quotes
   * @param bound of a kind that {@link #bounds} contains
   */
  Cache<Integer, Box> create(
      String name, MutableConfiguration<Integer, Box> configuration, Bound bound);

  /** Destroys a cache and all that belongs to it. */
  default void destroy(Cache<Integer, Box> cache) {
    cache.getCacheManager().destroyCache(cache.getName());
  }

  /** Returns the decisions in which the provider may differ from the model. */
  default Set<Liberty> liberties() {
    return EnumSet.allOf(Liberty.class);
  }

  /**
   * Returns the bounds that the provider keeps exactly, evicting the least recently used entry
   * first.
   */
  default Set<Bound.Kind> bounds() {
    return EnumSet.of(Bound.Kind.NONE);
  }

  /** Changes the bound of a cache that has one. */
  default void resize(Cache<Integer, Box> cache, long maximum) {
    throw new UnsupportedOperationException("this provider's bound cannot be moved");
  }

  /** Returns whether time passes only by {@link #advance}. */
  default boolean stepsClock() {
    return false;
  }

  /** Advances the time without running the provider's threads. */
  default void advance(Duration duration) {
    throw new UnsupportedOperationException("this provider's clock cannot be stepped");
  }

  /** Runs the provider's threads until all expired entries are removed. */
  default void sweep() {
    throw new UnsupportedOperationException("this provider's clock cannot be stepped");
  }

  /** Creates the log of a listener; it also records evictions if {@link #reportsEvictions}. */
  default EventLog log(EventLog.Settings settings) {
    return new EventLog(settings);
  }

  /**
   * Returns whether {@link #log} receives evictions, and passes them to {@link EventLog#evicted}.
   */
  default boolean reportsEvictions() {
    return false;
  }

  /** Returns the statistics of a cache, while they are enabled. */
  default Counters counters(Cache<Integer, Box> cache) {
    return Counters.of(cache);
  }

  /** Throws if internal invariants are broken; called at the end of each sequence, when idle. */
  default void check(Cache<Integer, Box> cache) {}

  @Override
  default void close() {}
}
