package dev.larder.store.heap;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.larder.store.TestContext;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;

/** Small caches with an exact policy, whose write buffers hold preselected victims. */
public class SmallCacheStress {
  private static final int BOUND = 32;

  /** A full small cache with preselected victims. */
  @State
  public static class Small {
    final HeapStore<Integer, Integer> store;

    public Small() {
      this(Bench.eternal(BOUND));
    }

    Small(HeapStore<Integer, Integer> store) {
      this.store = store;
      add(0, BOUND + 1);
    }

    final void add(int first, int count) {
      for (int i = first; i < first + count; i++) {
        Bench.put(store, i, 1);
      }
    }

    final void inspect(IL_Result r) {
      r.r1 = (int) store.size().weight();
      r.r2 = Bench.verdict(store);
    }
  }

  /** Two threads that add do not evict the same victim. */
  @JCStressTest
  @Outcome(id = "32, sound", expect = ACCEPTABLE, desc = "One entry is evicted for each added one.")
  @Outcome(expect = FORBIDDEN, desc = "An entry was lost, or exceeds the bound.")
  @State
  public static class Additions extends Small {
    @Actor
    public void one() {
      add(100, 4);
    }

    @Actor
    public void another() {
      add(200, 4);
    }

    @Arbiter
    public void result(IL_Result r) {
      inspect(r);
    }
  }

  /** The policy changes from the array to the list while entries are added, read and removed. */
  @JCStressTest
  @Outcome(
      id = {"31, sound", "32, sound"},
      expect = ACCEPTABLE,
      desc = "Removed after the additions, or before.")
  @Outcome(expect = FORBIDDEN, desc = "An entry was lost, or exceeds the bound.")
  @State
  public static class OrderChange extends Small {
    /** So many waits for the lock that the next thread that has it changes the order. */
    private static final int WAITS = 9;

    public OrderChange() {
      LruPolicy<Integer, Integer> policy = Fields.of(store, "policy");
      for (int i = 0; i < WAITS; i++) {
        policy.isOrderChangeDue(true);
      }
    }

    @Actor
    public void one() {
      add(100, 4);
    }

    @Actor
    public void another() {
      add(200, 3);
      Bench.remove(store, 202);
    }

    @Actor
    public void reader() {
      Bench.count(store, 30, 31, 32);
    }

    @Arbiter
    public void result(IL_Result r) {
      inspect(r);
    }
  }

  /** The capacity of a removed entry is used by an added one, or stays free. */
  @JCStressTest
  @Outcome(
      id = {"30, sound", "31, sound", "32, sound"},
      expect = ACCEPTABLE,
      desc = "The removed entries were evicted before, or not.")
  @Outcome(expect = FORBIDDEN, desc = "Capacity was granted twice, or was lost.")
  @State
  public static class Removal extends Small {
    @Actor
    public void remover() {
      Bench.remove(store, 1);
      Bench.remove(store, 2);
    }

    @Actor
    public void adder() {
      add(100, 2);
    }

    @Arbiter
    public void result(IL_Result r) {
      inspect(r);
    }
  }

  /** An entry that is removed before it is recorded in the policy leaves no node there. */
  @JCStressTest
  @Outcome(
      id = {"31, sound", "32, sound"},
      expect = ACCEPTABLE,
      desc = "Removed after the addition, or before.")
  @Outcome(expect = FORBIDDEN, desc = "A dead node is linked.")
  @State
  public static class RemovalOfTheNewEntry extends Small {
    @Actor
    public void remover() {
      Bench.remove(store, 100);
    }

    @Actor
    public void adder() {
      add(100, 1);
    }

    @Arbiter
    public void result(IL_Result r) {
      inspect(r);
    }
  }

  /** The bound is raised while entries are added. */
  @JCStressTest
  @Outcome(id = "44, sound", expect = ACCEPTABLE, desc = "The cache is full again.")
  @Outcome(
      id = {"41, sound", "42, sound", "43, sound"},
      expect = ACCEPTABLE,
      desc = "Some were evicted before the bound was raised.")
  @Outcome(expect = FORBIDDEN, desc = "An entry was lost.")
  @State
  public static class Growth extends Small {
    @Actor
    public void manager() {
      store.setMaximum(44);
      add(200, 9);
    }

    @Actor
    public void adder() {
      add(100, 3);
    }

    @Arbiter
    public void result(IL_Result r) {
      inspect(r);
    }
  }

  /** The cache becomes a large one while entries are added. */
  @JCStressTest
  @Outcome(
      id = {"32, sound", "33, sound", "34, sound", "35, sound"},
      expect = ACCEPTABLE,
      desc = "Some were evicted before the bound was raised.")
  @Outcome(expect = FORBIDDEN, desc = "An entry was lost with the array.")
  @State
  public static class BecomingLarge extends Small {
    @Actor
    public void manager() {
      store.setMaximum(5_000);
    }

    @Actor
    public void adder() {
      add(100, 3);
    }

    @Arbiter
    public void result(IL_Result r) {
      inspect(r);
    }
  }

  /** Entries that can expire are in the timing wheel too. */
  @JCStressTest
  @Outcome(
      id = {"31, sound", "32, sound"},
      expect = ACCEPTABLE,
      desc = "Each entry is in the wheel once.")
  @Outcome(expect = FORBIDDEN, desc = "The policy and the wheel differ.")
  @State
  public static class Timed extends Small {
    public Timed() {
      super(
          new HeapStore<>(
              new TestContext<Integer, Integer>()
                  .maximum(BOUND)
                  .durations(Mortal.LIFE, Mortal.LIFE, Mortal.LIFE)
                  .deaf()));
    }

    @Actor
    public void writer() {
      add(100, 2);
      Bench.remove(store, 200);
    }

    @Actor
    public void another() {
      add(200, 1);
      add(100, 1);
    }

    @Arbiter
    public void result(IL_Result r) {
      inspect(r);
    }
  }
}
