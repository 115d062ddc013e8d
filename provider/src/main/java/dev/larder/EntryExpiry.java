package dev.larder;

import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says how long an entry lives, like {@link javax.cache.expiry.ExpiryPolicy}, with sight of its key
 * and value: a token that knows when it ends, a page that is dearer than others. The durations mean
 * what they mean there: counted from the operation, in units of a millisecond or more, {@link
 * Duration#ZERO} for expired at once, {@link Duration#ETERNAL} for never.
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
