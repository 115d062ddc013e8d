package dev.larder.testkit.model;

import java.util.List;
import java.util.Locale;

/**
 * One step of a sequence.
 *
 * @param keys the keys, in the order in which they are passed
 * @param number selects the new values and the behaviour of user code in this step
 * @param other the expected value, listener, bound or amount of time, if the operation takes one
 * @param acts the acts of an entry processor
 */
record Step(Op op, List<Integer> keys, int number, int other, List<Act> acts) {
  /** Few values, so that different steps often use the same one. */
  static final int VALUES = 6;

  Step {
    keys = List.copyOf(keys);
    acts = List.copyOf(acts);
  }

  /** Returns the only key, or the first. */
  int key() {
    return keys.get(0);
  }

  int value(int key) {
    return (number + key) % VALUES;
  }

  int value(int key, int act) {
    return (number + key + act) % VALUES;
  }

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
