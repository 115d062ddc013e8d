package dev.larder.engine;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.larder.integration.Loader;
import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.KeyHold;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadTest {
  private final KeyHold hold = new KeyHold("cache");
  private final AtomicInteger calls = new AtomicInteger();

  private final Loader<String, String> loader =
      new Loader<>(
          new CacheLoader<>() {
            @Override
            public String load(String key) {
              calls.incrementAndGet();
              return "own";
            }

            @Override
            public Map<String, String> loadAll(Iterable<? extends String> keys) {
              throw new AssertionError("not asked for many");
            }
          },
          UnaryOperator.identity());

  @AfterEach
  void release() {
    hold.release();
  }

  @Test
  void decide_sharedOutcome_returnsItWithoutStoring() {
    // The key may have been removed since the load of the other thread, so its value must not be
    // stored again.
    Load<String, String> load = new Load<>("key", loader, UnaryOperator.identity());
    Action verb = load.decide(new Claimed(new SharedLoad("shared", null)));
    assertThat(verb, is(Action.NONE));
    assertThat(load.result(Change.of(verb, false, false)), is("shared"));
    assertThat(calls.get(), is(0));
  }

  @Test
  void decide_otherThreadsStackOverflowed_loads() {
    Load<String, String> load = new Load<>("key", loader, UnaryOperator.identity());
    SharedLoad overflowed = new SharedLoad(null, new StackOverflowError());
    assertThat(load.decide(new Claimed(overflowed)), is(Action.LOAD));
    assertThat(load.value(), is("own"));
    assertThat(calls.get(), is(1));
  }

  @Test
  void decide_noSharedOutcome_loadsAndSharesIt() {
    Load<String, String> load = new Load<>("key", loader, UnaryOperator.identity());
    assertThat(load.decide(new Claimed(null)), is(Action.LOAD));
    assertThat(load.value(), is("own"));
    assertThat(hold.outcome(), is(new SharedLoad("own", null)));
  }

  private final class Claimed implements Claim<String> {
    /** Creates a claim that has waited for another one. */
    Claimed(Object sharedOutcome) {
      KeyHold earlier = new KeyHold("cache");
      earlier.publishOutcome(sharedOutcome);
      earlier.release();
      hold.inherit(earlier);
    }

    @Override
    public String current() {
      return null;
    }

    @Override
    public KeyHold hold() {
      return hold;
    }

    @Override
    public Change<String> commit(Action verb, String value, long timeToLive) {
      throw new AssertionError("not committed here");
    }

    @Override
    public void close() {}
  }
}
