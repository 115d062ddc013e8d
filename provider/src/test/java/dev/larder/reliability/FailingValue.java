package dev.larder.reliability;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/** A value that reports each call of its methods to Point. */
final class FailingValue implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String text;

  FailingValue(String text) {
    this.text = text;
  }

  /** The value copier of the cache. */
  static FailingValue copy(FailingValue original) {
    UserCall.VALUE_COPY.called();
    return new FailingValue(original.text);
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
    UserCall.VALUE_EQUALS.called();
    return other instanceof FailingValue payload && payload.text.equals(text);
  }

  @Override
  public String toString() {
    return text;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    UserCall.VALUE_WRITTEN.called();
    out.defaultWriteObject();
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    UserCall.VALUE_READ.called();
  }
}
