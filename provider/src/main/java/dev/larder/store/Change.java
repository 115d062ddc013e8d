package dev.larder.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The report of a store about one operation. An operation in one step reports values only if it
 * returns the old one, see {@link Operation#returnsValue()}, so that a store need not fetch a value
 * in vain.
 *
 * @param action the action that was carried out
 * @param present whether there was a live entry before; after a {@link Operation#PUT} in one step
 *     that stores, it may be false although there was one
 * @param before the live value before, null when the entry was absent or expired
 * @param expired the value of an entry that was found expired, and is removed now
 * @param after the value to be stored by {@code LOAD} or {@code WRITE}, else null
 * @param stored whether that value is in the store now; false when it expired at once
 * @param <V> the type of value
 */
public record Change<V>(
    Action action,
    boolean present,
    @Nullable V before,
    @Nullable V expired,
    @Nullable V after,
    boolean stored) {

  private static final Map<Action, Change<?>[]> KNOWN = new EnumMap<>(Action.class);

  static {
    for (Action action : Action.values()) {
      Change<?>[] known = new Change<?>[4];
      for (int i = 0; i < known.length; i++) {
        known[i] = new Change<>(action, (i & 1) != 0, null, null, null, (i & 2) != 0);
      }
      KNOWN.put(action, known);
    }
  }

  /** Returns a change without its values: one of a few constants. */
  @SuppressWarnings({"unchecked", "NullAway"}) // there is no value in it, and all are known
  public static <V> Change<V> of(Action action, boolean present, boolean stored) {
    return (Change<V>) KNOWN.get(action)[(present ? 1 : 0) + (stored ? 2 : 0)];
  }

  /** Returns the same change of other values. */
  public <T> Change<T> map(Function<V, T> function) {
    return new Change<>(
        action,
        present,
        before == null ? null : function.apply(before),
        expired == null ? null : function.apply(expired),
        after == null ? null : function.apply(after),
        stored);
  }
}
