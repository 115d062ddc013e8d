package dev.larder.lincheck;

import java.io.Serializable;

/** A key with the hash code of all the others: they meet in one bin of the table. */
record Key(int id) implements Serializable {
  @Override
  public int hashCode() {
    return 1;
  }
}
