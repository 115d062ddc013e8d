package dev.larder.testkit.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;

/** Runs one sequence on a cache and on the model side by side. Used by one thread. */
final class Trial {
  private static final AtomicLong COUNT = new AtomicLong();
  private static final long PAUSE = 20_000;

  /** The last step of every sequence, which compares the contents. */
  private static final Step CONTENTS = new Step(Op.ITERATE, List.of(), 0, 0, List.of());

  private final Subject subject;
  private final Setup setup;
  private final Comparison comparison;
  private final Duration timeout;
  private final Wiring wiring;
  private final Model model;
  private boolean counts;
  private Counters counted = Counters.NONE;

  private Trial(Subject subject, Setup setup, Duration timeout) {
    this.subject = subject;
    this.setup = setup;
    this.timeout = timeout;
    this.comparison = new Comparison(subject.liberties());
    this.wiring = new Wiring(setup, subject);
    this.model = new Model(setup, subject);
    this.counts = setup.statistics();
  }

  /**
   * Runs a sequence on a new cache.
   *
   * @param timeout the limit for waiting on events that another thread delivers
   */
  static Optional<Mismatch> run(Subject subject, Sequence sequence, Duration timeout) {
    Trial trial = new Trial(subject, sequence.setup(), timeout);
    Cache<Integer, Box> cache;
    try {
      cache = trial.create();
    } catch (RuntimeException e) {
      return Optional.of(new Mismatch(0, "the creation of the cache\n  " + e));
    }
    try {
      return trial.run(cache, sequence.steps());
    } finally {
      subject.destroy(cache);
    }
  }

  private Cache<Integer, Box> create() {
    String name = "model-" + COUNT.incrementAndGet();
    return subject.create(name, wiring.configuration(), setup.storage().bound());
  }

  private Optional<Mismatch> run(Cache<Integer, Box> cache, List<Step> steps) {
    Calls calls = new Calls(cache, wiring, subject);
    for (int i = 0; i <= steps.size(); i++) {
      Step step = i < steps.size() ? steps.get(i) : CONTENTS;
      Optional<String> difference = difference(cache, calls, step);
      if (difference.isPresent()) {
        return Optional.of(new Mismatch(i, step + "\n" + difference.get()));
      }
    }
    return broken(cache, steps.size());
  }

  private Optional<Mismatch> broken(Cache<Integer, Box> cache, int step) {
    try {
      subject.check(cache);
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(new Mismatch(step, "the check at the end\n  " + e.getMessage()));
    }
  }

  private Optional<String> difference(Cache<Integer, Box> cache, Calls calls, Step step) {
    Observation actual = new Observation();
    Observation expected;
    wiring.journal().begin(step.number());
    try {
      actual.result = calls.perform(step);
      int[] atReturn = wiring.logs().stream().mapToInt(EventLog::size).toArray();
      expected = model.perform(step, calls.visited());
      collect(expected, atReturn, actual);
    } catch (AssertionError e) {
      return Optional.of("  " + e.getMessage());
    }
    wiring.journal().end(actual);
    count(cache, step, actual);
    return comparison.difference(step, expected, actual);
  }

  /**
   * Waits for events of other threads. Events of the operation's own thread must be there already.
   */
  private void collect(Observation expected, int[] atReturn, Observation actual) {
    for (int i = 0; i < atReturn.length; i++) {
      EventLog log = wiring.logs().get(i);
      boolean late =
          setup.listeners().get(i).synchronous() && atReturn[i] < expected.promptCount(i);
      if (!late) {
        await(log, expected.eventCount(i));
      }
      log.drain(i, actual);
    }
  }

  private void await(EventLog log, int count) {
    long start = System.nanoTime();
    while (log.size() < count && System.nanoTime() - start < timeout.toNanos()) {
      LockSupport.parkNanos(PAUSE);
    }
  }

  private void count(Cache<Integer, Box> cache, Step step, Observation actual) {
    switch (step.op()) {
      case ENABLE_STATISTICS -> {
        counts = true;
        counted = subject.counters(cache);
      }
      case DISABLE_STATISTICS -> counts = false;
      default -> {
        if (counts) {
          Counters now = subject.counters(cache);
          actual.counters = now.minus(counted);
          counted = now;
        }
      }
    }
  }
}
