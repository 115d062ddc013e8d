package dev.larder.benchmarks.workload;

import java.util.Random;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Where a thread is among the draws, and its keys that no cache has seen. */
@State(Scope.Thread)
public class Place {
  // Above all keys that caches are filled with, and far from the other threads' as a rule.
  private int fresh = (1 << 28) + new Random().nextInt(1 << 30);
  private int draw = new Random().nextInt(Setting.DRAWS);

  int next() {
    return draw++;
  }

  Integer fresh() {
    return fresh++;
  }

  /** One of so many keys that came from {@link #fresh} last. */
  Integer recent(int count) {
    int back = (draw * 0x9E3779B9) >>> 1;
    return fresh - 1 - back % count;
  }
}
