package dev.larder.tools.provider;

/**
 * The size of a cache in a replay.
 *
 * @param entries the number of entries, as the report shows it
 * @param held the maximum number of entries of the cache that is run. It is smaller than {@code
 *     entries} if the trace has the reads of a sample of the keys
 */
public record CacheSize(long entries, long held) {

  /** Returns the size of a cache for all keys. */
  public static CacheSize of(long entries) {
    return new CacheSize(entries, entries);
  }

  /**
   * Returns the size that can be run and comes next to a size in entries of the full cache, for a
   * trace with one key in {@code sample}.
   */
  public static CacheSize sampled(long entries, int sample) {
    long held = Math.max(1, Math.round((double) entries / sample));
    return new CacheSize(held * sample, held);
  }
}
