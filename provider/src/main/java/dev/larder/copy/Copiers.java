package dev.larder.copy;

/** The copiers of the keys and the values of one cache. */
public record Copiers<K, V>(ValueCopier<K> key, ValueCopier<V> value) {}
