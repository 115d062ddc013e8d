package dev.larder.reliability;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/** A value all of whose code may fail. */
final class Payload implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String text;

  Payload(String text) {
    this.text = text;
  }

  /** What the {@code valueCopier} of a cache does. */
  static Payload copy(Payload original) {
    Point.VALUE_COPY.reached();
    return new Payload(original.text);
  }

  String text() {
    return text;
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public boolean equals(Object other) {
    Point.VALUE_EQUALS.reached();
    return other instanceof Payload payload && payload.text.equals(text);
  }

  @Override
  public String toString() {
    return text;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    Point.VALUE_WRITTEN.reached();
    out.defaultWriteObject();
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    Point.VALUE_READ.reached();
  }
}
