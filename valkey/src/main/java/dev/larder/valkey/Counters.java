package dev.larder.valkey;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the stores of one factory have met. Thread-safe. */
final class Counters {
  private static final boolean HAS_RECORDER = hasRecorder();

  final LongAdder conflicts = new LongAdder();
  final LongAdder retries = new LongAdder();
  final LongAdder unknownOutcomes = new LongAdder();
  final LongAdder redirects = new LongAdder();
  final LongAdder lostEvents = new LongAdder();
  final LongAdder bypasses = new LongAdder();
  final LongAdder unreadable = new LongAdder();

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong reconnects = new AtomicLong();

  /** A runtime image may lack the module of the flight recorder. */
  private static boolean hasRecorder() {
    try {
      Class.forName("jdk.jfr.Event", false, Counters.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private static void record(String kind) {
    if (HAS_RECORDER) {
      StoreEvent.record(kind);
    }
  }

  /** Counts an entry that another process has changed meanwhile. */
  void conflict() {
    conflicts.increment();
    record("conflict");
  }

  /** Counts an operation of which it is not known whether it was executed. */
  void unknownOutcome() {
    unknownOutcomes.increment();
    record("unknown outcome");
  }

  void connected() {
    open.incrementAndGet();
    long limit = lost.get();
    long before = reconnects.getAndUpdate(count -> Math.min(count + 1, limit));
    if (before < limit) {
      record("reconnect");
    }
  }

  void disconnected() {
    lost.incrementAndGet();
    open.decrementAndGet();
  }

  /** Returns the number of connections that are open at present. */
  int open() {
    return Math.max(0, open.get());
  }

  /** Returns how many connections were opened in place of lost ones. */
  long reconnects() {
    return reconnects.get();
  }
}
