package dev.larder.store;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of an entry, as a store reports it. An operation in one step reports the values
 * before and after only if it returns one, see {@link Operation#returnsValue()}: no old value is
 * fetched for nobody.
 *
 * @param verb what was done
 * @param present whether a live entry was there before
 * @param before the live value before, null when the entry was absent or expired
 * @param expired the value of an entry that was found expired, and is gone now
 * @param after the value handed over by {@code LOAD} or {@code WRITE}, else null
 * @param stored whether that value is in the store now; false when it expired at once
 * @param <V> the type of value
 */
public record Change<V>(
    Action verb,
    boolean present,
    @Nullable V before,
    @Nullable V expired,
    @Nullable V after,
    boolean stored) {

  private static final Map<Action, Change<?>[]> KNOWN = new EnumMap<>(Action.class);

  static {
    for (Action verb : Action.values()) {
      Change<?>[] known = new Change<?>[4];
      for (int i = 0; i < known.length; i++) {
        known[i] = new Change<>(verb, (i & 1) != 0, null, null, null, (i & 2) != 0);
      }
      KNOWN.put(verb, known);
    }
  }

  /** A change without its values: one of a few, which are never made anew. */
  @SuppressWarnings({"unchecked", "NullAway"}) // there is no value in it, and all are known
  public static <V> Change<V> of(Action verb, boolean present, boolean stored) {
    return (Change<V>) KNOWN.get(verb)[(present ? 1 : 0) + (stored ? 2 : 0)];
  }
}
