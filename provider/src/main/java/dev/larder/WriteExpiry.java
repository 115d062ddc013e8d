package dev.larder;

import java.io.Serializable;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** An expiry with the same time to live for a new entry and for an update, by key and value. */
record WriteExpiry<K, V>(BiFunction<? super K, ? super V, ? extends @Nullable Duration> time)
    implements EntryExpiry<K, V>, Serializable {
  @Override
  public Duration getExpiryForCreation(K key, V value) {
    Duration left = time.apply(key, value);
    // A function that forgets a case must not make an entry eternal.
    return left == null ? Duration.ZERO : left;
  }

  @Override
  public Duration getExpiryForUpdate(K key, V value) {
    return getExpiryForCreation(key, value);
  }
}
