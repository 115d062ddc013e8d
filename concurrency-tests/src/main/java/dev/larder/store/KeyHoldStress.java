package dev.larder.store;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.larder.store.heap.HeapStoreFactory;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A thread that waits for a key is woken, and sees the effects of the holder. A lost wake-up shows
 * as a time-out.
 */
public class KeyHoldStress {
  private static final String OUTCOME = "outcome";

  /** Exceeds the time that a waiter spins before it parks. */
  private static void useTheKey() {
    for (int i = 0; i < 300; i++) {
      Thread.onSpinWait();
    }
  }

  /** The end of a hold races with the beginning of a wait. */
  @JCStressTest
  @Outcome(id = "not held", expect = ACCEPTABLE, desc = "The hold was not published yet.")
  @Outcome(id = OUTCOME, expect = ACCEPTABLE, desc = "The wait ended, and the outcome was there.")
  @Outcome(expect = FORBIDDEN, desc = "The wait ended before the outcome was there.")
  @State
  public static class Waiting {
    private volatile @Nullable KeyHold hold;

    @Actor
    public void holder() {
      KeyHold own = new KeyHold("stress");
      hold = own;
      useTheKey();
      own.publishOutcome(OUTCOME);
      own.release();
    }

    @Actor
    public void waiter(L_Result r) {
      KeyHold known = hold;
      if (known == null) {
        r.r1 = "not held";
      } else {
        known.await();
        r.r1 = String.valueOf(known.outcome());
      }
    }
  }

  /** A store with one key that two threads claim. */
  @State
  public static class Claimed {
    final Store<Integer, Integer> store =
        new HeapStoreFactory().create(new TestContext<Integer, Integer>().eternal().deaf());

    final void write(Claim<Integer> claim, int value) {
      claim.stage(value);
      claim.commit(Action.WRITE, value, StoreContext.UNCHANGED);
    }
  }

  /** A thread that uses the shared outcome of a load also sees the loaded entry. */
  @JCStressTest
  @Outcome(id = "null, null", expect = ACCEPTABLE, desc = "The waiter claimed the key first.")
  @Outcome(id = "1, outcome", expect = ACCEPTABLE, desc = "The waiter shared the outcome.")
  @Outcome(id = "1, null", expect = ACCEPTABLE, desc = "The waiter came after the release.")
  @Outcome(expect = FORBIDDEN, desc = "An outcome without its entry.")
  @State
  public static class SharedOutcome extends Claimed {
    @Actor
    public void holder() {
      try (Claim<Integer> claim = Stores.claim(store, 1)) {
        useTheKey();
        claim.hold().publishOutcome(OUTCOME);
        write(claim, 1);
      }
    }

    @Actor
    public void waiter(LL_Result r) {
      try (Claim<Integer> claim = Stores.claim(store, 1)) {
        r.r1 = claim.current();
        r.r2 = claim.hold().inherited();
      }
    }
  }

  /** Two threads increment under their claims. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both increments were counted.")
  @Outcome(expect = FORBIDDEN, desc = "Both threads held the key at once.")
  @State
  public static class Exclusion extends Claimed {
    private void count() {
      try (Claim<Integer> claim = Stores.claim(store, 1)) {
        Integer current = claim.current();
        write(claim, current == null ? 1 : current + 1);
      }
    }

    @Actor
    public void one() {
      count();
    }

    @Actor
    public void another() {
      count();
    }

    @Arbiter
    public void result(L_Result r) {
      r.r1 = String.valueOf(Stores.peek(store, 1));
    }
  }
}
