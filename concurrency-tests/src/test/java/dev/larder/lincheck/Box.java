package dev.larder.lincheck;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A value that can be changed, so that a cache by value has to copy it. */
class Box implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What no operation writes: whoever reads it has been given an object of somebody else's. */
  private static final int SPOILT = -1;

  private int number;

  Box(int number) {
    this.number = number;
  }

  /** A box with this number: of one kind for even numbers, of another for odd ones. */
  static Box of(int number) {
    return number % 2 == 0 ? new Box(number) : new WithProxy(number);
  }

  int number() {
    return number;
  }

  final void spoil() {
    number = SPOILT;
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof Box box && box.number == number;
  }

  @Override
  public final int hashCode() {
    return number;
  }

  @Override
  public String toString() {
    return Integer.toString(number);
  }

  /** Goes through serialization as an object of another class. */
  private static final class WithProxy extends Box {
    private static final long serialVersionUID = 1L;

    WithProxy(int number) {
      super(number);
    }

    private Object writeReplace() {
      return new Proxy(new ArrayList<>(List.of(number())));
    }

    private record Proxy(ArrayList<Integer> numbers) implements Serializable {
      private Object readResolve() {
        return new WithProxy(numbers.get(0));
      }
    }
  }
}
