package dev.larder.benchmarks.child;

import dev.larder.benchmarks.Subject;
import dev.larder.benchmarks.subject.Expiry;
import dev.larder.benchmarks.subject.Extra;
import dev.larder.benchmarks.subject.Spec;
import dev.larder.benchmarks.subject.Target;
import dev.larder.benchmarks.subject.Values;
import java.util.Arrays;
import org.openjdk.jol.info.GraphLayout;

/** Measures the memory of a full cache without its keys and values. */
public final class Memory {
  private static final int ENTRIES = 1_000_000;
  private static final int STABLE_ROUNDS = 4;
  // Created before the measurement and kept reachable, so that they do not count.
  private static final Integer[] KEYS = numbers(0);
  private static final Integer[] VALUES = numbers(ENTRIES);

  private Memory() {}

  /** Runs with the subject, the expiry, and whether to walk the object graph too. */
  public static void main(String[] arguments) {
    Subject subject = Subject.valueOf(arguments[0]);
    Expiry expiry = Expiry.valueOf(arguments[1]);
    Spec spec = new Spec(ENTRIES, expiry, Values.NUMBER, Extra.NONE);
    Target target = subject.open(spec);
    // One call of each, so that lazily created classes and pools exist before the measurement.
    target.put(KEYS[0], VALUES[0]);
    target.get(KEYS[0]);
    target.remove(KEYS[0]);
    long before = live();
    for (int i = 0; i < ENTRIES; i++) {
      target.put(KEYS[i], VALUES[i]);
    }
    long heap = live() - before;
    long entries = target.count();
    Output.figure("entries", (double) entries);
    Output.figure("heap bytes per entry", (double) heap / entries);
    if (Boolean.parseBoolean(arguments[2])) {
      walk(target, entries);
    }
    System.exit(0);
  }

  /**
   * Measures the object graph of the cache, without objects that only threads and classes reach.
   */
  private static void walk(Target target, long entries) {
    long own = GraphLayout.parseInstance(KEYS[0], VALUES[0]).totalSize() * entries;
    long all = GraphLayout.parseInstance(target.cache()).totalSize();
    Output.figure("object bytes per entry", (double) (all - own) / entries);
  }

  private static Integer[] numbers(int from) {
    Integer[] numbers = new Integer[ENTRIES];
    Arrays.setAll(numbers, i -> from + i);
    return numbers;
  }

  /** Returns the used heap once collections no longer reduce it. */
  private static long live() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int same = 0; same < STABLE_ROUNDS; ) {
      System.gc();
      pause();
      long used = runtime.totalMemory() - runtime.freeMemory();
      same = used < least ? 0 : same + 1;
      least = Math.min(least, used);
    }
    return least;
  }

  private static void pause() {
    try {
      // System.gc() returns before reference processing ends, and there is no notification of its
      // end.
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
