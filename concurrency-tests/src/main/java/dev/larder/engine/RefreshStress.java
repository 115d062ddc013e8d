package dev.larder.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.larder.store.Action;
import dev.larder.store.Claim;
import dev.larder.store.Operation;
import dev.larder.store.StoreContext;
import dev.larder.store.Stores;
import dev.larder.store.TestContext;
import dev.larder.store.heap.HeapStoreFactory;
import dev.larder.time.Ticker;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Reloads of an old value. */
public class RefreshStress {
  private static final int KEY = 1;
  private static final int OLD = 10;
  private static final int RELOADED = 20;
  private static final int PUT = 30;

  /** A clock that stands still. */
  private record Still() implements Ticker {
    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public void parkUntil(long deadline) {}
  }

  /** A store with one entry whose reload is due. */
  @State
  public static class Reloading {
    final TimestampingStore<Integer, Integer> store =
        new TimestampingStore<>(
            "stress",
            codec ->
                new HeapStoreFactory()
                    .create(new TestContext<Integer, TimestampedValue<Integer>>().eternal().deaf()),
            new Still(),
            false);
    private final TimestampedValue<Integer> seen;

    public Reloading() {
      store.setAges(0, Ticker.NEVER, Ticker.NEVER);
      store.apply(KEY, Operation.PUT, OLD, null);
      seen = Objects.requireNonNull(store.readTimestamped(KEY));
    }

    final TimestampedValue<Integer> seen() {
      return seen;
    }

    final void reload() {
      ReplaceIfUnchanged<Integer> refresh = new ReplaceIfUnchanged<>(seen, RELOADED);
      try (Claim<Integer> claim = Stores.claim(store, KEY)) {
        Action verb = refresh.decide(claim);
        claim.commit(verb, verb.stores() ? RELOADED : null, StoreContext.UNCHANGED);
      }
    }

    final int value() {
      Integer value = Stores.peek(store, KEY);
      return value == null ? 0 : value;
    }
  }

  /** If two threads find the value old, one of them reloads it. */
  @JCStressTest
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = ACCEPTABLE,
      desc = "One of them.")
  @Outcome(expect = FORBIDDEN, desc = "Both, or neither.")
  @State
  public static class Beginning extends Reloading {
    @Actor
    public void one(II_Result r) {
      r.r1 = seen().tryBeginReload(1) ? 1 : 0;
    }

    @Actor
    public void another(II_Result r) {
      r.r2 = seen().tryBeginReload(1) ? 1 : 0;
    }
  }

  /** A value that is put during the reload stays. */
  @JCStressTest
  @Outcome(id = "30", expect = ACCEPTABLE, desc = "The put.")
  @Outcome(expect = FORBIDDEN, desc = "The reload has overwritten it.")
  @State
  public static class PutMeanwhile extends Reloading {
    @Actor
    public void reloads() {
      reload();
    }

    @Actor
    public void puts() {
      store.apply(KEY, Operation.PUT, PUT, null);
    }

    @Arbiter
    public void rest(I_Result r) {
      r.r1 = value();
    }
  }

  /** An entry that is removed during the reload does not come back. */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "The entry is absent.")
  @Outcome(expect = FORBIDDEN, desc = "The reload has stored it again.")
  @State
  public static class RemovedMeanwhile extends Reloading {
    @Actor
    public void reloads() {
      reload();
    }

    @Actor
    public void removes() {
      store.apply(KEY, Operation.REMOVE, null, null);
    }

    @Arbiter
    public void rest(I_Result r) {
      r.r1 = value();
    }
  }
}
