package dev.larder.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** The counters of a run, and its broken promises. Thread-safe. */
final class Promises {
  /** The maximum number of broken promises to print. */
  private static final int MAX_PRINTED = 20;

  private static final long TIMEOUT = 30_000_000_000L;

  private final List<String> broken = new ArrayList<>();
  private final ConcurrentHashMap<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, AtomicLong> peaks = new ConcurrentHashMap<>();

  /** Records a broken promise. */
  synchronized void broken(String how) {
    if (broken.size() < MAX_PRINTED) {
      broken.add(how);
      System.err.println("BROKEN " + how);
    }
  }

  /** Records a broken promise unless the condition holds. */
  void require(boolean holds, String otherwise) {
    if (!holds) {
      broken(otherwise);
    }
  }

  /** Waits, with a limit, until the condition holds. */
  void eventually(String what, BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > TIMEOUT) {
        broken("not within half a minute: " + what);
        return;
      }
      // Poll: conditions of any kind are passed here, and most have no notification to wait for.
      Thread.sleep(5);
    }
  }

  void count(String what, long more) {
    counts.computeIfAbsent(what, any -> new LongAdder()).add(more);
  }

  /** Records a figure whose maximum is kept, and must not exceed the limit. */
  void peak(String what, long figure, long limit) {
    peaks
        .computeIfAbsent(what, any -> new AtomicLong(Long.MIN_VALUE))
        .accumulateAndGet(figure, Math::max);
    if (figure > limit) {
      broken(what + ": " + figure + " is more than " + limit);
    }
  }

  long counted(String what) {
    LongAdder count = counts.get(what);
    return count == null ? 0 : count.sum();
  }

  /** Returns the maximum of a figure, or 0 if there was none. */
  long peakOf(String what) {
    AtomicLong peak = peaks.get(what);
    return peak == null ? 0 : peak.get();
  }

  synchronized List<String> broken() {
    return List.copyOf(broken);
  }
}
