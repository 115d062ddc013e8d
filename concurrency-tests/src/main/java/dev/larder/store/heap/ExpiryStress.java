package dev.larder.store.heap;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.larder.store.Operation;
import dev.larder.store.Stores;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ILL_Result;
import org.openjdk.jcstress.infra.results.ZL_Result;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** An expired entry is removed once, by the first thread that finds it. */
public class ExpiryStress {

  /** The sweep races with an operation that replaces the expired entry. */
  @JCStressTest
  @Outcome(id = "1, new, sound", expect = ACCEPTABLE, desc = "One of the two reported the expiry.")
  @Outcome(expect = FORBIDDEN, desc = "Reported twice or never, or the new entry was lost.")
  @State
  public static class SweptAndRewritten {
    private final Mortal mortal = Mortal.expired();

    @Actor
    public void sweep() {
      mortal.store.expire();
    }

    @Actor
    public void writer(ILL_Result r) {
      Object expired = mortal.store.apply(Mortal.KEY, Operation.PUT, "new", null).expired();
      r.r1 = expired == null ? 0 : 1;
    }

    @Arbiter
    public void result(ILL_Result r) {
      r.r1 += mortal.context.expiries().size();
      r.r2 = String.valueOf(Stores.peek(mortal.store, Mortal.KEY));
      r.r3 = Bench.verdict(mortal.store);
    }
  }

  /** The sweep races with an operation that removes the expired entry. */
  @JCStressTest
  @Outcome(id = "1, null, sound", expect = ACCEPTABLE, desc = "One of the two reported the expiry.")
  @Outcome(expect = FORBIDDEN, desc = "Reported twice or never, or the entry is still present.")
  @State
  public static class SweptAndRemoved {
    private final Mortal mortal = Mortal.expired();

    @Actor
    public void sweep() {
      mortal.store.expire();
    }

    @Actor
    public void remover(ILL_Result r) {
      Object expired = mortal.store.apply(Mortal.KEY, Operation.REMOVE, null, null).expired();
      r.r1 = expired == null ? 0 : 1;
    }

    @Arbiter
    public void result(ILL_Result r) {
      r.r1 += mortal.context.expiries().size();
      r.r2 = String.valueOf(Stores.peek(mortal.store, Mortal.KEY));
      r.r3 = Bench.verdict(mortal.store);
    }
  }

  /** An access races with the deadline, and with an operation that may find the entry expired. */
  @JCStressTest
  @Outcome(id = "true, true, sound", expect = ACCEPTABLE, desc = "Accessed in time.")
  @Outcome(id = "false, false, sound", expect = ACCEPTABLE, desc = "Expired before the access.")
  @Outcome(id = "true, false, sound", expect = FORBIDDEN, desc = "The access was lost.")
  @Outcome(id = "false, true, sound", expect = ACCEPTABLE, desc = "Removed before the access.")
  @Outcome(expect = FORBIDDEN, desc = "An invariant is broken.")
  @State
  public static class AccessedAndRemoved {
    private final Mortal mortal = Mortal.alive();

    public AccessedAndRemoved() {
      mortal.context.advance(Mortal.LIFE - 1);
    }

    @Actor
    public void reader(ZZL_Result r) {
      r.r1 = mortal.store.read(Mortal.KEY) != null;
    }

    @Actor
    public void remover(ZZL_Result r) {
      mortal.context.advance(1);
      r.r2 = mortal.store.apply(Mortal.KEY, Operation.REMOVE, null, null).present();
    }

    @Arbiter
    public void result(ZZL_Result r) {
      r.r3 = Bench.verdict(mortal.store);
    }
  }

  /** An access moves the deadline of the value that it read, not that of the next value. */
  @JCStressTest
  @Outcome(id = "true, sound", expect = ACCEPTABLE, desc = "The new value has its own deadline.")
  @Outcome(expect = FORBIDDEN, desc = "The new value has the deadline of an access to the old one.")
  @State
  public static class TouchedAndRewritten {
    private final Mortal mortal = Mortal.alive();
    private final String seen = String.valueOf(Stores.peek(mortal.store, Mortal.KEY));

    public TouchedAndRewritten() {
      mortal.context.advance(Mortal.LIFE / 2);
    }

    @Actor
    public void reader() {
      mortal.store.touch(Mortal.KEY, seen, 1);
    }

    @Actor
    public void writer() {
      Bench.put(mortal.store, Mortal.KEY, "new");
    }

    @Arbiter
    public void result(ZL_Result r) {
      r.r1 = mortal.deadline() == mortal.context.now() + Mortal.LIFE;
      r.r2 = Bench.verdict(mortal.store);
    }
  }
}
