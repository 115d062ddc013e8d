package dev.larder.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * Loses updates by design, to show that the run detects them. Each actor waits until the other has
 * read, so that the update is lost on any machine.
 */
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "No update was lost.")
@Outcome(expect = FORBIDDEN, desc = "An update was lost, as it must be.")
@State
public class KnownRace {
  /** Some seconds; after that the other actor is not running at all. */
  private static final int MAX_TRIES = 100_000;

  private final AtomicInteger readers = new AtomicInteger();
  private volatile int count;

  @Actor
  public void one() {
    increment();
  }

  @Actor
  public void another() {
    increment();
  }

  private void increment() {
    int seen = count;
    readers.incrementAndGet();
    for (int i = 0; i < MAX_TRIES && readers.get() < 2; i++) {
      LockSupport.parkNanos(1_000);
    }
    count = seen + 1;
  }

  @Arbiter
  public void rest(Z_Result r) {
    r.r1 = count == 2;
  }
}
