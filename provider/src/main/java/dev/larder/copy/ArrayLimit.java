package dev.larder.copy;

import java.io.ObjectInputFilter;
import org.jspecify.annotations.Nullable;

/**
 * The filter of one stream, which refuses arrays that the stream cannot fill: a form of fifty bytes
 * that begins an array of two thousand million elements would take all memory before it is found to
 * be short. Each element takes a byte at least, if only to say that it is null; the hash tables of
 * collections, which a stream asks for as arrays too, have up to eight places for an entry of six
 * bytes.
 */
final class ArrayLimit implements ObjectInputFilter {
  private static final int PLACES_A_BYTE = 4;

  /** For small collections, whose tables have a least size. */
  private static final int PLACES_FREE = 64;

  private final @Nullable ObjectInputFilter next;
  private long left;

  /**
   * Makes the filter of one stream.
   *
   * @param next decides about all else, null if nobody does
   */
  ArrayLimit(@Nullable ObjectInputFilter next, int bytes) {
    this.next = next;
    this.left = PLACES_FREE + (long) PLACES_A_BYTE * bytes;
  }

  @Override
  public Status checkInput(FilterInfo info) {
    left -= Math.max(0, info.arrayLength());
    if (left < 0) {
      return Status.REJECTED;
    }
    return next == null ? Status.UNDECIDED : next.checkInput(info);
  }
}
