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
  private static final int SLOTS_PER_BYTE = 4;

  /** Allowed for any form, because the tables of small collections have a minimum size. */
  private static final int MIN_SLOTS = 64;

  private final @Nullable ObjectInputFilter next;
  private long remaining;

  /**
   * Creates the filter of one stream.
   *
   * @param next the filter that decides on everything else, null for none
   * @param bytes the length of the form
   */
  ArrayLimit(@Nullable ObjectInputFilter next, int bytes) {
    this.next = next;
    this.remaining = MIN_SLOTS + (long) SLOTS_PER_BYTE * bytes;
  }

  @Override
  public Status checkInput(FilterInfo info) {
    remaining -= Math.max(0, info.arrayLength());
    if (remaining < 0) {
      return Status.REJECTED;
    }
    return next == null ? Status.UNDECIDED : next.checkInput(info);
  }
}
