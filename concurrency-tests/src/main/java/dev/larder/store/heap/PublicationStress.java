package dev.larder.store.heap;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.larder.store.Stores;
import dev.larder.store.TestContext;
import dev.larder.time.Ticker;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The states of an entry that readers without a lock may see while it is inserted or updated. */
public class PublicationStress {
  private static final int ABSENT = -1;

  /** A key or value, unsafe to publish by itself: its field is neither final nor volatile. */
  static final class Box {
    int content;

    Box(int content) {
      this.content = content;
    }

    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      // An incomplete key must be found, too; its content shows that it is incomplete.
      return other instanceof Box;
    }
  }

  /** A new entry is seen completely or not at all, by a read and by an iteration. */
  @JCStressTest
  @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "Before the insertion.")
  @Outcome(id = "-1, 42", expect = ACCEPTABLE, desc = "Inserted between the two reads.")
  @Outcome(id = "7, 42", expect = ACCEPTABLE, desc = "Key and value are complete.")
  @Outcome(expect = FORBIDDEN, desc = "An incomplete key or value, or an entry that vanished.")
  @State
  public static class NewEntry {
    private final HeapStore<Box, Box> store =
        new HeapStore<>(new TestContext<Box, Box>().maximum(Bench.PLENTY).eternal().deaf());

    @Actor
    public void writer() {
      Bench.put(store, new Box(7), new Box(42));
    }

    @Actor
    public void reader(II_Result r) {
      Iterator<Box> keys = Stores.keys(store);
      r.r1 = keys.hasNext() ? keys.next().content : ABSENT;
      Box value = store.read(new Box(7));
      r.r2 = value == null ? ABSENT : value.content;
    }
  }

  /** A reader that finds a new node finds its value, deadline and weight, not their defaults. */
  @JCStressTest
  @Outcome(id = "-1, -1, -1", expect = ACCEPTABLE, desc = "Before the node was linked.")
  @Outcome(id = "42, 1000, 9", expect = ACCEPTABLE, desc = "The complete node.")
  @Outcome(expect = FORBIDDEN, desc = "A node without its value, or with the default of a field.")
  @State
  public static class NewNode {
    private final Table<Integer, Integer> table = new Table<>(() -> 0, () -> {});

    @Actor
    public void writer() {
      Node<Integer, Integer> node = new WeighedNode<>(1, 1);
      node.setValue(42);
      node.setDeadline(1_000);
      node.setWeight(9);
      table.link(node, Ticker.NEVER, table.bins(), null);
    }

    @Actor
    public void reader(III_Result r) {
      Node<Integer, Integer> node = table.find(1, 1);
      Integer value = node == null ? null : node.value();
      r.r1 = value == null ? ABSENT : value;
      r.r2 = node == null ? ABSENT : (int) node.deadline();
      r.r3 = node == null ? ABSENT : node.weight();
    }
  }

  /** A reader that rechecks the value pairs no old value with a new deadline. */
  @JCStressTest
  @Outcome(id = "1, 100", expect = ACCEPTABLE, desc = "The old entry.")
  @Outcome(id = "2, 200", expect = ACCEPTABLE, desc = "The new entry.")
  @Outcome(id = "2, 100", expect = ACCEPTABLE, desc = "The new value may look expired.")
  @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "The value changed: the reader tries again.")
  @Outcome(id = "1, 200", expect = FORBIDDEN, desc = "An old value with a new deadline.")
  @Outcome(expect = FORBIDDEN, desc = "A pair that was never written.")
  @State
  public static class RewrittenNode {
    private final TimedNode<Integer, Integer> node = new TimedNode<>(1, 1);

    public RewrittenNode() {
      node.setValue(1);
      node.setDeadline(100);
    }

    @Actor
    public void writer() {
      if (node.lock()) {
        node.setValue(2);
        node.setDeadline(200);
        node.unlockEntry();
      }
    }

    @Actor
    public void reader(II_Result r) {
      Integer value = node.value();
      long deadline = node.deadline();
      boolean same = value != null && value.equals(node.value());
      r.r1 = same && value != null ? value : ABSENT;
      r.r2 = same ? (int) deadline : ABSENT;
    }
  }

  /** An expired value does not reappear while a writer replaces it. */
  @JCStressTest
  @Outcome(
      id = {"null", "new"},
      expect = ACCEPTABLE,
      desc = "Expired, or updated.")
  @Outcome(id = "old", expect = FORBIDDEN, desc = "The expired value with the new deadline.")
  @State
  public static class RewrittenAfterExpiry {
    private final Mortal mortal = Mortal.expired();

    @Actor
    public void writer() {
      Bench.put(mortal.store, Mortal.KEY, "new");
    }

    @Actor
    public void reader(L_Result r) {
      r.r1 = String.valueOf(mortal.store.read(Mortal.KEY));
    }
  }

  /** An expired value does not reappear while a writer that holds the key replaces it. */
  @JCStressTest
  @Outcome(
      id = {"null", "new"},
      expect = ACCEPTABLE,
      desc = "Expired, or updated.")
  @Outcome(id = "old", expect = FORBIDDEN, desc = "The expired value with the new deadline.")
  @State
  public static class ClaimedAfterExpiry {
    private final Mortal mortal = Mortal.expired();

    @Actor
    public void writer() {
      mortal.rewriteByClaim("new");
    }

    @Actor
    public void reader(L_Result r) {
      @Nullable String value = Stores.peek(mortal.store, Mortal.KEY);
      r.r1 = String.valueOf(value);
    }
  }
}
