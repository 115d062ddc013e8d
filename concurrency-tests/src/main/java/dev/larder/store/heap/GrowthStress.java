package dev.larder.store.heap;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.larder.store.Stores;
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
 * Operations on a bin while the table grows and the bin is split. In each test one actor inserts
 * the entry that makes the table grow, see {@link Bench#full}.
 */
public class GrowthStress {
  /** A key of another bin than 1. */
  private static final Integer OTHER_BIN = 64;

  /** A new key of bin 1, which is being split. */
  private static final Integer NEW_KEY = 65;

  /** A store whose table grows with the next entry. */
  @State
  public static class Growing {
    final HeapStore<Integer, Integer> store = Bench.full();

    final void grow() {
      Bench.put(store, OTHER_BIN, 1);
    }
  }

  /** A reader finds the entries that are present all the time. */
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
    public void result(IL_Result r) {
      r.r2 = Bench.verdict(store);
    }
  }

  /** The only entry of a bin is removed, without the lock of the bin, while the bin moves. */
  @JCStressTest
  @Outcome(id = "1, sound", expect = ACCEPTABLE, desc = "Only the added entry is left.")
  @Outcome(expect = FORBIDDEN, desc = "The removed entry is left in a bin, or the added is lost.")
  @State
  public static class RemovalOfTheOnlyEntry extends Growing {
    @Actor
    public void growth() {
      grow();
    }

    @Actor
    public void remover() {
      Bench.remove(store, 2);
    }

    @Actor
    public void adder() {
      Bench.put(store, 2 + Bench.FULL, 1);
    }

    @Arbiter
    public void result(IL_Result r) {
      r.r1 = Bench.count(store, 2, 2 + Bench.FULL);
      r.r2 = Bench.verdict(store);
    }
  }

  /** A reader does not find removed entries, in either of the two tables. */
  @JCStressTest
  @Outcome(id = "0, 2, sound", expect = ACCEPTABLE, desc = "Only the present entries were found.")
  @Outcome(expect = FORBIDDEN, desc = "A removed entry was found, or a present one was missed.")
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
    public void result(IIL_Result r) {
      r.r3 = Bench.verdict(store);
    }
  }

  /** An insertion into the bin that is being split is neither lost nor applied twice. */
  @JCStressTest
  @Outcome(id = "true, 5, 5, sound", expect = ACCEPTABLE, desc = "The entry is present at once.")
  @Outcome(expect = FORBIDDEN, desc = "The entry was lost, or is present twice.")
  @State
  public static class Addition extends Growing {
    @Actor
    public void growth() {
      grow();
    }

    @Actor
    public void adder(LLLL_Result r) {
      r.r1 = Bench.putIfAbsent(store, NEW_KEY, 5);
      r.r2 = Bench.read(store, NEW_KEY);
    }

    @Arbiter
    public void result(LLLL_Result r) {
      r.r3 = Bench.read(store, NEW_KEY);
      r.r4 = Bench.verdict(store);
    }
  }

  /** Of two threads that insert one key, and make the table grow, one wins. */
  @JCStressTest
  @Outcome(id = "true, false, 1, sound", expect = ACCEPTABLE, desc = "The first thread won.")
  @Outcome(id = "false, true, 2, sound", expect = ACCEPTABLE, desc = "The second thread won.")
  @Outcome(expect = FORBIDDEN, desc = "Both won, or neither, or the value is that of the loser.")
  @State
  public static class Rivals extends Growing {
    @Actor
    public void one(LLLL_Result r) {
      r.r1 = Bench.putIfAbsent(store, NEW_KEY, 1);
    }

    @Actor
    public void another(LLLL_Result r) {
      r.r2 = Bench.putIfAbsent(store, NEW_KEY, 2);
    }

    @Arbiter
    public void result(LLLL_Result r) {
      r.r3 = Bench.read(store, NEW_KEY);
      r.r4 = Bench.verdict(store);
    }
  }

  /** An entry removed from a bin that is being split stays absent; the others stay present. */
  @JCStressTest
  @Outcome(id = "true, 0, 3, sound", expect = ACCEPTABLE, desc = "The entry is absent at once.")
  @Outcome(expect = FORBIDDEN, desc = "The entry reappeared, or another one was lost.")
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
    public void result(LLLL_Result r) {
      r.r3 = Bench.count(store, 1, 17, 33, 49);
      r.r4 = Bench.verdict(store);
    }
  }

  /** An entry that is removed and inserted again is present once, with the new value. */
  @JCStressTest
  @Outcome(id = "true, 9, 9, sound", expect = ACCEPTABLE, desc = "The new entry is present.")
  @Outcome(expect = FORBIDDEN, desc = "The old entry hides the new one, or is present beside it.")
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
    public void result(LLLL_Result r) {
      r.r3 = Bench.read(store, 17);
      r.r4 = Bench.verdict(store);
    }
  }

  /** An iteration returns each key that is present all the time once. */
  @JCStressTest
  @Outcome(id = "16, 16, sound", expect = ACCEPTABLE, desc = "Each key was returned once.")
  @Outcome(expect = FORBIDDEN, desc = "A key was missed, or returned twice.")
  @State
  public static class Iteration extends Growing {
    @Actor
    public void growth() {
      grow();
    }

    @Actor
    public void iterator(IIL_Result r) {
      Set<Integer> distinct = new HashSet<>();
      for (Iterator<Integer> keys = Stores.keys(store); keys.hasNext(); ) {
        Integer key = keys.next();
        if (!key.equals(OTHER_BIN)) {
          r.r1++;
          distinct.add(key);
        }
      }
      r.r2 = distinct.size();
    }

    @Arbiter
    public void result(IIL_Result r) {
      r.r3 = Bench.verdict(store);
    }
  }
}
