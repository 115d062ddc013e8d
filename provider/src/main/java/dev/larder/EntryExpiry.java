package dev.larder;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Says how long an entry lives, like {@link javax.cache.expiry.ExpiryPolicy}, with sight of its key
 * and value: a token that knows when it ends, a page that is dearer than others. A duration is
 * counted from the operation. Zero or less means that the entry has expired, {@link #ETERNAL} and
 * any duration of more than 292 years that it never expires.
 *
 * <p>A lambda says how long a new entry lives; an update leaves the deadline as it is. {@link
 * #afterWrite} makes an expiry that covers updates too. {@code AccessedExpiryPolicy} and the like
 * of the specification (JSR-107, chapter "Expiry Policies") are set by {@link
 * LarderConfiguration#setExpiryPolicyFactory}.
 *
 * <p>A method that throws an exception is logged; the entry is eternal then if it is new, and keeps
 * its time otherwise. Implementations are thread-safe; one that is {@link java.io.Closeable} is
 * closed with the cache.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
@FunctionalInterface
public interface EntryExpiry<K, V> {
  /** The duration of an entry that never expires. */
  Duration ETERNAL = ChronoUnit.FOREVER.getDuration();

  /**
   * The same time to live for a new entry and for an update: so a token that is renewed lives as
   * long as the new one says.
   *
   * @param time answers the time that is left to the entry by its key and value; null counts as
   *     zero
   * @return an expiry that is serializable if the function is
   */
  static <K, V> EntryExpiry<K, V> afterWrite(
      BiFunction<? super K, ? super V, ? extends @Nullable Duration> time) {
    return new WriteExpiry<K, V>(Objects.requireNonNull(time, "time"));
  }

  /**
   * How long a new entry lives. An entry that would expire at once is not stored.
   *
   * @param key the entry's key, never null; it must not be changed
   * @param value the value about to be stored, never null; it must not be changed
   * @return the time that is left to the entry
   */
  Duration getExpiryForCreation(K key, V value);

  /**
   * How long an entry lives on after it was read.
   *
   * @param key the entry's key, never null; it must not be changed
   * @param value the value that was read, never null; it must not be changed
   * @return the time that is left to the entry, or null, as unless overridden, to leave it as it is
   */
  default @Nullable Duration getExpiryForAccess(K key, V value) {
    return null;
  }

  /**
   * How long an entry lives on with a new value.
   *
   * @param key the entry's key, never null; it must not be changed
   * @param value the value about to be stored, never null; it must not be changed
   * @return the time that is left to the entry, or null, as unless overridden, to leave it as it is
   */
  default @Nullable Duration getExpiryForUpdate(K key, V value) {
    return null;
  }
}
