package dev.larder.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.larder.integration.Loader;
import dev.larder.store.Action;
import dev.larder.store.Claim;
import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.Stores;
import dev.larder.store.TestContext;
import dev.larder.store.heap.HeapStoreFactory;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two threads read the same absent key: one of them loads, and both return the outcome. */
public class LoadStress {
  private static final int FAILED = -1;

  /** A loader that returns the number of its calls, or fails. */
  private record Source(AtomicInteger calls, boolean fails)
      implements CacheLoader<Integer, Integer> {
    @Override
    public Integer load(Integer key) {
      int call = calls.incrementAndGet();
      if (fails) {
        throw new CacheLoaderException("on purpose");
      }
      return call;
    }

    @Override
    public Map<Integer, Integer> loadAll(Iterable<? extends Integer> keys) {
      throw new UnsupportedOperationException();
    }
  }

  /** The parts of a read-through cache that a load needs. */
  @State
  public static class Loading {
    final AtomicInteger calls = new AtomicInteger();
    private final Store<Integer, Integer> store =
        new HeapStoreFactory().create(new TestContext<Integer, Integer>().eternal().deaf());
    private final Loader<Integer, Integer> loader;

    Loading(boolean fails) {
      loader = new Loader<>(new Source(calls, fails), UnaryOperator.identity());
    }

    public Loading() {
      this(false);
    }

    final int read() {
      Load<Integer, Integer> load = new Load<>(1, loader, value -> value);
      try (Claim<Integer> claim = Stores.claim(store, 1)) {
        @Nullable Integer current = claim.current();
        Action verb = load.decide(claim);
        Integer value = current == null ? load.value() : current;
        claim.commit(verb, verb.stores() ? value : null, StoreContext.UNCHANGED);
        return value == null ? 0 : value;
      } catch (CacheLoaderException e) {
        return FAILED;
      }
    }
  }

  /** A successful load is shared. */
  @JCStressTest
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "One call, and both reads return its value.")
  @Outcome(expect = FORBIDDEN, desc = "The loader was called twice, or a value was lost.")
  @State
  public static class Success extends Loading {
    @Actor
    public void one(III_Result r) {
      r.r1 = read();
    }

    @Actor
    public void another(III_Result r) {
      r.r2 = read();
    }

    @Arbiter
    public void rest(III_Result r) {
      r.r3 = calls.get();
    }
  }

  /** A failure is shared with the thread that waited for it. A later read loads again. */
  @JCStressTest
  @Outcome(id = "-1, -1, 1", expect = ACCEPTABLE, desc = "One failure, shared.")
  @Outcome(id = "-1, -1, 2", expect = ACCEPTABLE, desc = "One after the other.")
  @Outcome(expect = FORBIDDEN, desc = "A failure was lost, or returned as a value.")
  @State
  public static class Failure extends Loading {
    public Failure() {
      super(true);
    }

    @Actor
    public void one(III_Result r) {
      r.r1 = read();
    }

    @Actor
    public void another(III_Result r) {
      r.r2 = read();
    }

    @Arbiter
    public void rest(III_Result r) {
      r.r3 = calls.get();
    }
  }
}
