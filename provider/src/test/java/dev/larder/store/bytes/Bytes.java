package dev.larder.store.bytes;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Immutable bytes that are equal if their contents are. */
final class Bytes implements Comparable<Bytes> {
  private final byte[] array;
  private final int hash;

  Bytes(byte[] array) {
    this.array = array;
    this.hash = Arrays.hashCode(array);
  }

  byte[] array() {
    return array;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compare(array, other.array);
  }

  @Override
  public String toString() {
    return array.length + " bytes";
  }
}
