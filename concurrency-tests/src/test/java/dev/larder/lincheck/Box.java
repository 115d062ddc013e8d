package dev.larder.lincheck;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A mutable value, so that a cache by value has to copy it. */
class Box implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * No operation writes this number. A reader that sees it shares an object with another caller.
   */
  private static final int SPOILT = -1;

  private int number;

  Box(int number) {
    this.number = number;
  }

  /** Returns a box with this number; even and odd numbers have different classes. */
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

  /** Is serialized by way of an object of another class. */
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
