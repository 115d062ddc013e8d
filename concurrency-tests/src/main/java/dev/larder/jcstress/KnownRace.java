package dev.larder.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Loses updates, by design: a run that lets this pass would let anything pass. */
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "No update was lost.")
@Outcome(expect = FORBIDDEN, desc = "An update was lost, as it must be.")
@State
public class KnownRace {
  private static final int STEPS = 1_000;

  private volatile int count;

  @Actor
  @SuppressWarnings("NonAtomicVolatileUpdate") // that is the race
  public void one() {
    for (int i = 0; i < STEPS; i++) {
      count++;
    }
  }

  @Actor
  @SuppressWarnings("NonAtomicVolatileUpdate") // that is the race
  public void another() {
    for (int i = 0; i < STEPS; i++) {
      count++;
    }
  }

  @Arbiter
  public void rest(Z_Result r) {
    r.r1 = count == 2 * STEPS;
  }
}
