package dev.larder.store.heap;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.larder.store.TestContext;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIL_Result;
import org.openjdk.jcstress.infra.results.IL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Accesses and changes of entries during their eviction, and the size of the store. jcstress finds
 * only the actors that a test class declares itself, so the tests here do not inherit theirs.
 */
public class EvictionStress {
  private static final int BOUND = 4;

  /** A full store, whose next victim has the key 0. */
  @State
  public static class Full {
    final HeapStore<Integer, Integer> store;

    Full(TestContext<Integer, Integer> context) {
      store = new HeapStore<>(context.maximum(BOUND).eternal().deaf());
      for (int i = 0; i < BOUND; i++) {
        Bench.put(store, i, i + 1);
      }
    }

    public Full() {
      this(new TestContext<>());
    }
  }

  /** An access that is recorded while the entry is evicted does no harm. */
  @JCStressTest
  @Outcome(
      id = {"0, 4, sound", "1, 4, sound"},
      expect = ACCEPTABLE,
      desc = "Found, or evicted before.")
  @Outcome(expect = FORBIDDEN, desc = "A wrong value, or a dead node is linked in the policy.")
  @State
  public static class Use extends Full {
    @Actor
    public void reader(IIL_Result r) {
      r.r1 = Bench.read(store, 0);
    }

    @Actor
    public void adder() {
      Bench.put(store, BOUND, 1);
    }

    @Arbiter
    public void result(IIL_Result r) {
      r.r2 = (int) store.size().weight();
      r.r3 = Bench.verdict(store);
    }
  }

  /** The same with the adaptive policy, whose readers write to its clock too. */
  @JCStressTest
  @Outcome(
      id = {"0, 4, sound", "1, 4, sound"},
      expect = ACCEPTABLE,
      desc = "Found, or evicted before.")
  @Outcome(expect = FORBIDDEN, desc = "A wrong value, or a dead node is linked in the policy.")
  @State
  public static class AdaptiveUse extends Full {
    public AdaptiveUse() {
      super(new TestContext<Integer, Integer>().adaptive());
    }

    @Actor
    public void reader(IIL_Result r) {
      r.r1 = Bench.read(store, 0);
    }

    @Actor
    public void adder() {
      Bench.put(store, BOUND, 1);
    }

    @Arbiter
    public void result(IIL_Result r) {
      r.r2 = (int) store.size().weight();
      r.r3 = Bench.verdict(store);
    }
  }

  /** An entry that is updated during its eviction is evicted before the update, or stays. */
  @JCStressTest
  @Outcome(id = "9, 4, sound", expect = ACCEPTABLE, desc = "Updated, or inserted again.")
  @Outcome(id = "0, 4, sound", expect = ACCEPTABLE, desc = "Updated, then evicted.")
  @Outcome(expect = FORBIDDEN, desc = "The update was lost, or the size is wrong.")
  @State
  public static class Update extends Full {
    @Actor
    public void writer() {
      Bench.put(store, 0, 9);
    }

    @Actor
    public void adder() {
      Bench.put(store, BOUND, 1);
    }

    @Arbiter
    public void result(IIL_Result r) {
      r.r1 = Bench.read(store, 0);
      r.r2 = (int) store.size().weight();
      r.r3 = Bench.verdict(store);
    }
  }

  /** An entry that is removed during its eviction adds to the headroom once. */
  @JCStressTest
  @Outcome(id = "4, sound", expect = ACCEPTABLE, desc = "Removed first: nothing was evicted.")
  @Outcome(id = "3, sound", expect = ACCEPTABLE, desc = "Another entry was evicted before.")
  @Outcome(expect = FORBIDDEN, desc = "One entry added to the headroom twice, or not at all.")
  @State
  public static class Removal extends Full {
    @Actor
    public void remover() {
      Bench.remove(store, 0);
      Bench.remove(store, 1);
    }

    @Actor
    public void adder() {
      Bench.put(store, BOUND, 1);
      Bench.put(store, BOUND + 1, 1);
    }

    @Arbiter
    public void result(IL_Result r) {
      r.r1 = (int) store.size().weight();
      r.r2 = Bench.verdict(store);
    }
  }

  /** Two threads insert entries, and neither sees a size above the bound. */
  @JCStressTest
  @Outcome(id = "4, 4, sound", expect = ACCEPTABLE, desc = "The bound was kept all the time.")
  @Outcome(expect = FORBIDDEN, desc = "The bound was exceeded, or too much was evicted.")
  @State
  public static class Additions extends Full {
    @Actor
    public void one(IIL_Result r) {
      Bench.put(store, BOUND, 1);
      r.r1 = (int) store.size().weight();
    }

    @Actor
    public void another(IIL_Result r) {
      Bench.put(store, BOUND + 1, 1);
      r.r2 = (int) store.size().weight();
    }

    @Arbiter
    public void result(IIL_Result r) {
      r.r3 = Bench.verdict(store);
    }
  }

  /** The bound is lowered while entries are inserted. */
  @JCStressTest
  @Outcome(id = "2, sound", expect = ACCEPTABLE, desc = "The new bound is kept.")
  @Outcome(expect = FORBIDDEN, desc = "The headroom is wrong under the new bound.")
  @State
  public static class MovingBound extends Full {
    @Actor
    public void adder() {
      Bench.put(store, BOUND, 1);
      Bench.put(store, BOUND + 1, 1);
    }

    @Actor
    public void manager() {
      store.setMaximum(2);
    }

    @Arbiter
    public void result(IL_Result r) {
      r.r1 = (int) store.size().weight();
      r.r2 = Bench.verdict(store);
    }
  }

  /** Two threads give one entry different weights. */
  @JCStressTest
  @Outcome(
      id = {"3, 3, sound", "5, 5, sound"},
      expect = ACCEPTABLE,
      desc = "The weight of the last value.")
  @Outcome(expect = FORBIDDEN, desc = "The size differs from the weight of the entry.")
  @State
  public static class Weights {
    private final HeapStore<Integer, Integer> store =
        new HeapStore<>(
            new TestContext<Integer, Integer>()
                .maximum(Bench.PLENTY)
                .weigher((key, value) -> value)
                .eternal()
                .deaf());

    @Actor
    public void one() {
      Bench.put(store, 1, 3);
    }

    @Actor
    public void another() {
      Bench.put(store, 1, 5);
    }

    @Arbiter
    public void result(IIL_Result r) {
      r.r1 = Bench.read(store, 1);
      r.r2 = (int) store.size().weight();
      r.r3 = Bench.verdict(store);
    }
  }

  /** Accesses that are counted without a lock, while the clock moves under the policy lock. */
  @JCStressTest
  @Outcome(id = "in range", expect = ACCEPTABLE, desc = "Some accesses may be lost.")
  @Outcome(expect = FORBIDDEN, desc = "A lost access has led to a wrong horizon.")
  @State
  public static class Clock {
    private static final int TICKS = 40;
    private final LruHorizon clock = new LruHorizon();

    @Actor
    public void reader() {
      for (int i = 0; i < TICKS; i++) {
        clock.touched(i, clock.now() - i);
      }
    }

    @Actor
    public void policy() {
      for (int i = 0; i < TICKS; i++) {
        clock.tick();
        clock.appeared(i);
      }
      clock.setShift(1);
    }

    @Arbiter
    public void result(L_Result r) {
      int horizon = clock.horizon(TICKS);
      int most = LruHorizon.GENERATIONS * clock.length() + TICKS;
      r.r1 = horizon >= 0 && horizon <= most ? "in range" : "horizon " + horizon;
    }
  }
}
