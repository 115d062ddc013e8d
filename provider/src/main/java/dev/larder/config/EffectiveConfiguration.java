package dev.larder.config;

import dev.larder.LarderConfiguration;
import java.util.List;

/**
 * What holds for one cache.
 *
 * @param configuration all settings; the caller's own
 * @param description one line that gives each setting and, in parentheses, where it was said
 * @param shortDescription the same, without the settings that have their defaults
 * @param isBoundByDefault whether the bound is the one that holds where none is set
 * @param isTyped whether the types of keys and values were set, or a program made the cache
 * @param warnings what was not used, in words for the log
 */
public record EffectiveConfiguration<K, V>(
    LarderConfiguration<K, V> configuration,
    String description,
    String shortDescription,
    boolean isBoundByDefault,
    boolean isTyped,
    List<String> warnings) {}
