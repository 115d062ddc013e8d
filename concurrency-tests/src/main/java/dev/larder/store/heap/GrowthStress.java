package dev.larder.store.heap;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIL_Result;
import org.openjdk.jcstress.infra.results.IL_Result;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/**
 * Everything that can be done to a bin while the table grows and the bin is split: in each test one
 * actor adds the entry that makes the table grow, see {@link Bench#full}.
 */
public class GrowthStress {
  /** Its bin is not 1. */
  private static final Integer ONE_MORE = 64;

  /** It belongs in bin 1, which is being split. */
  private static final Integer NEWCOMER = 65;

  /** A store about to grow, and who makes it grow. */
  @State
  public static class Growing {
    final HeapStore<Integer, Integer> store = Bench.full();

    final void grow() {
      Bench.put(store, ONE_MORE, 1);
    }
  }

  /** A reader finds whatever is there all the time. */
  @JCStressTest
  @Outcome(id = "4, sound", expect = ACCEPTABLE, desc = "All four entries of the bin were found.")
  @Outcome(expect = FORBIDDEN, desc = "An entry was missed while its bin was split.")
  @State
  public static class Read extends Growing {
    @Actor
    public void growth() {
      grow();
    }

    @Actor
    public void reader(IL_Result r) {
      r.r1 = Bench.count(store, 1, 17, 33, 49);
    }

    @Arbiter
    public void rest(IL_Result r) {
      r.r2 = Bench.verdict(store);
    }
  }

  /** A reader does not find what had been removed, in either of the two tables. */
  @JCStressTest
  @Outcome(id = "0, 2, sound", expect = ACCEPTABLE, desc = "Only what is there was found.")
  @Outcome(expect = FORBIDDEN, desc = "A removed entry was found, or another one was missed.")
  @State
  public static class ReadOfRemoved extends Growing {
    public ReadOfRemoved() {
      Bench.remove(store, 17);
      Bench.remove(store, 33);
      Bench.put(store, 30, 1);
      Bench.put(store, 31, 1);
    }

    @Actor
    public void growth() {
      grow();
    }

    @Actor
    public void reader(IIL_Result r) {
      r.r1 = Bench.count(store, 17, 33);
      r.r2 = Bench.count(store, 1, 49);
    }

    @Arbiter
    public void rest(IIL_Result r) {
      r.r3 = Bench.verdict(store);
    }
  }

  /** An addition to the bin that is being split is neither lost nor made twice. */
  @JCStressTest
  @Outcome(id = "true, 5, 5, sound", expect = ACCEPTABLE, desc = "The entry is there at once.")
  @Outcome(expect = FORBIDDEN, desc = "The entry was lost, or is there twice.")
  @State
  public static class Addition extends Growing {
    @Actor
    public void growth() {
      grow();
    }

    @Actor
    public void adder(LLLL_Result r) {
      r.r1 = Bench.putIfAbsent(store, NEWCOMER, 5);
      r.r2 = Bench.read(store, NEWCOMER);
    }

    @Arbiter
    public void rest(LLLL_Result r) {
      r.r3 = Bench.read(store, NEWCOMER);
      r.r4 = Bench.verdict(store);
    }
  }

  /** Of two that add the same key, each making the table grow, one wins. */
  @JCStressTest
  @Outcome(id = "true, false, 1, sound", expect = ACCEPTABLE, desc = "The first one won.")
  @Outcome(id = "false, true, 2, sound", expect = ACCEPTABLE, desc = "The second one won.")
  @Outcome(expect = FORBIDDEN, desc = "Both won, or none, or the loser's value is there.")
  @State
  public static class Rivals extends Growing {
    @Actor
    public void one(LLLL_Result r) {
      r.r1 = Bench.putIfAbsent(store, NEWCOMER, 1);
    }

    @Actor
    public void another(LLLL_Result r) {
      r.r2 = Bench.putIfAbsent(store, NEWCOMER, 2);
    }

    @Arbiter
    public void rest(LLLL_Result r) {
      r.r3 = Bench.read(store, NEWCOMER);
      r.r4 = Bench.verdict(store);
    }
  }

  /** What is removed from a bin that is being split stays away, and the rest stays. */
  @JCStressTest
  @Outcome(id = "true, 0, 3, sound", expect = ACCEPTABLE, desc = "The entry is gone at once.")
  @Outcome(expect = FORBIDDEN, desc = "The entry came back, or another one is lost.")
  @State
  public static class Removal extends Growing {
    @Actor
    public void growth() {
      grow();
    }

    @Actor
    public void remover(LLLL_Result r) {
      r.r1 = Bench.remove(store, 33);
      r.r2 = Bench.read(store, 33);
    }

    @Arbiter
    public void rest(LLLL_Result r) {
      r.r3 = Bench.count(store, 1, 17, 33, 49);
      r.r4 = Bench.verdict(store);
    }
  }

  /** What is removed and put again is there once, with the new value. */
  @JCStressTest
  @Outcome(id = "true, 9, 9, sound", expect = ACCEPTABLE, desc = "The new entry is there.")
  @Outcome(expect = FORBIDDEN, desc = "The old entry hides the new one, or is there beside it.")
  @State
  public static class RemovalAndAddition extends Growing {
    @Actor
    public void growth() {
      grow();
    }

    @Actor
    public void changer(LLLL_Result r) {
      Bench.remove(store, 17);
      r.r1 = Bench.putIfAbsent(store, 17, 9);
      r.r2 = Bench.read(store, 17);
    }

    @Arbiter
    public void rest(LLLL_Result r) {
      r.r3 = Bench.read(store, 17);
      r.r4 = Bench.verdict(store);
    }
  }

  /** An iteration gives each key that is there all the time, once. */
  @JCStressTest
  @Outcome(id = "16, 16, sound", expect = ACCEPTABLE, desc = "Each key once.")
  @Outcome(expect = FORBIDDEN, desc = "A key was left out, or given twice.")
  @State
  public static class Iteration extends Growing {
    @Actor
    public void growth() {
      grow();
    }

    @Actor
    public void iterator(IIL_Result r) {
      Set<Integer> distinct = new HashSet<>();
      for (Iterator<Integer> keys = store.keys(); keys.hasNext(); ) {
        Integer key = keys.next();
        if (!key.equals(ONE_MORE)) {
          r.r1++;
          distinct.add(key);
        }
      }
      r.r2 = distinct.size();
    }

    @Arbiter
    public void rest(IIL_Result r) {
      r.r3 = Bench.verdict(store);
    }
  }
}
