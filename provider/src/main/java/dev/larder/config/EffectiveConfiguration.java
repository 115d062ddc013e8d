package dev.larder.config;

import dev.larder.LarderConfiguration;

/**
 * What holds for one cache.
 *
 * @param configuration all settings; the caller's own
 * @param description one line that gives each setting and, in parentheses, where it was said
 * @param isBoundByDefault whether the bound is the one that holds where none is set
 */
public record EffectiveConfiguration<K, V>(
    LarderConfiguration<K, V> configuration, String description, boolean isBoundByDefault) {}
