package dev.larder.store;

/**
 * The codecs of a cache.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public record Codecs<K, V>(Codec<K> key, Codec<V> value) {}
