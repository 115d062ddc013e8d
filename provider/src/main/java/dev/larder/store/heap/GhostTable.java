package dev.larder.store.heap;

/**
 * The ghosts of evicted keys: for each, the time of its last access and its frequency.
 *
 * <p>The table consists of buckets with eight ghosts of one {@code long} each: 24 bits of the hash,
 * the time, and eight bits of the policy's data. The highest bits of the hash choose the bucket. As
 * there are 256 buckets at least, bucket and tag make up the whole hash, and a bucket can be split
 * in two without knowing the keys. A full bucket drops the ghost with the oldest access. Two keys
 * of equal hash are mistaken for one another, which is harmless.
 *
 * <p>The table is allocated with the first ghost and doubles until it holds 1.5 ghosts for each
 * resident entry (12 to 24 bytes an entry, and 16 kB at least). Growth moves a few buckets with
 * each insertion. Guarded by the policy lock.
 */
final class GhostTable {
  private static final int WAYS = 8;
  private static final int MIN_BITS = 8;
  private static final int MAX_BITS = 24;
  private static final int BUCKETS_PER_MOVE = 4;

  private static final long[] NONE = {};

  private long[] table = NONE;
  private int bits;
  private long[] previous = NONE; // while growing: the buckets from `moved` on
  private int moved;

  /** Removes and returns the ghost of a hash, 0 if there is none. */
  long take(int hash) {
    if (table == NONE) {
      return 0;
    }
    int mixed = mix(hash);
    long[] t = tableOf(mixed);
    int bucket = bucketOf(mixed);
    for (int i = bucket; i < bucket + WAYS; i++) {
      if (t[i] != 0 && (int) (t[i] >>> 40) == (mixed & 0xFFFFFF)) {
        long ghost = t[i];
        t[i] = 0;
        return ghost;
      }
    }
    return 0;
  }

  static int time(long ghost) {
    return (int) (ghost >>> 8);
  }

  static int data(long ghost) {
    return (int) ghost & 0xFF;
  }

  /**
   * Adds the ghost of a key.
   *
   * @param data eight bits, not all zero
   * @param entries the number of resident entries, which determines the size of the table
   */
  void put(int hash, int time, int data, int now, int entries) {
    if (table == NONE) {
      table = new long[WAYS << MIN_BITS];
      bits = MIN_BITS;
    }
    grow(entries);
    int mixed = mix(hash);
    long[] t = tableOf(mixed);
    int bucket = bucketOf(mixed);
    int tag = mixed & 0xFFFFFF;
    int victim = bucket;
    int oldest = Integer.MIN_VALUE;
    for (int i = bucket; i < bucket + WAYS; i++) {
      if (t[i] == 0 || (int) (t[i] >>> 40) == tag) {
        victim = i;
        break;
      }
      int age = now - time(t[i]);
      if (age > oldest) {
        oldest = age;
        victim = i;
      }
    }
    t[victim] = ((long) tag << 40) | ((time & 0xFFFFFFFFL) << 8) | data;
  }

  /** Drops all ghosts if the table is far too large for a number of resident entries. */
  void trim(long entries) {
    if (bits > MIN_BITS && entries * 8 < ((long) WAYS << bits)) {
      table = NONE;
      previous = NONE;
    }
  }

  private void grow(int entries) {
    if (previous == NONE) {
      if (bits == MAX_BITS || entries + (entries >> 1) <= (WAYS << bits)) {
        return;
      }
      long[] larger = new long[WAYS << (bits + 1)];
      previous = table;
      bits++;
      table = larger;
      moved = 0;
    }
    for (int n = 0; n < BUCKETS_PER_MOVE; n++, moved++) {
      if ((moved << 1) == (1 << bits)) {
        previous = NONE;
        return;
      }
      int[] fill = new int[2];
      for (int i = moved * WAYS; i < moved * WAYS + WAYS; i++) {
        long ghost = previous[i];
        if (ghost != 0) {
          int half = ((int) (ghost >>> 40) >>> (32 - bits)) & 1;
          table[(moved * 2 + half) * WAYS + fill[half]++] = ghost;
        }
      }
    }
  }

  private long[] tableOf(int mixed) {
    return previous != NONE && (mixed >>> (33 - bits)) >= moved ? previous : table;
  }

  private int bucketOf(int mixed) {
    boolean old = previous != NONE && (mixed >>> (33 - bits)) >= moved;
    return (mixed >>> (old ? 33 - bits : 32 - bits)) * WAYS;
  }

  private static int mix(int hash) {
    int h = hash * 0x9E3779B9;
    h = (h ^ (h >>> 15)) * 0x85EBCA6B;
    h = (h ^ (h >>> 13)) * 0xC2B2AE35;
    return h ^ (h >>> 16);
  }
}
