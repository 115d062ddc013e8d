package dev.larder.lincheck;

import java.io.Serializable;

/** A value that can be changed, so that a cache by value has to copy it. */
final class Box implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What no operation writes: whoever reads it has been given an object of somebody else's. */
  private static final int SPOILT = -1;

  private int number;

  Box(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  void spoil() {
    number = SPOILT;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Box box && box.number == number;
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
