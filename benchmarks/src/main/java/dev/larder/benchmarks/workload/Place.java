package dev.larder.benchmarks.workload;

import java.util.Random;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The position of a thread in the draws, and its keys that are new to the cache. */
@State(Scope.Thread)
public class Place {
  // Above all keys that caches are filled with, and usually far from those of other threads.
  private int fresh = (1 << 28) + new Random().nextInt(1 << 30);
  private int draw = new Random().nextInt(Setting.DRAWS);

  int next() {
    return draw++;
  }

  Integer fresh() {
    return fresh++;
  }

  /** Returns one of the given number of keys that {@link #fresh} returned last. */
  Integer recent(int count) {
    int back = (draw * 0x9E3779B9) >>> 1;
    return fresh - 1 - back % count;
  }
}
