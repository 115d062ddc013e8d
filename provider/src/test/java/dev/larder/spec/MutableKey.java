package dev.larder.spec;

import java.io.Serializable;

/** A mutable key. */
final class MutableKey implements Serializable {
  private static final long serialVersionUID = 1L;

  String name;

  MutableKey(String name) {
    this.name = name;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MutableKey key && key.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
