package dev.larder.tools.replay;

import dev.larder.tools.trace.Trace;
import java.util.Arrays;

/**
 * What an exact LRU cache would do with a trace, at every size at once.
 *
 * <p>A request hits in a cache of {@code c} entries exactly if fewer than {@code c} other keys were
 * asked for since the same key was last: its stack distance (Mattson, Gecsei, Slutz and Traiger,
 * 1970). Of the requests so far, a Fenwick tree marks the last one of each key, so that the marks
 * since a given request are counted in logarithmic time (Bennett and Kruskal, 1975).
 */
public final class ExactLru {
  private final int requests;
  private final int distinct;

  /** Of each size the requests that hit in a cache of that size. */
  private final long[] hits;

  /** Runs through the trace once. */
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
        // The mark of the key itself is among those counted, hence size = others + 1.
        hits[marks.countFrom(last[key])]++;
        marks.clear(last[key]);
      }
      marks.set(request);
      last[key] = request;
    }
  }

  /** How many keys there are: a cache that holds them all misses each once. */
  public int distinct() {
    return distinct;
  }

  /** The requests that hit in a cache of at most so many entries. */
  public long hits(long entries) {
    return hits[(int) Math.min(entries, distinct)];
  }

  /** The requests that miss. */
  public long misses(long entries) {
    return requests - hits(entries);
  }

  /** The entries that go for want of room. */
  public long evictions(long entries) {
    return misses(entries) - Math.min(entries, distinct);
  }

  /** Hits by requests. */
  public double hitRatio(long entries) {
    return (double) hits(entries) / requests;
  }

  /** A set of positions that counts those from a position on. */
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
