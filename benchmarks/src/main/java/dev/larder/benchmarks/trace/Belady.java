package dev.larder.benchmarks.trace;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * What a cache hits that knows the future, and gives up the key whose next use is farthest. The new
 * key may be that one: then it is not kept, as caches do that refuse to admit a key.
 */
public final class Belady {
  private static final int NEVER = Integer.MAX_VALUE;

  private Belady() {}

  /** The number of hits. */
  public static long hits(Trace trace, int maximum) {
    int[] accesses = trace.accesses();
    int[] next = nextUses(trace);
    boolean[] kept = new boolean[trace.distinct()];
    // Times of next use, the farthest first. A time names its key, and is taken out only when it
    // comes up: those that have passed lie behind all others and do no harm.
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

  /** Sorts by time, the farthest first, and holds the key in its lower half. */
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
