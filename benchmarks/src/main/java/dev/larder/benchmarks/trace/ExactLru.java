package dev.larder.benchmarks.trace;

import java.util.Arrays;

/** Computes the hits of a cache that always evicts the least recently used entry. */
public final class ExactLru {
  private final int[] older;
  private final int[] newer;
  private final int end;

  private ExactLru(int distinct) {
    // A ring of keys in order of use; its sentinel, 'end', lies between the newest and the oldest.
    older = new int[distinct + 1];
    newer = new int[distinct + 1];
    end = distinct;
    Arrays.fill(older, -1);
    older[end] = end;
    newer[end] = end;
  }

  /** Returns the number of hits. */
  public static long hits(Trace trace, int maximum) {
    return new ExactLru(trace.distinct()).replay(trace.accesses(), maximum);
  }

  private long replay(int[] accesses, int maximum) {
    long hits = 0;
    int size = 0;
    for (int key : accesses) {
      if (older[key] >= 0) {
        hits++;
        unlink(key);
      } else if (size == maximum) {
        unlink(newer[end]);
      } else {
        size++;
      }
      append(key);
    }
    return hits;
  }

  private void unlink(int key) {
    newer[older[key]] = newer[key];
    older[newer[key]] = older[key];
    older[key] = -1;
  }

  private void append(int key) {
    older[key] = older[end];
    newer[key] = end;
    newer[older[end]] = key;
    older[end] = key;
  }
}
