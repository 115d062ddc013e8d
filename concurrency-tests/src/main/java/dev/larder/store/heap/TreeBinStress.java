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
 * Many keys with one hash. The next insertion treeifies their nodes, and the tree bin is unlinked
 * with its last node. The table grows at the same time.
 */
public class TreeBinStress {

  /** A key. All keys have one hash; two keys of one rank compare as equal, but are not equal. */
  record Key(int number, int rank) implements Comparable<Key> {
    static Key of(int number) {
      return new Key(number, number);
    }

    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public int compareTo(Key other) {
      return Integer.compare(rank, other.rank);
    }
  }

  private static final Key NEW_KEY = Key.of(100);
  private static final Key OTHER_KEY = Key.of(101);

  /** A store with so many nodes that the next insertion treeifies them. */
  @State
  public static class AboutToTreeify {
    final HeapStore<Key, Integer> store = Bench.eternal(Bench.PLENTY);

    public AboutToTreeify() {
      for (int i = 0; i < TreeBin.TREEIFY_THRESHOLD; i++) {
        Bench.put(store, Key.of(i), i);
      }
    }

    final int countFirst() {
      int found = 0;
      for (int i = 0; i < TreeBin.TREEIFY_THRESHOLD; i++) {
        found += Bench.count(store, Key.of(i));
      }
      return found;
    }
  }

  /** A store with a tree bin of one node, of the number 0. */
  @State
  public static class LastNode extends AboutToTreeify {
    public LastNode() {
      Bench.put(store, Key.of(TreeBin.TREEIFY_THRESHOLD), 0);
      for (int i = 1; i <= TreeBin.TREEIFY_THRESHOLD; i++) {
        Bench.remove(store, Key.of(i));
      }
    }
  }

  /** A reader finds each entry while its node moves from the chain to the tree bin. */
  @JCStressTest
  @Outcome(id = "16, sound", expect = ACCEPTABLE, desc = "All entries were found.")
  @Outcome(expect = FORBIDDEN, desc = "An entry was missed on its way to the tree bin.")
  @State
  public static class TreeifyAndRead extends AboutToTreeify {
    @Actor
    public void adder() {
      Bench.put(store, NEW_KEY, 1);
    }

    @Actor
    public void reader(IL_Result r) {
      r.r1 = countFirst();
    }

    @Arbiter
    public void result(IL_Result r) {
      r.r2 = Bench.verdict(store);
    }
  }

  /** Of two threads that insert one key, and treeify the chain, one wins. */
  @JCStressTest
  @Outcome(id = "true, false, 1, sound", expect = ACCEPTABLE, desc = "The first thread won.")
  @Outcome(id = "false, true, 2, sound", expect = ACCEPTABLE, desc = "The second thread won.")
  @Outcome(expect = FORBIDDEN, desc = "Both won, or neither, or the value is that of the loser.")
  @State
  public static class TreeifyByRivals extends AboutToTreeify {
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

  /** Two threads insert different keys, and treeify the chain; both succeed. */
  @JCStressTest
  @Outcome(id = "true, true, 2, sound", expect = ACCEPTABLE, desc = "Both are present.")
  @Outcome(expect = FORBIDDEN, desc = "One of them was lost.")
  @State
  public static class TreeifyByTwo extends AboutToTreeify {
    @Actor
    public void one(LLLL_Result r) {
      r.r1 = Bench.putIfAbsent(store, NEW_KEY, 1);
    }

    @Actor
    public void another(LLLL_Result r) {
      r.r2 = Bench.putIfAbsent(store, OTHER_KEY, 2);
    }

    @Arbiter
    public void result(LLLL_Result r) {
      r.r3 = Bench.count(store, NEW_KEY, OTHER_KEY);
      r.r4 = Bench.verdict(store);
    }
  }

  /** An entry that is removed while its node moves to the tree bin stays absent. */
  @JCStressTest
  @Outcome(id = "true, 15, sound", expect = ACCEPTABLE, desc = "One is absent, the others present.")
  @Outcome(expect = FORBIDDEN, desc = "The entry reappeared in the tree bin, or one was lost.")
  @State
  public static class TreeifyAndRemoval extends AboutToTreeify {
    @Actor
    public void adder() {
      Bench.put(store, NEW_KEY, 1);
    }

    @Actor
    public void remover(ZIL_Result r) {
      r.r1 = Bench.remove(store, Key.of(5));
    }

    @Arbiter
    public void result(ZIL_Result r) {
      r.r2 = countFirst();
      r.r3 = Bench.verdict(store);
    }
  }

  /** Two keys that compare as equal are two entries: in the tree bin, and in the chain. */
  @JCStressTest
  @Outcome(id = "true, true, 2, sound", expect = ACCEPTABLE, desc = "Both are present.")
  @Outcome(expect = FORBIDDEN, desc = "One was taken for the other, or was lost.")
  @State
  public static class EqualRank extends LastNode {
    private static final Key TWIN = new Key(200, NEW_KEY.rank());

    @Actor
    public void one(LLLL_Result r) {
      r.r1 = Bench.putIfAbsent(store, NEW_KEY, 1);
    }

    @Actor
    public void another(LLLL_Result r) {
      r.r2 = Bench.putIfAbsent(store, TWIN, 2);
    }

    @Arbiter
    public void result(LLLL_Result r) {
      r.r3 = Bench.count(store, NEW_KEY, TWIN);
      r.r4 = Bench.verdict(store);
    }
  }

  /** A node that is added while the last one is removed is not unlinked with the tree bin. */
  @JCStressTest
  @Outcome(id = "true, true, 1, sound", expect = ACCEPTABLE, desc = "One removed, one inserted.")
  @Outcome(expect = FORBIDDEN, desc = "The new entry was unlinked with the tree bin.")
  @State
  public static class LastNodeRemovedAndAddition extends LastNode {
    @Actor
    public void remover(LLLL_Result r) {
      r.r1 = Bench.remove(store, Key.of(0));
    }

    @Actor
    public void adder(LLLL_Result r) {
      r.r2 = Bench.putIfAbsent(store, NEW_KEY, 1) && Bench.read(store, NEW_KEY) == 1;
    }

    @Arbiter
    public void result(LLLL_Result r) {
      r.r3 = Bench.count(store, NEW_KEY, Key.of(0));
      r.r4 = Bench.verdict(store);
    }
  }

  /** One key is removed and inserted at once, and is present if the insertion came last. */
  @JCStressTest
  @Outcome(id = "true, false, 0, sound", expect = ACCEPTABLE, desc = "Found present, then removed.")
  @Outcome(id = "true, true, 2, sound", expect = ACCEPTABLE, desc = "Removed, then inserted.")
  @Outcome(expect = FORBIDDEN, desc = "The two operations have no order.")
  @State
  public static class LastNodeRemovedAndAdded extends LastNode {
    @Actor
    public void remover(LLLL_Result r) {
      r.r1 = Bench.remove(store, Key.of(0));
    }

    @Actor
    public void adder(LLLL_Result r) {
      r.r2 = Bench.putIfAbsent(store, Key.of(0), 2);
    }

    @Arbiter
    public void result(LLLL_Result r) {
      r.r3 = Bench.read(store, Key.of(0));
      r.r4 = Bench.verdict(store);
    }
  }

  /** The remaining entry is found while another one is inserted and removed. */
  @JCStressTest
  @Outcome(id = "1, sound", expect = ACCEPTABLE, desc = "The entry was found.")
  @Outcome(expect = FORBIDDEN, desc = "The entry was missed.")
  @State
  public static class ReadOfRemaining extends LastNode {
    public ReadOfRemaining() {
      Bench.remove(store, Key.of(0));
      Bench.put(store, OTHER_KEY, 1);
    }

    @Actor
    public void writer() {
      Bench.put(store, NEW_KEY, 1);
      Bench.remove(store, NEW_KEY);
    }

    @Actor
    public void reader(IL_Result r) {
      r.r1 = Bench.count(store, OTHER_KEY);
    }

    @Arbiter
    public void result(IL_Result r) {
      r.r2 = Bench.verdict(store);
    }
  }
}
