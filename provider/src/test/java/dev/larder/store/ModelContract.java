package dev.larder.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.larder.time.Ticker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random operations of one thread, as time passes, compared with a naive model. */
public interface ModelContract extends Stores {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  default void store_randomOperations_equalsTheModel(long seed) {
    TestContext<String, String> context = new TestContext<>();
    new Comparison(context, open(context), seed, longestLife()).run(modelSteps());
  }

  /** A store and its model. */
  final class Comparison {
    private static final List<String> OPERATIONS =
        TransitionTable.rows().map(TransitionTable.Row::operation).distinct().toList();
    private static final List<Action> VERBS = List.of(Action.values());
    private static final long[] LIVES = {0, 1, 50, 1_000, 1L << 26, 1L << 40, Ticker.NEVER};

    private final TestContext<String, String> context;
    private final Store<String, String> store;
    private final Random random;
    private final long longestLife;
    private final Map<String, Entry> model = new HashMap<>();
    private int delivered;

    private record Entry(String value, long deadline) {}

    Comparison(
        TestContext<String, String> context,
        Store<String, String> store,
        long seed,
        long longestLife) {
      this.longestLife = longestLife;
      this.context = context;
      this.store = store;
      this.random = new Random(seed);
    }

    void run(int steps) {
      for (int i = 0; i < steps; i++) {
        step();
        if (!context.reportsExpired()) {
          model.values().removeIf(entry -> live(entry) == null);
        }
        assertThat(store.size().weight(), is((long) model.size()));
      }
    }

    private void step() {
      String key = "key " + random.nextInt(6);
      Entry entry = model.get(key);
      switch (random.nextInt(10)) {
        case 0 -> context.advance((long) Math.pow(10, random.nextDouble() * 12));
        case 1 -> context.durations(life(), random.nextInt(3) == 0 ? -1 : life(), -1);
        case 2 -> expire();
        case 3 -> assertThat(store.read(key), equalTo(live(entry)));
        case 4 -> touch(key, live(entry));
        case 5, 6 -> claim(key, entry);
        default -> apply(key, entry);
      }
    }

    private long life() {
      long life = LIVES[random.nextInt(LIVES.length)];
      return life == Ticker.NEVER ? life : Math.min(life, longestLife);
    }

    private String value() {
      return "value " + random.nextInt(3);
    }

    private @Nullable String live(@Nullable Entry entry) {
      return entry == null || entry.deadline <= context.now() ? null : entry.value;
    }

    private void expire() {
      List<Map.Entry<String, String>> due = new ArrayList<>();
      model.forEach(
          (key, entry) -> {
            if (live(entry) == null) {
              due.add(Map.entry(key, entry.value));
            }
          });
      due.forEach(entry -> model.remove(entry.getKey()));
      context.expire(store);
      List<Map.Entry<String, String>> expiries = context.expiries();
      assertThat(expiries.subList(delivered, expiries.size()), containsInAnyOrder(due.toArray()));
      delivered = expiries.size();
    }

    private void touch(String key, @Nullable String seen) {
      if (seen != null) {
        long nanos = life();
        assertThat(store.touch(key, Stores.version(store, key), nanos), is(true));
        model.put(key, new Entry(seen, Ticker.after(context.now(), nanos)));
      }
    }

    private void claim(String key, @Nullable Entry entry) {
      Action verb = VERBS.get(random.nextInt(VERBS.size()));
      String value = verb.stores() ? value() : null;
      long timeToLive = random.nextInt(3) == 0 ? StoreContext.UNCHANGED : life();
      if (verb == Action.READ && live(entry) == null) {
        return;
      }
      try (Claim<String> claim = store.claim(key, TestContext.hold(), true)) {
        assertThat(claim.current(), equalTo(live(entry)));
        assertThat(
            claim.commit(verb, value, timeToLive),
            equalTo(change(key, entry, verb, value, timeToLive)));
      }
    }

    private void apply(String key, @Nullable Entry entry) {
      String operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
      Step<String> step = TransitionTable.step(operation, value(), value());
      Action verb = step.decide(live(entry));
      String value = verb.stores() ? step.value() : null;
      long timeToLive = context.timeToLive(verb, live(entry) != null);
      Change<String> expected = change(key, entry, verb, value, timeToLive);
      assertThat(
          operation, step.run(store, key), equalTo(Changes.promised(step.operation(), expected)));
    }

    private Change<String> change(
        String key, @Nullable Entry entry, Action verb, @Nullable String value, long timeToLive) {
      String before = live(entry);
      String expired = entry == null || before != null ? null : entry.value;
      long old = before == null ? Ticker.NEVER : entry.deadline;
      long fresh =
          timeToLive == StoreContext.UNCHANGED ? old : Ticker.after(context.now(), timeToLive);
      boolean stored = verb.stores() && fresh > context.now();
      if (stored) {
        model.put(key, new Entry(value, fresh));
      } else if (verb == Action.READ) {
        model.put(key, new Entry(before, fresh));
      } else if (verb != Action.NONE || expired != null) {
        model.remove(key);
      }
      return Changes.of(verb, before, expired, value, stored);
    }
  }
}
