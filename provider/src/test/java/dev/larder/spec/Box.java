package dev.larder.spec;

import java.io.Serializable;
import java.util.Objects;

/** A mutable value. */
final class Box implements Serializable {
  private static final long serialVersionUID = 1L;

  String text;

  Box(String text) {
    this.text = text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Box box && box.text.equals(text);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
