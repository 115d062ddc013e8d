package dev.larder.store.heap;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.ZIL_Result;

/**
 * Many keys with one hash: a crowd takes the place of their nodes with the next one that is added,
 * and goes with its last node. The table grows at the same time.
 */
public class TreeBinStress {

  /** All of them have one hash. Two of one rank compare as equal, and are not. */
  record Member(int number, int rank) implements Comparable<Member> {
    static Member of(int number) {
      return new Member(number, number);
    }

    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public int compareTo(Member other) {
      return Integer.compare(rank, other.rank);
    }
  }

  private static final Member NEWCOMER = Member.of(100);
  private static final Member ANOTHER = Member.of(101);

  /** So many nodes that the next one makes a crowd of them. */
  @State
  public static class Forming {
    final HeapStore<Member, Integer> store = Bench.eternal(Bench.PLENTY);

    public Forming() {
      for (int i = 0; i < TreeBin.TREEIFY_THRESHOLD; i++) {
        Bench.put(store, Member.of(i), i);
      }
    }

    final int countFirst() {
      int found = 0;
      for (int i = 0; i < TreeBin.TREEIFY_THRESHOLD; i++) {
        found += Bench.count(store, Member.of(i));
      }
      return found;
    }
  }

  /** A crowd with one node left, of the number 0. */
  @State
  public static class Dissolving extends Forming {
    public Dissolving() {
      Bench.put(store, Member.of(TreeBin.TREEIFY_THRESHOLD), 0);
      for (int i = 1; i <= TreeBin.TREEIFY_THRESHOLD; i++) {
        Bench.remove(store, Member.of(i));
      }
    }
  }

  /** A reader finds whatever is there while it moves from the chain to the crowd. */
  @JCStressTest
  @Outcome(id = "16, sound", expect = ACCEPTABLE, desc = "All entries were found.")
  @Outcome(expect = FORBIDDEN, desc = "An entry was missed on its way to the crowd.")
  @State
  public static class FormingAndRead extends Forming {
    @Actor
    public void adder() {
      Bench.put(store, NEWCOMER, 1);
    }

    @Actor
    public void reader(IL_Result r) {
      r.r1 = countFirst();
    }

    @Arbiter
    public void rest(IL_Result r) {
      r.r2 = Bench.verdict(store);
    }
  }

  /** Of two that add the same key, each making a crowd, one wins. */
  @JCStressTest
  @Outcome(id = "true, false, 1, sound", expect = ACCEPTABLE, desc = "The first one won.")
  @Outcome(id = "false, true, 2, sound", expect = ACCEPTABLE, desc = "The second one won.")
  @Outcome(expect = FORBIDDEN, desc = "Both won, or none, or the loser's value is there.")
  @State
  public static class FormingByRivals extends Forming {
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

  /** Two that add different keys, each making a crowd, both succeed. */
  @JCStressTest
  @Outcome(id = "true, true, 2, sound", expect = ACCEPTABLE, desc = "Both are there.")
  @Outcome(expect = FORBIDDEN, desc = "One of them is lost.")
  @State
  public static class FormingByTwo extends Forming {
    @Actor
    public void one(LLLL_Result r) {
      r.r1 = Bench.putIfAbsent(store, NEWCOMER, 1);
    }

    @Actor
    public void another(LLLL_Result r) {
      r.r2 = Bench.putIfAbsent(store, ANOTHER, 2);
    }

    @Arbiter
    public void rest(LLLL_Result r) {
      r.r3 = Bench.count(store, NEWCOMER, ANOTHER);
      r.r4 = Bench.verdict(store);
    }
  }

  /** What is removed while it moves to the crowd stays away. */
  @JCStressTest
  @Outcome(id = "true, 15, sound", expect = ACCEPTABLE, desc = "One is gone, the others stay.")
  @Outcome(expect = FORBIDDEN, desc = "The entry came back by way of the crowd, or one is lost.")
  @State
  public static class FormingAndRemoval extends Forming {
    @Actor
    public void adder() {
      Bench.put(store, NEWCOMER, 1);
    }

    @Actor
    public void remover(ZIL_Result r) {
      r.r1 = Bench.remove(store, Member.of(5));
    }

    @Arbiter
    public void rest(ZIL_Result r) {
      r.r2 = countFirst();
      r.r3 = Bench.verdict(store);
    }
  }

  /** Two keys that compare as equal are two entries: one in the crowd, one in the chain. */
  @JCStressTest
  @Outcome(id = "true, true, 2, sound", expect = ACCEPTABLE, desc = "Both are there.")
  @Outcome(expect = FORBIDDEN, desc = "One was taken for the other, or is lost.")
  @State
  public static class EqualRank extends Dissolving {
    private static final Member TWIN = new Member(200, NEWCOMER.rank());

    @Actor
    public void one(LLLL_Result r) {
      r.r1 = Bench.putIfAbsent(store, NEWCOMER, 1);
    }

    @Actor
    public void another(LLLL_Result r) {
      r.r2 = Bench.putIfAbsent(store, TWIN, 2);
    }

    @Arbiter
    public void rest(LLLL_Result r) {
      r.r3 = Bench.count(store, NEWCOMER, TWIN);
      r.r4 = Bench.verdict(store);
    }
  }

  /** Who joins while the last one leaves is not taken along. */
  @JCStressTest
  @Outcome(id = "true, true, 1, sound", expect = ACCEPTABLE, desc = "One left, one came.")
  @Outcome(expect = FORBIDDEN, desc = "The new entry went with the crowd.")
  @State
  public static class DissolvingAndAddition extends Dissolving {
    @Actor
    public void remover(LLLL_Result r) {
      r.r1 = Bench.remove(store, Member.of(0));
    }

    @Actor
    public void adder(LLLL_Result r) {
      r.r2 = Bench.putIfAbsent(store, NEWCOMER, 1) && Bench.read(store, NEWCOMER) == 1;
    }

    @Arbiter
    public void rest(LLLL_Result r) {
      r.r3 = Bench.count(store, NEWCOMER, Member.of(0));
      r.r4 = Bench.verdict(store);
    }
  }

  /** The same key removed and put: it is there, or not, by the order of the two. */
  @JCStressTest
  @Outcome(id = "true, false, 0, sound", expect = ACCEPTABLE, desc = "Found there, then removed.")
  @Outcome(id = "true, true, 2, sound", expect = ACCEPTABLE, desc = "Removed, then added.")
  @Outcome(expect = FORBIDDEN, desc = "The two operations were not one after the other.")
  @State
  public static class DissolvingAndSameKey extends Dissolving {
    @Actor
    public void remover(LLLL_Result r) {
      r.r1 = Bench.remove(store, Member.of(0));
    }

    @Actor
    public void adder(LLLL_Result r) {
      r.r2 = Bench.putIfAbsent(store, Member.of(0), 2);
    }

    @Arbiter
    public void rest(LLLL_Result r) {
      r.r3 = Bench.read(store, Member.of(0));
      r.r4 = Bench.verdict(store);
    }
  }

  /** The one who is left is found while another one comes and goes. */
  @JCStressTest
  @Outcome(id = "1, sound", expect = ACCEPTABLE, desc = "It was found.")
  @Outcome(expect = FORBIDDEN, desc = "It was missed.")
  @State
  public static class ComingAndGoing extends Dissolving {
    public ComingAndGoing() {
      Bench.remove(store, Member.of(0));
      Bench.put(store, ANOTHER, 1);
    }

    @Actor
    public void guest() {
      Bench.put(store, NEWCOMER, 1);
      Bench.remove(store, NEWCOMER);
    }

    @Actor
    public void reader(IL_Result r) {
      r.r1 = Bench.count(store, ANOTHER);
    }

    @Arbiter
    public void rest(IL_Result r) {
      r.r2 = Bench.verdict(store);
    }
  }
}
