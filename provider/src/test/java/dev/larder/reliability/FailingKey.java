package dev.larder.reliability;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/** A key that reports each call of its methods to Point, with a hash code of choice. */
final class FailingKey implements Comparable<FailingKey>, Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final int hash;

  FailingKey(String name, int hash) {
    this.name = name;
    this.hash = hash;
  }

  /** The key copier of the cache. */
  static FailingKey copy(FailingKey original) {
    UserCall.KEY_COPY.called();
    return new FailingKey(original.name, original.hash);
  }

  String name() {
    return name;
  }

  @Override
  public int hashCode() {
    UserCall.KEY_HASH.called();
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    UserCall.KEY_EQUALS.called();
    return other instanceof FailingKey key && key.name.equals(name);
  }

  @Override
  public int compareTo(FailingKey other) {
    UserCall.KEY_COMPARE.called();
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    UserCall.KEY_STRING.called();
    return name;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    UserCall.KEY_WRITTEN.called();
    out.defaultWriteObject();
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    UserCall.KEY_READ.called();
  }
}
