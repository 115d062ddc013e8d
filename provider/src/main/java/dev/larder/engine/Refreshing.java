package dev.larder.engine;

import dev.larder.time.Ticker;

/**
 * When values are loaded anew.
 *
 * @param after the age in nanoseconds from which on a hit reloads
 * @param staleIfError for how many nanoseconds beyond that a value is served while reloads fail;
 *     {@link Ticker#NEVER} for as long as the entry lives
 */
public record Refreshing(long after, long staleIfError) {}
