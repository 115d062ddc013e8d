package dev.larder.valkey;

import org.jspecify.annotations.Nullable;

/**
 * An entry as it was read.
 *
 * @param raw the value and its trailer, null if there is none
 * @param isLive whether it has not expired; an expired one may be kept for its event
 * @param timeLeft until it expires, in milliseconds; {@link Step#FOREVER}, or {@link Step#KEEP} if
 *     it was not asked for
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Seen(byte @Nullable [] raw, boolean isLive, long timeLeft) {
  /** No entry. */
  static final Seen ABSENT = new Seen(null, false, Step.KEEP);

  Bytes version() {
    return EntryFormat.version(raw);
  }
}
