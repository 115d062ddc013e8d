package dev.larder.testkit.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A value that can be changed in place: whoever gets or gave one scribbles on it afterwards, which
 * a cache that stores by value must not notice.
 */
public class Box implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SCRIBBLE = -1;

  private int number;

  public Box(int number) {
    this.number = number;
  }

  /** What is in it. */
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
