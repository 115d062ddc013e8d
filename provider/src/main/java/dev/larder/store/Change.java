package dev.larder.store;

import org.jspecify.annotations.Nullable;

/**
 * What became of an entry, as a store reports it.
 *
 * @param verb what was done
 * @param before the live value before, null when the entry was absent or expired
 * @param expired the value of an entry that was found expired, and is gone now
 * @param after the value handed over by {@code LOAD} or {@code WRITE}, else null
 * @param stored whether {@code after} is in the store now; false when it expired at once
 * @param <V> the type of value
 */
public record Change<V>(
    Verb verb, @Nullable V before, @Nullable V expired, @Nullable V after, boolean stored) {

  /** Nothing was there, and nothing is. */
  public static <V> Change<V> absent(Verb verb) {
    return new Change<>(verb, null, null, null, false);
  }
}
