package dev.larder.spec;

import java.io.Serializable;
import java.util.Objects;

/** A value that can change under the hands of whoever holds it: what by-value must protect. */
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
