package dev.larder.store;

import org.jspecify.annotations.Nullable;

/**
 * The operations on one entry that need no user code except {@code equals} of values. Each decides
 * on an {@link Action}, given the live value and, if it compares, the expected value. They are
 * constants, so every store can recognise them and run each in one step, and none costs memory.
 */
public enum Operation {
  /** {@code get}, if it has to be exact about an entry that may just have expired. */
  GET(Action.NONE, Action.READ, true, true, false),
  /** {@code put}. */
  PUT(Action.WRITE, Action.WRITE, false, false, false),
  /** {@code getAndPut}. */
  GET_AND_PUT(Action.WRITE, Action.WRITE, true, true, false),
  /** {@code putIfAbsent}. For the expiry policy, its read of a present entry is no access. */
  PUT_IF_ABSENT(Action.WRITE, Action.NONE, true, false, false),
  /** {@code replace(key, value)}. */
  REPLACE(Action.NONE, Action.WRITE, true, false, false),
  /** {@code getAndReplace}. */
  GET_AND_REPLACE(Action.NONE, Action.WRITE, true, true, false),
  /** {@code replace(key, expected, value)}. A value that differs has been read. */
  REPLACE_IF_SAME(Action.NONE, Action.WRITE, true, false, true),
  /** {@code remove(key)}. */
  REMOVE(Action.REMOVE, Action.REMOVE, false, false, false),
  /** {@code getAndRemove}. */
  GET_AND_REMOVE(Action.REMOVE, Action.REMOVE, true, true, false),
  /** {@code remove(key, expected)}. A value that differs has been read. */
  REMOVE_IF_SAME(Action.NONE, Action.REMOVE, true, false, true);

  private final Action onAbsent;

  /** The action on a live entry; if the operation compares, on one with the expected value. */
  private final Action onPresent;

  private final boolean countsRead;
  private final boolean returnsValue;
  private final boolean comparesValues;

  Operation(
      Action onAbsent,
      Action onPresent,
      boolean countsRead,
      boolean returnsValue,
      boolean comparesValues) {
    this.onAbsent = onAbsent;
    this.onPresent = onPresent;
    this.countsRead = countsRead;
    this.returnsValue = returnsValue;
    this.comparesValues = comparesValues;
  }

  /**
   * Returns the action. May be called again if the entry has changed meanwhile.
   *
   * @param current the live value, null when the entry is absent or expired
   * @param expected the value to compare with, null unless the operation compares
   */
  public Action decide(@Nullable Object current, @Nullable Object expected) {
    if (current == null) {
      return onAbsent;
    }
    return comparesValues && !current.equals(expected) ? Action.READ : onPresent;
  }

  /** Returns whether it counts as a read: a hit if the entry was present, else a miss. */
  public boolean countsRead() {
    return countsRead;
  }

  /** Returns whether its result is the old value. */
  public boolean returnsValue() {
    return returnsValue;
  }

  /** Returns whether the decision calls {@code equals} of a value, which is user code. */
  public boolean comparesValues() {
    return comparesValues;
  }
}
