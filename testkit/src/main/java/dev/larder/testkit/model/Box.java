package dev.larder.testkit.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A mutable key or value. The checks change each box after passing it to the cache or receiving it.
 * A cache that stores by value must not be affected.
 */
public class Box implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SCRIBBLE = -1;

  private int number;

  public Box(int number) {
    this.number = number;
  }

  /**
   * Returns a box with this number. Its class depends on the number, as copying does on the class.
   */
  public static Box of(int number) {
    return Boxes.of(number);
  }

  /** Returns the content. */
  public int number() {
    return number;
  }

  final void set(int newNumber) {
    number = newNumber;
  }

  /** Changes the content, and with it the equality. */
  public final void scribble() {
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
