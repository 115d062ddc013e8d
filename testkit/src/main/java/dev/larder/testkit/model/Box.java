package dev.larder.testkit.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A mutable value. The check changes each box after passing it to the cache or receiving it. A
 * cache that stores by value must not be affected.
 */
public class Box implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SCRIBBLE = -1;

  private int number;

  public Box(int number) {
    this.number = number;
  }

  /** Returns the content. */
  public int number() {
    return number;
  }

  final void set(int newNumber) {
    number = newNumber;
  }

  final void scribble() {
    number = SCRIBBLE;
  }

  @Override
  public final boolean equals(@Nullable Object other) {
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
}
