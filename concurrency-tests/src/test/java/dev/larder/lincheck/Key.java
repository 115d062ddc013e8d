package dev.larder.lincheck;

import java.io.Serializable;

/**
 * A key with the same hash code as all others, so that they share a bin of the table. Every other
 * key is serialized by way of an object of another class.
 */
interface Key extends Serializable {
  static Key of(int id) {
    return id % 2 == 0 ? new Plain(id) : new WithProxy(id);
  }

  int id();

  /** A key that is copied field by field. */
  record Plain(int id) implements Key {
    @Override
    public int hashCode() {
      return 1;
    }
  }

  /** A key with a serialization proxy. */
  record Proxy(int id) implements Serializable {
    private Object readResolve() {
      return new WithProxy(id);
    }
  }

  /** A key that serialization replaces. */
  final class WithProxy implements Key {
    private static final long serialVersionUID = 1L;

    private final int id;

    WithProxy(int id) {
      this.id = id;
    }

    @Override
    public int id() {
      return id;
    }

    private Object writeReplace() {
      return new Proxy(id);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof WithProxy key && key.id == id;
    }

    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public String toString() {
      return "WithProxy[" + id + "]";
    }
  }
}
