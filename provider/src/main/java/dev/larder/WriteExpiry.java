package dev.larder;

import java.io.Serializable;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The same time to live for a new entry and for an update, by key and value. */
record WriteExpiry<K, V>(BiFunction<? super K, ? super V, ? extends @Nullable Duration> time)
    implements EntryExpiry<K, V>, Serializable {
  @Override
  public Duration getExpiryForCreation(K key, V value) {
    Duration left = time.apply(key, value);
    // A token without an end must not live for ever by mistake.
    return left == null ? Duration.ZERO : left;
  }

  @Override
  public Duration getExpiryForUpdate(K key, V value) {
    return getExpiryForCreation(key, value);
  }
}
