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

/** Records and credits that pass between threads by way of write buffers are conserved. */
public class WriteBufferStress {
  /** So large that the threads use several buffers. */
  private static final long BOUND = 4_096;

  private static final int ADDED = 20;

  /** A store whose threads have recorded changes in buffers. */
  @State
  public static class Buffered {
    final HeapStore<Integer, Integer> store = Bench.eternal(BOUND);

    public Buffered() {
      addFrom(0);
    }

    final void addFrom(int first) {
      for (int i = first; i < first + ADDED; i++) {
        Bench.put(store, i, 1);
      }
    }
  }

  /** One thread leaves credits and a record in a buffer, another one drains it. */
  @JCStressTest
  @Outcome(id = "5, 1", expect = ACCEPTABLE, desc = "The grant and the record are drained once.")
  @Outcome(expect = FORBIDDEN, desc = "A grant or a record was lost or duplicated.")
  @State
  public static class HandOver {
    private final WriteBuffer<Integer, Integer> buffer = new WriteBuffer<>();

    @Actor
    public void writer() {
      buffer.lock();
      buffer.grantCredits(5);
      buffer.record(new Node<>(1, 1));
      buffer.busy = false;
    }

    @Actor
    public void drainer(II_Result r) {
      take(r);
    }

    @Arbiter
    public void result(II_Result r) {
      take(r);
    }

    private void take(II_Result r) {
      buffer.lock();
      buffer.drain(node -> r.r2++);
      r.r1 -= buffer.endGrant();
      buffer.busy = false;
    }
  }

  /** The additions of two threads, with buffers of their own or with one, are all counted. */
  @JCStressTest
  @Outcome(id = "60, sound", expect = ACCEPTABLE, desc = "Each entry is counted once.")
  @Outcome(expect = FORBIDDEN, desc = "The size is not the number of entries.")
  @State
  public static class Additions extends Buffered {
    @Actor
    public void one() {
      addFrom(100);
    }

    @Actor
    public void another() {
      addFrom(200);
    }

    @Arbiter
    public void result(IL_Result r) {
      r.r1 = (int) store.size().weight();
      r.r2 = Bench.verdict(store);
    }
  }

  /** One thread removes entries while another one adds. */
  @JCStressTest
  @Outcome(id = "20, sound", expect = ACCEPTABLE, desc = "Each entry is counted once.")
  @Outcome(expect = FORBIDDEN, desc = "A record has linked a removed entry.")
  @State
  public static class AdditionsAndRemovals extends Buffered {
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
    public void result(IL_Result r) {
      r.r1 = (int) store.size().weight();
      r.r2 = Bench.verdict(store);
    }
  }

  /** The bound becomes so small that the buffers lose their grants. */
  @JCStressTest
  @Outcome(id = "8, 8, sound", expect = ACCEPTABLE, desc = "The new bound is kept.")
  @Outcome(expect = FORBIDDEN, desc = "A grant was left in a buffer.")
  @State
  public static class LoweredBound extends Buffered {
    @Actor
    public void adder() {
      addFrom(100);
    }

    @Actor
    public void manager(IIL_Result r) {
      store.setMaximum(8);
      r.r1 = (int) store.size().weight();
    }

    @Arbiter
    public void result(IIL_Result r) {
      r.r2 = (int) store.size().weight();
      r.r3 = Bench.verdict(store);
    }
  }
}
