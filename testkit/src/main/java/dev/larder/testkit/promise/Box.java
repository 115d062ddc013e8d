package dev.larder.testkit.promise;

import java.io.Serializable;

/** A key or value that can change. */
final class Box implements Serializable {
  private static final long serialVersionUID = 1;
  private int content;

  Box(int content) {
    this.content = content;
  }

  int content() {
    return content;
  }

  /** Changes it, and with it what it equals. */
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
