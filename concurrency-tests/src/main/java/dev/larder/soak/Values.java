package dev.larder.soak;

import java.util.function.LongSupplier;

/** Makes values, each with a number of its own. */
@FunctionalInterface
interface Values {
  /** Boxed numbers. */
  Values BOXED = Long::valueOf;

  Object of(long number);

  /** The number of a value, whoever has made it. */
  private static long number(Object value) {
    return value instanceof LongSupplier ware ? ware.getAsLong() : (Long) value;
  }

  /** A number from 0 on, less than the limit, that goes by the value. */
  static int part(Object value, int limit) {
    return Math.floorMod(number(value), limit);
  }
}
