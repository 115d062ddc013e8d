package dev.larder.tools.replay;

import dev.larder.tools.trace.Trace;
import java.util.Arrays;

/**
 * Computes the hits of an exact LRU cache for a trace, at every size at once.
 *
 * <p>A request hits in a cache of {@code c} entries exactly if fewer than {@code c} other keys were
 * requested since the last request of the same key: its stack distance (Mattson, Gecsei, Slutz and
 * Traiger, 1970). A Fenwick tree marks the last request of each key so far. It counts the marks
 * since a given request in logarithmic time (Bennett and Kruskal, 1975).
 */
public final class ExactLru {
  private final int requests;
  private final int distinct;

  /** The number of requests that hit in a cache of each size. */
  private final long[] hits;

  /** Processes the trace once. */
  public ExactLru(Trace trace) {
    requests = trace.requests();
    distinct = trace.keys().size();
    hits = new long[distinct + 1];
    countDistances(trace);
    Arrays.parallelPrefix(hits, Long::sum);
  }

  private void countDistances(Trace trace) {
    Marks marks = new Marks(requests);
    int[] last = new int[distinct];
    Arrays.fill(last, -1);
    for (int request = 0; request < requests; request++) {
      int key = trace.keyIndexAt(request);
      if (last[key] >= 0) {
        // The count includes the mark of the key itself, hence size = others + 1.
        hits[marks.countFrom(last[key])]++;
        marks.clear(last[key]);
      }
      marks.set(request);
      last[key] = request;
    }
  }

  /** Returns the number of distinct keys; a cache that holds them all misses each once. */
  public int distinct() {
    return distinct;
  }

  /** Returns the number of hits in a cache of at most this many entries. */
  public long hits(long entries) {
    return hits[(int) Math.min(entries, distinct)];
  }

  /** Returns the number of misses. */
  public long misses(long entries) {
    return requests - hits(entries);
  }

  /** Returns the number of evictions. */
  public long evictions(long entries) {
    return misses(entries) - Math.min(entries, distinct);
  }

  /** Returns the ratio of hits to requests. */
  public double hitRatio(long entries) {
    return (double) hits(entries) / requests;
  }

  /** A set of positions that counts its elements from a position on. */
  private static final class Marks {
    private final int[] tree;
    private int total;

    Marks(int positions) {
      tree = new int[positions + 1];
    }

    void set(int position) {
      add(position, 1);
    }

    void clear(int position) {
      add(position, -1);
    }

    private void add(int position, int change) {
      total += change;
      for (int i = position + 1; i < tree.length; i += i & -i) {
        tree[i] += change;
      }
    }

    int countFrom(int position) {
      int before = 0;
      for (int i = position; i > 0; i -= i & -i) {
        before += tree[i];
      }
      return total - before;
    }
  }
}
