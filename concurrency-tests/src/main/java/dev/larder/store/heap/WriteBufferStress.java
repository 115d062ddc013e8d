package dev.larder.store.heap;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIL_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IL_Result;

/** Room and notes that wander between threads by way of batches are conserved. */
public class WriteBufferStress {
  /** So large that there are two batches. */
  private static final long BOUND = 4_096;

  private static final int ADDED = 20;

  /** A store with batches. */
  @State
  public static class Batched {
    final HeapStore<Integer, Integer> store = Bench.eternal(BOUND);

    public Batched() {
      addFrom(0);
    }

    final void addFrom(int first) {
      for (int i = first; i < first + ADDED; i++) {
        Bench.put(store, i, 1);
      }
    }
  }

  /** One leaves room and a note in a batch, another takes out what is there. */
  @JCStressTest
  @Outcome(id = "5, 1", expect = ACCEPTABLE, desc = "Nothing came, and nothing went.")
  @Outcome(expect = FORBIDDEN, desc = "Room or a note was lost, or is there twice.")
  @State
  public static class HandOver {
    private final WriteBuffer<Integer, Integer> batch = new WriteBuffer<>();

    @Actor
    public void giver() {
      batch.lock();
      batch.addRoom(5);
      batch.note(new Node<>(1, 1));
      batch.unlock();
    }

    @Actor
    public void taker(II_Result r) {
      take(r);
    }

    @Arbiter
    public void rest(II_Result r) {
      take(r);
    }

    private void take(II_Result r) {
      batch.lock();
      r.r1 += (int) batch.takeRoom();
      if (batch.lastNote() != null) {
        r.r2++;
        batch.dropNote();
      }
      batch.unlock();
    }
  }

  /** Two that add, with batches of their own or with one, are both counted. */
  @JCStressTest
  @Outcome(id = "60, sound", expect = ACCEPTABLE, desc = "Each entry is counted once.")
  @Outcome(expect = FORBIDDEN, desc = "The size is not the number of entries.")
  @State
  public static class Additions extends Batched {
    @Actor
    public void one() {
      addFrom(100);
    }

    @Actor
    public void another() {
      addFrom(200);
    }

    @Arbiter
    public void rest(IL_Result r) {
      r.r1 = (int) store.size();
      r.r2 = Bench.verdict(store);
    }
  }

  /** One removes what the other may have a note of. */
  @JCStressTest
  @Outcome(id = "20, sound", expect = ACCEPTABLE, desc = "Each entry is counted once.")
  @Outcome(expect = FORBIDDEN, desc = "A note has brought back what was removed.")
  @State
  public static class AdditionsAndRemovals extends Batched {
    @Actor
    public void adder() {
      addFrom(100);
    }

    @Actor
    public void remover() {
      for (int i = 0; i < ADDED; i++) {
        Bench.remove(store, i);
      }
    }

    @Arbiter
    public void rest(IL_Result r) {
      r.r1 = (int) store.size();
      r.r2 = Bench.verdict(store);
    }
  }

  /** The bound becomes so small that the batches are put out of use. */
  @JCStressTest
  @Outcome(id = "8, 8, sound", expect = ACCEPTABLE, desc = "The new bound is kept.")
  @Outcome(expect = FORBIDDEN, desc = "Room was left behind in a batch that is out of use.")
  @State
  public static class BatchesOutOfUse extends Batched {
    @Actor
    public void adder() {
      addFrom(100);
    }

    @Actor
    public void manager(IIL_Result r) {
      store.setMaximum(8);
      r.r1 = (int) store.size();
    }

    @Arbiter
    public void rest(IIL_Result r) {
      r.r2 = (int) store.size();
      r.r3 = Bench.verdict(store);
    }
  }
}
