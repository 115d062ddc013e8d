package dev.larder.reliability;

import dev.larder.spec.Figures;
import java.util.List;

/**
 * What an operation came to.
 *
 * @param key of the key that it was about
 * @param other of the other key, that only bulk operations touch
 * @param figures what it counted
 * @param events what a synchronous listener was told
 * @param failure what it threw, or null
 * @param struck whether the failure that was set up was reached
 */
record Outcome(
    Kept key, Kept other, Figures figures, List<String> events, Throwable failure, boolean struck) {

  /** What the cache and the store of record have for a key; null for nothing. */
  record Kept(String cached, String recorded) {}
}
