package dev.larder.soak;

import java.util.function.LongSupplier;

/** Creates values, each with a distinct number. */
@FunctionalInterface
interface Values {
  /** Boxed numbers. */
  Values BOXED = Long::valueOf;

  Object of(long number);

  /** Returns the number of a value of any class. */
  private static long number(Object value) {
    return value instanceof LongSupplier ware ? ware.getAsLong() : (Long) value;
  }

  /** Returns a number from 0 to less than the limit that depends on the value. */
  static int part(Object value, int limit) {
    return Math.floorMod(number(value), limit);
  }
}
