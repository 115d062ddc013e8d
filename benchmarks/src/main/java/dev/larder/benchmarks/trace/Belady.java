package dev.larder.benchmarks.trace;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Computes the hits of a cache that knows the future, and evicts the key whose next use is
 * farthest. The new key may be that one and is then not kept, as in caches with admission.
 */
public final class Belady {
  private static final int NEVER = Integer.MAX_VALUE;

  private Belady() {}

  /** Returns the number of hits. */
  public static long hits(Trace trace, int maximum) {
    int[] accesses = trace.accesses();
    int[] next = nextUses(trace);
    boolean[] kept = new boolean[trace.distinct()];
    // Times of next use, the farthest first. A time identifies its key, and is removed only when it
    // comes first. Times that have passed sort behind all others and do no harm.
    PriorityQueue<Long> farthest = new PriorityQueue<>();
    long hits = 0;
    int size = 0;
    for (int now = 0; now < accesses.length; now++) {
      int key = accesses[now];
      if (kept[key]) {
        hits++;
      } else {
        kept[key] = true;
        size++;
      }
      farthest.add(entry(next[now], key));
      if (size > maximum) {
        kept[(int) (long) farthest.remove()] = false;
        size--;
      }
    }
    return hits;
  }

  /** Packs a time and a key into a number that sorts by time, the farthest first. */
  private static long entry(int time, int key) {
    return ((long) -time << 32) | key;
  }

  private static int[] nextUses(Trace trace) {
    int[] accesses = trace.accesses();
    int[] next = new int[accesses.length];
    int[] seen = new int[trace.distinct()];
    Arrays.fill(seen, NEVER);
    for (int i = accesses.length - 1; i >= 0; i--) {
      next[i] = seen[accesses[i]];
      seen[accesses[i]] = i;
    }
    return next;
  }
}
