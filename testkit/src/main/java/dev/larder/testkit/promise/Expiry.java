package dev.larder.testkit.promise;

import static dev.larder.testkit.promise.Promise.spec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.Cache;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Entries live as long as their policy says. No probe depends on the machine's speed: a probe that
 * runs too late is inconclusive.
 */
final class Expiry {
  private static final Duration SHORT = new Duration(TimeUnit.MILLISECONDS, 300);

  /** A machine that is too slow in each try cannot run this probe. */
  private static final int TRIES = 50;

  private static final Duration LONG = new Duration(TimeUnit.HOURS, 1);

  private Expiry() {}

  /** A policy with constant durations, where null means no change. */
  record Fixed(Duration created, @Nullable Duration accessed, @Nullable Duration updated)
      implements ExpiryPolicy {
    @Override
    public Duration getExpiryForCreation() {
      return created;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return accessed;
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
      return updated;
    }
  }

  static List<Promise> promises() {
    return List.of(
        spec(
            "an access prolongs life, with statistics off",
            "ExpiryPolicy.getExpiryForAccess",
            Expiry::access),
        spec(
            "a null duration changes nothing",
            "ExpiryPolicy: null results in no change",
            Expiry::unchanged),
        spec(
            "a policy that throws does not fail the operation",
            "ExpiryPolicy: a default duration will be used",
            Expiry::throwing),
        spec("a duration near Long.MAX_VALUE is long", "Duration", Expiry::huge));
  }

  private static Cache<Integer, Integer> open(Trial trial, ExpiryPolicy policy) {
    return trial.open(setup -> setup.setExpiryPolicyFactory(() -> policy));
  }

  private static void access(Trial trial) {
    Cache<Integer, Integer> cache = open(trial, new Fixed(SHORT, LONG, null));
    List<Integer> keys = List.of(1, 2, 3, 4, 5);
    List<Integer> accessed = List.of();
    for (int i = 0; i < TRIES && accessed.isEmpty(); i++) {
      keys.forEach(key -> cache.put(key, key));
      accessed = keys.stream().filter(key -> cache.get(key) != null).toList();
    }
    if (accessed.isEmpty()) {
      throw new NotApplicableException(
          "no entry was read within " + SHORT.getDurationAmount() + " ms");
    }
    // This last entry is never read. Once it has expired, the others must have expired too.
    cache.put(0, 0);
    trial.check(TimeLimit.until(() -> !cache.containsKey(0)), "what nobody touches stays");
    for (Integer key : accessed) {
      trial.check(cache.get(key) != null, "gone although it was read in time");
    }
  }

  private static void unchanged(Trial trial) {
    Cache<Integer, Integer> fleeting = open(trial, new Fixed(SHORT, null, null));
    fleeting.put(1, 10);
    fleeting.put(1, 11);
    fleeting.get(1);
    trial.check(TimeLimit.until(() -> !fleeting.containsKey(1)), "prolonged by null");
    Cache<Integer, Integer> lasting = open(trial, new Fixed(LONG, null, null));
    lasting.put(1, 10);
    lasting.put(1, 11);
    trial.check(lasting.get(1) != null, "gone after an update with null");
    trial.check(lasting.get(1) != null, "gone after an access with null");
  }

  private static void throwing(Trial trial) {
    AtomicBoolean armed = new AtomicBoolean();
    Cache<Integer, Integer> cache = open(trial, new Throwing(armed));
    cache.put(1, 10);
    armed.set(true);
    Calls.accepted(trial, "get", () -> cache.get(1));
    Calls.accepted(trial, "put of a present key", () -> cache.put(1, 11));
    Calls.accepted(trial, "put of an absent key", () -> cache.put(2, 20));
    Calls.accepted(trial, "putAll", () -> cache.putAll(new HashMap<>(Map.of(3, 30))));
    Calls.accepted(trial, "invoke", () -> cache.invoke(1, Atomicity.INCREMENT));
    armed.set(false);
    Integer value = cache.get(1);
    // The duration that a provider uses instead may be zero.
    trial.check(value == null || value == 12, "after put(11) and an increment: " + value);
  }

  private record Throwing(AtomicBoolean armed) implements ExpiryPolicy {
    @Override
    public Duration getExpiryForCreation() {
      return answer();
    }

    @Override
    public Duration getExpiryForAccess() {
      return answer();
    }

    @Override
    public Duration getExpiryForUpdate() {
      return answer();
    }

    private Duration answer() {
      if (armed.get()) {
        throw new IllegalStateException("the policy's own failure");
      }
      return LONG;
    }
  }

  private static void huge(Trial trial) {
    for (TimeUnit unit : List.of(TimeUnit.MILLISECONDS, TimeUnit.SECONDS, TimeUnit.DAYS)) {
      for (long amount : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE / 1000}) {
        Duration duration = new Duration(unit, amount);
        Cache<Integer, Integer> cache = open(trial, new Fixed(duration, duration, duration));
        cache.put(1, 10);
        trial.check(cache.get(1) != null, duration.getDurationAmount() + " " + unit + " is over");
        trial.check(cache.get(1) != null, amount + " " + unit + " is over after an access");
      }
    }
  }
}
