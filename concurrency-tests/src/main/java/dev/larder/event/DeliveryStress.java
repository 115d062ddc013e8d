package dev.larder.event;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.larder.event.CacheChangeEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZII_Result;

/** Events of one key are delivered in the order in which they were queued, none lost. */
public class DeliveryStress {
  private static final String IN_ORDER = "in order";
  private static final List<Registration<Integer, Integer>> NO_LISTENERS = List.of();

  private static List<CacheChangeEvent<Integer, Integer>> change(int value) {
    return List.of(new CacheChangeEvent<>(Kind.CREATED, 1, null, value));
  }

  /** An event that is offered to a closing queue is in it, or refused. */
  @JCStressTest
  @Outcome(id = "true, 1, 0", expect = ACCEPTABLE, desc = "Accepted, and delivered at once.")
  @Outcome(id = "true, 0, 1", expect = ACCEPTABLE, desc = "Accepted, and still queued.")
  @Outcome(id = "false, 0, 0", expect = ACCEPTABLE, desc = "Refused: the queue is closed.")
  @Outcome(expect = FORBIDDEN, desc = "An event was lost, or is queued twice.")
  @State
  public static class Closing {
    private final KeyQueue<Integer, Integer> queue =
        new KeyQueue<>(1, new KeyedEventQueues<>(event -> {}));

    @Actor
    public void poster(ZII_Result r) {
      r.r1 = queue.offer(new QueuedEvent<>(change(1), NO_LISTENERS, queue));
    }

    @Actor
    public void deliverer(ZII_Result r) {
      r.r2 = queue.poll() == null ? 0 : 1;
      queue.closeIfEmpty();
    }

    @Arbiter
    public void rest(ZII_Result r) {
      r.r3 = queue.poll() == null ? 0 : 1;
    }
  }

  /** Event queues, and threads that change one key in turns, as if they held it. */
  @State
  public static class Changing {
    private final List<Integer> queued = new ArrayList<>();
    private final List<Integer> delivered = new ArrayList<>();
    private final KeyedEventQueues<Integer, Integer> queues = new KeyedEventQueues<>(this::note);

    private void note(QueuedEvent<Integer, Integer> event) {
      Integer value = event.changes.get(0).value();
      if (value != null) {
        delivered.add(value);
      }
      event.markDone();
    }

    final void change(int value, boolean mayWait) {
      QueuedEvent<Integer, Integer> event;
      synchronized (queued) {
        queued.add(value);
        event = queues.add(DeliveryStress.change(value), NO_LISTENERS);
      }
      event.queue.deliver(event, mayWait ? Dispatcher.FOREVER : 0);
    }

    final String verdict() {
      String left = queues.isEmpty() ? "" : ", and a queue is left";
      return (delivered.equals(queued) ? IN_ORDER : queued + " were delivered as " + delivered)
          + left;
    }
  }

  /** Two threads that wait for the delivery of their events. */
  @JCStressTest
  @Outcome(id = IN_ORDER, expect = ACCEPTABLE, desc = "Delivered as queued.")
  @Outcome(expect = FORBIDDEN, desc = "Out of order, lost, twice, or a queue was not removed.")
  @State
  public static class Waiting extends Changing {
    @Actor
    public void one() {
      change(1, true);
      change(2, true);
    }

    @Actor
    public void another() {
      change(3, true);
      change(4, true);
    }

    @Arbiter
    public void rest(L_Result r) {
      r.r1 = verdict();
    }
  }

  /** One thread waits, the other one hands off its events. */
  @JCStressTest
  @Outcome(id = IN_ORDER, expect = ACCEPTABLE, desc = "Delivered as queued.")
  @Outcome(expect = FORBIDDEN, desc = "Out of order, lost, twice, or a queue was not removed.")
  @State
  public static class HandingOff extends Changing {
    @Actor
    public void one() {
      change(1, true);
      change(2, true);
    }

    @Actor
    public void another() {
      change(3, false);
      change(4, false);
    }

    @Arbiter
    public void rest(L_Result r) {
      r.r1 = verdict();
    }
  }

  /** Two threads that hand off their events to each other. */
  @JCStressTest
  @Outcome(id = IN_ORDER, expect = ACCEPTABLE, desc = "Delivered as queued.")
  @Outcome(expect = FORBIDDEN, desc = "Out of order, lost, twice, or a queue was not removed.")
  @State
  public static class HandingOffBoth extends Changing {
    @Actor
    public void one() {
      change(1, false);
      change(2, false);
    }

    @Actor
    public void another() {
      change(3, false);
      change(4, false);
    }

    @Arbiter
    public void rest(L_Result r) {
      r.r1 = verdict();
    }
  }
}
