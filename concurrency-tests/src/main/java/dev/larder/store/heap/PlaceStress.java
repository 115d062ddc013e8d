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

/** New entries of a small cache take the places of old ones, without the policy lock. */
public class PlaceStress {
  private static final int BOUND = 8;

  /** A small cache that is full, and has candidates to be replaced. */
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

    final void look(IL_Result r) {
      r.r1 = (int) store.size();
      r.r2 = Bench.verdict(store);
    }
  }

  /** Two threads that add do not take the same place. */
  @JCStressTest
  @Outcome(id = "8, sound", expect = ACCEPTABLE, desc = "One goes for each that comes.")
  @Outcome(expect = FORBIDDEN, desc = "An entry was lost, or is there beyond the bound.")
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
    public void rest(IL_Result r) {
      look(r);
    }
  }

  /** An entry that is removed leaves its place to one that comes, or is free. */
  @JCStressTest
  @Outcome(
      id = {"6, sound", "7, sound", "8, sound"},
      expect = ACCEPTABLE,
      desc = "The removed ones had been replaced before, or not.")
  @Outcome(expect = FORBIDDEN, desc = "A place was given twice, or was lost.")
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
    public void rest(IL_Result r) {
      look(r);
    }
  }

  /** An entry that is removed before it has its place gives it back. */
  @JCStressTest
  @Outcome(
      id = {"7, sound", "8, sound"},
      expect = ACCEPTABLE,
      desc = "Removed after it came, or before.")
  @Outcome(expect = FORBIDDEN, desc = "What is dead has a place.")
  @State
  public static class RemovalOfTheNewOne extends Small {
    @Actor
    public void remover() {
      Bench.remove(store, 100);
    }

    @Actor
    public void adder() {
      add(100, 1);
    }

    @Arbiter
    public void rest(IL_Result r) {
      look(r);
    }
  }

  /** The arrays become longer while an entry takes a place in them. */
  @JCStressTest
  @Outcome(id = "20, sound", expect = ACCEPTABLE, desc = "Full again.")
  @Outcome(
      id = {"17, sound", "18, sound", "19, sound"},
      expect = ACCEPTABLE,
      desc = "Some went before the bound was raised.")
  @Outcome(expect = FORBIDDEN, desc = "An entry was lost with the old arrays.")
  @State
  public static class Growth extends Small {
    @Actor
    public void manager() {
      store.setMaximum(20);
      add(200, 9);
    }

    @Actor
    public void adder() {
      add(100, 3);
    }

    @Arbiter
    public void rest(IL_Result r) {
      look(r);
    }
  }

  /** The cache becomes a large one while an entry takes a place. */
  @JCStressTest
  @Outcome(
      id = {"8, sound", "9, sound", "10, sound", "11, sound"},
      expect = ACCEPTABLE,
      desc = "Some went before the bound was raised.")
  @Outcome(expect = FORBIDDEN, desc = "An entry was lost with the arrays.")
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
    public void rest(IL_Result r) {
      look(r);
    }
  }

  /** Entries that expire are in the timing wheel too, which hears of them later. */
  @JCStressTest
  @Outcome(
      id = {"7, sound", "8, sound"},
      expect = ACCEPTABLE,
      desc = "Each entry is in the wheel, and in one place.")
  @Outcome(expect = FORBIDDEN, desc = "Places and wheel differ.")
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
    public void rest(IL_Result r) {
      look(r);
    }
  }
}
