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
 * What is used or changed while it is evicted; and the size, which is right whatever happens.
 * jcstress knows only the actors that stand in the test itself, none that are inherited: here and
 * in the other tests, each says all that it does.
 */
public class EvictionStress {
  private static final int BOUND = 4;

  /** A store that is full: the next to go is 0. */
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

  /** A note of a use that comes while the entry goes does no harm. */
  @JCStressTest
  @Outcome(
      id = {"0, 4, sound", "1, 4, sound"},
      expect = ACCEPTABLE,
      desc = "Found, or gone.")
  @Outcome(expect = FORBIDDEN, desc = "A foreign value, or the order has a node that is dead.")
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
    public void rest(IIL_Result r) {
      r.r2 = (int) store.size();
      r.r3 = Bench.verdict(store);
    }
  }

  /** The same with the adaptive policy, whose readers write to its clock too. */
  @JCStressTest
  @Outcome(
      id = {"0, 4, sound", "1, 4, sound"},
      expect = ACCEPTABLE,
      desc = "Found, or gone.")
  @Outcome(expect = FORBIDDEN, desc = "A foreign value, or the order has a node that is dead.")
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
    public void rest(IIL_Result r) {
      r.r2 = (int) store.size();
      r.r3 = Bench.verdict(store);
    }
  }

  /** An entry that is rewritten while it goes has either gone before, or stays. */
  @JCStressTest
  @Outcome(id = "9, 4, sound", expect = ACCEPTABLE, desc = "Rewritten, or put anew.")
  @Outcome(id = "0, 4, sound", expect = ACCEPTABLE, desc = "Rewritten, then evicted.")
  @Outcome(expect = FORBIDDEN, desc = "The change was lost, or the size is wrong.")
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
    public void rest(IIL_Result r) {
      r.r1 = Bench.read(store, 0);
      r.r2 = (int) store.size();
      r.r3 = Bench.verdict(store);
    }
  }

  /** An entry that is removed while it should go makes room once. */
  @JCStressTest
  @Outcome(id = "4, sound", expect = ACCEPTABLE, desc = "Removed in time: nothing else has gone.")
  @Outcome(id = "3, sound", expect = ACCEPTABLE, desc = "Another one had gone before.")
  @Outcome(expect = FORBIDDEN, desc = "Room was made twice for one, or not at all.")
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
    public void rest(IL_Result r) {
      r.r1 = (int) store.size();
      r.r2 = Bench.verdict(store);
    }
  }

  /** While two add, neither sees more than the bound. */
  @JCStressTest
  @Outcome(id = "4, 4, sound", expect = ACCEPTABLE, desc = "The bound was kept all the time.")
  @Outcome(expect = FORBIDDEN, desc = "The bound was exceeded, or entries went for nothing.")
  @State
  public static class Additions extends Full {
    @Actor
    public void one(IIL_Result r) {
      Bench.put(store, BOUND, 1);
      r.r1 = (int) store.size();
    }

    @Actor
    public void another(IIL_Result r) {
      Bench.put(store, BOUND + 1, 1);
      r.r2 = (int) store.size();
    }

    @Arbiter
    public void rest(IIL_Result r) {
      r.r3 = Bench.verdict(store);
    }
  }

  /** The bound moves while entries are added. */
  @JCStressTest
  @Outcome(id = "2, sound", expect = ACCEPTABLE, desc = "The new bound is kept.")
  @Outcome(expect = FORBIDDEN, desc = "The room is wrong after the bound has moved.")
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
    public void rest(IL_Result r) {
      r.r1 = (int) store.size();
      r.r2 = Bench.verdict(store);
    }
  }

  /** Two that give one entry different weights. */
  @JCStressTest
  @Outcome(
      id = {"3, 3, sound", "5, 5, sound"},
      expect = ACCEPTABLE,
      desc = "Weight of the last.")
  @Outcome(expect = FORBIDDEN, desc = "The cache weighs other than its entry.")
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
    public void rest(IIL_Result r) {
      r.r1 = Bench.read(store, 1);
      r.r2 = (int) store.size();
      r.r3 = Bench.verdict(store);
    }
  }

  /** Notes of uses, taken without a lock, against the clock that others move under theirs. */
  @JCStressTest
  @Outcome(id = "in range", expect = ACCEPTABLE, desc = "Notes may be lost, and no more.")
  @Outcome(expect = FORBIDDEN, desc = "A lost note has led out of the counts.")
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
    public void rest(L_Result r) {
      int horizon = clock.horizon(TICKS);
      int most = LruHorizon.GENERATIONS * clock.length() + TICKS;
      r.r1 = horizon >= 0 && horizon <= most ? "in range" : "horizon " + horizon;
    }
  }
}
