package dev.larder.copy;

import java.util.function.UnaryOperator;

/**
 * How keys and values cross the border between user and store, in both directions alike.
 *
 * @param key copies a key, or is the identity
 * @param value copies a value, or is the identity
 */
public record Copies<K, V>(UnaryOperator<K> key, UnaryOperator<V> value) {}
