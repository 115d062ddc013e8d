package dev.larder.reliability;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/** A key all of whose code may fail, and with a hash code of one's choice. */
final class Key implements Comparable<Key>, Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final int hash;

  Key(String name, int hash) {
    this.name = name;
    this.hash = hash;
  }

  /** What the {@code keyCopier} of a cache does. */
  static Key copy(Key original) {
    Point.KEY_COPY.reached();
    return new Key(original.name, original.hash);
  }

  String name() {
    return name;
  }

  @Override
  public int hashCode() {
    Point.KEY_HASH.reached();
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    Point.KEY_EQUALS.reached();
    return other instanceof Key key && key.name.equals(name);
  }

  @Override
  public int compareTo(Key other) {
    Point.KEY_COMPARE.reached();
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    Point.KEY_STRING.reached();
    return name;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    Point.KEY_WRITTEN.reached();
    out.defaultWriteObject();
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    Point.KEY_READ.reached();
  }
}
