package dev.larder;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Returns how long an entry lives, like {@link javax.cache.expiry.ExpiryPolicy}, but by its key and
 * value: for example the remaining validity of a token. A duration is counted from the operation.
 * Zero or less means that the entry expires at once. {@link #ETERNAL} and any duration of more than
 * 292 years mean that it never expires.
 *
 * <p>A lambda sets the lifetime of a new entry; an update leaves the deadline unchanged. {@link
 * #afterWrite} returns an expiry that covers updates too. The specification's policies, such as
 * {@code AccessedExpiryPolicy} (JSR-107, chapter "Expiry Policies"), are set by {@link
 * LarderConfiguration#setExpiryPolicyFactory}.
 *
 * <p>An exception is logged; a new entry is then eternal, and any other entry keeps its deadline.
 * Implementations must be thread-safe and must not modify key or value. One that is {@link
 * AutoCloseable} is closed with the cache.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
@FunctionalInterface
public interface EntryExpiry<K, V> {
  /** The duration of an entry that never expires. */
  Duration ETERNAL = ChronoUnit.FOREVER.getDuration();

  /**
   * Returns an expiry with the same time to live for a new entry and for an update. A renewed token
   * therefore lives as long as the new token is valid.
   *
   * @param time returns the time to live by key and value; null counts as zero. The function itself
   *     must not be null
   * @return an expiry that is serializable if the function is
   * @throws NullPointerException if the function is null
   */
  static <K, V> EntryExpiry<K, V> afterWrite(
      BiFunction<? super K, ? super V, ? extends @Nullable Duration> time) {
    return new WriteExpiry<K, V>(Objects.requireNonNull(time, "time"));
  }

  /**
   * Returns how long a new entry lives. An entry that would expire at once is not stored.
   *
   * @param key the entry's key, never null
   * @param value the value about to be stored, never null
   * @return the time to live; null means that the entry never expires
   */
  Duration getExpiryForCreation(K key, V value);

  /**
   * Returns how long an entry lives after a read.
   *
   * @param key the entry's key, never null
   * @param value the value that was read, never null
   * @return the time to live, or null, the default, to leave the deadline unchanged
   */
  default @Nullable Duration getExpiryForAccess(K key, V value) {
    return null;
  }

  /**
   * Returns how long an entry lives after an update.
   *
   * @param key the entry's key, never null
   * @param value the value about to be stored, never null
   * @return the time to live, or null, the default, to leave the deadline unchanged
   */
  default @Nullable Duration getExpiryForUpdate(K key, V value) {
    return null;
  }
}
