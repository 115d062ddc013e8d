package dev.larder.soak;

import java.io.Serializable;
import java.util.function.LongSupplier;

/**
 * A value of a class that each round loads anew. It is mutable, so a cache by value has to copy it.
 */
public final class LoadedValue implements Serializable, LongSupplier {
  private static final long serialVersionUID = 1L;

  private final long[] number;

  /** Called by reflection, in a class loader of its own. */
  public LoadedValue(long number) {
    this.number = new long[] {number};
  }

  @Override
  public long getAsLong() {
    return number[0];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LoadedValue ware && ware.number[0] == number[0];
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number[0]);
  }
}
