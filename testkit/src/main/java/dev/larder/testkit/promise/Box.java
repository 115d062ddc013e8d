package dev.larder.testkit.promise;

import java.io.Serializable;

/** A mutable key or value. */
final class Box implements Serializable {
  private static final long serialVersionUID = 1;
  private int content;

  Box(int content) {
    this.content = content;
  }

  int content() {
    return content;
  }

  /** Changes the content, and with it the equality. */
  void change() {
    content += 1_000;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Box box && box.content == content;
  }

  @Override
  public int hashCode() {
    return content;
  }
}
