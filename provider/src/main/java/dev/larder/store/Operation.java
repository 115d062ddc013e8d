package dev.larder.store;

import org.jspecify.annotations.Nullable;

/**
 * The operations on one entry that need no user code except {@code equals} of values. Each decides
 * on an {@link Action}, given the live value and, if it compares, the expected value. They are
 * constants, so every store can recognise them and run each in one step, and none costs memory.
 */
public enum Operation {
  /** {@code get}, if it has to be exact about an entry that may just have expired. */
  GET(true, true, false) {
    @Override
    public Action decide(@Nullable Object current, @Nullable Object expected) {
      return current == null ? Action.NONE : Action.READ;
    }
  },
  /** {@code put}. */
  PUT(false, false, false) {
    @Override
    public Action decide(@Nullable Object current, @Nullable Object expected) {
      return Action.WRITE;
    }
  },
  /** {@code getAndPut}. */
  GET_AND_PUT(true, true, false) {
    @Override
    public Action decide(@Nullable Object current, @Nullable Object expected) {
      return Action.WRITE;
    }
  },
  /** {@code putIfAbsent}. For the expiry policy, its read of a present entry is no access. */
  PUT_IF_ABSENT(true, false, false) {
    @Override
    public Action decide(@Nullable Object current, @Nullable Object expected) {
      return current == null ? Action.WRITE : Action.NONE;
    }
  },
  /** {@code replace(key, value)}. */
  REPLACE(true, false, false) {
    @Override
    public Action decide(@Nullable Object current, @Nullable Object expected) {
      return current == null ? Action.NONE : Action.WRITE;
    }
  },
  /** {@code getAndReplace}. */
  GET_AND_REPLACE(true, true, false) {
    @Override
    public Action decide(@Nullable Object current, @Nullable Object expected) {
      return current == null ? Action.NONE : Action.WRITE;
    }
  },
  /** {@code replace(key, expected, value)}. A value that differs has been read. */
  REPLACE_IF_SAME(true, false, true) {
    @Override
    public Action decide(@Nullable Object current, @Nullable Object expected) {
      if (current == null) {
        return Action.NONE;
      }
      return current.equals(expected) ? Action.WRITE : Action.READ;
    }
  },
  /** {@code remove(key)}. */
  REMOVE(false, false, false) {
    @Override
    public Action decide(@Nullable Object current, @Nullable Object expected) {
      return Action.REMOVE;
    }
  },
  /** {@code getAndRemove}. */
  GET_AND_REMOVE(true, true, false) {
    @Override
    public Action decide(@Nullable Object current, @Nullable Object expected) {
      return Action.REMOVE;
    }
  },
  /** {@code remove(key, expected)}. A value that differs has been read. */
  REMOVE_IF_SAME(true, false, true) {
    @Override
    public Action decide(@Nullable Object current, @Nullable Object expected) {
      if (current == null) {
        return Action.NONE;
      }
      return current.equals(expected) ? Action.REMOVE : Action.READ;
    }
  };

  private final boolean countsRead;
  private final boolean returnsValue;
  private final boolean comparesValues;

  Operation(boolean countsRead, boolean returnsValue, boolean comparesValues) {
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
  public abstract Action decide(@Nullable Object current, @Nullable Object expected);

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
