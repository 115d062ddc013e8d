package dev.larder.copy;

import java.io.ObjectInputFilter;
import org.jspecify.annotations.Nullable;

/**
 * The filter of one stream. It rejects arrays that are too long for the stream: a form of fifty
 * bytes can declare an array of two thousand million elements, which would exhaust the memory
 * before the stream ends.
 *
 * <p>The limit is proportional to the length of the form. An array element takes at least one byte,
 * even if it is null. A stream also checks the hash tables of collections as arrays; these have up
 * to eight slots for an entry of six bytes.
 */
final class ArrayLimit implements ObjectInputFilter {
  /** Array elements and hash table slots that a byte of the form allows. */
  private static final int PLACES_A_BYTE = 4;

  /** Allowed for any form, because the tables of small collections have a minimum size. */
  private static final int PLACES_FREE = 64;

  private final @Nullable ObjectInputFilter next;
  private long left;

  /**
   * Creates the filter of one stream.
   *
   * @param next the filter that decides on everything else, null for none
   * @param bytes the length of the form
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
