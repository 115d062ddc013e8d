package dev.larder.copy;

/** How keys and values cross the border between user and store. */
public record Copiers<K, V>(ValueCopier<K> key, ValueCopier<V> value) {}
