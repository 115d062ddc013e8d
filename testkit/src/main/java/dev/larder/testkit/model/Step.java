package dev.larder.testkit.model;

import java.util.List;
import java.util.Locale;

/**
 * One step of a sequence.
 *
 * @param keys the keys, in the order in which they are handed over
 * @param number decides on new values, and on what user code does in this step
 * @param other the expected value, listener, bound or amount of time, if the operation takes one
 * @param acts what an entry processor does
 */
record Step(Op op, List<Integer> keys, int number, int other, List<Act> acts) {
  /** So few that the values of different steps are often the same. */
  static final int VALUES = 6;

  Step {
    keys = List.copyOf(keys);
    acts = List.copyOf(acts);
  }

  /** The only key, or the first. */
  int key() {
    return keys.get(0);
  }

  /** The value that this step has for a key. */
  int value(int key) {
    return (number + key) % VALUES;
  }

  /** The value that an entry processor sets with one of its acts. */
  int value(int key, int act) {
    return (number + key + act) % VALUES;
  }

  /** Whether the iteration removes this entry. */
  boolean removes(int key) {
    return op == Op.ITERATE_REMOVE && (number + key) % 3 != 0;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(op.name().toLowerCase(Locale.ROOT));
    if (!keys.isEmpty()) {
      text.append(' ').append(keys);
    }
    text.append(" number=").append(number);
    if (other != 0) {
      text.append(" other=").append(other);
    }
    if (!acts.isEmpty()) {
      text.append(' ').append(acts);
    }
    return text.toString();
  }
}
