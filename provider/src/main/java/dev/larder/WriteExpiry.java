package dev.larder;

import dev.larder.config.Durations;
import java.time.Duration;
import java.util.function.BiFunction;

/** The same time to live for a new entry and for an update, by key and value. */
record WriteExpiry<K, V>(BiFunction<? super K, ? super V, Duration> time)
    implements EntryExpiry<K, V> {
  @Override
  public javax.cache.expiry.Duration getExpiryForCreation(K key, V value) {
    Duration left = time.apply(key, value);
    return left.isNegative() ? javax.cache.expiry.Duration.ZERO : Durations.ofJava(left);
  }

  @Override
  public javax.cache.expiry.Duration getExpiryForUpdate(K key, V value) {
    return getExpiryForCreation(key, value);
  }
}
