package dev.larder.valkey;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the stores of one factory have met. Thread-safe. */
final class Counters {
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

  void connected() {
    open.incrementAndGet();
    long limit = lost.get();
    reconnects.getAndUpdate(count -> Math.min(count + 1, limit));
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
