package dev.larder;

import dev.larder.config.Durations;
import java.io.Serializable;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The same time to live for a new entry and for an update, by key and value. */
record WriteExpiry<K, V>(BiFunction<? super K, ? super V, ? extends @Nullable Duration> time)
    implements EntryExpiry<K, V>, Serializable {
  @Override
  public javax.cache.expiry.Duration getExpiryForCreation(K key, V value) {
    Duration left = time.apply(key, value);
    // A token without an end must not live for ever by mistake.
    return left == null || left.isNegative()
        ? javax.cache.expiry.Duration.ZERO
        : Durations.ofJava(left);
  }

  @Override
  public javax.cache.expiry.Duration getExpiryForUpdate(K key, V value) {
    return getExpiryForCreation(key, value);
  }
}
