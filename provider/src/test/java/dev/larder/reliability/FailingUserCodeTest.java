package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import dev.larder.reliability.Observation.KeyState;
import dev.larder.spec.Watchdog;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Failures of user code at every call: the entry is as before the operation or as after it, the
 * store of record agrees, the key is free, statistics and events match what has happened.
 *
 * <p>Structure. For each {@link CacheSetup} (a configuration), each {@link InitialState} (the state
 * of the key before) and each {@link CacheOperation} (an operation of the cache), the test first
 * runs the operation without failures and keeps its {@link Observation}. It then repeats the
 * operation with a {@link FailureKind} (the kind of throwable) at a {@link UserCall} (a kind of
 * call to user code): at the first such call, then at the second, and so on, until the operation
 * completes. So no call is left out.
 *
 * <p>{@link CacheFixture} has the cache and observes it: the entry and its record in the {@link
 * StoreOfRecord} ({@link KeyState}), the statistics, and the types of events ({@link
 * EventRecorder}). {@link FailingKey} and {@link FailingValue} report the calls of their own
 * methods to {@link UserCall}.
 */
@ExtendWith(Watchdog.class)
class FailingUserCodeTest {
  /** The profile {@code nightly} throws every kind of failure at every place. */
  private static final boolean FULL =
      System.getProperty("concurrency.extent", "reduced").equals("full");

  /** The limit of calls of one kind in one operation. */
  private static final int MOST_CALLS = 2_000;

  /** Calls between a change and its event: their failures may suppress the event. */
  private static final Set<UserCall> QUEUEING =
      EnumSet.of(UserCall.KEY_HASH, UserCall.KEY_EQUALS, UserCall.FILTER);

  private static final Set<String> CHANGES = Set.of("CREATED", "UPDATED", "REMOVED");

  /** These log each failure, which is thousands of records here. */
  private static final List<Logger> LOGS =
      List.of(
          Logger.getLogger("dev.larder.expiry.Expiry"),
          Logger.getLogger("dev.larder.engine.EngineContext"));

  private static final List<InitialState> INITIAL_STATES = List.of(InitialState.values());
  private static final List<CacheOperation> OPERATIONS = List.of(CacheOperation.values());
  private static final List<UserCall> USER_CALLS = List.of(UserCall.values());

  private static long operations;
  private static long failures;
  private static long withoutEffect;

  @BeforeAll
  static void silence() {
    LOGS.forEach(log -> log.setLevel(Level.OFF));
  }

  @AfterAll
  static void speak() {
    LOGS.forEach(log -> log.setLevel(null));
    System.out.printf(
        "failing user code: %d operations, in %d of them a call failed, %d of them without a trace%n",
        operations, failures, withoutEffect);
  }

  @TestFactory
  Stream<DynamicTest> operation_userCodeFails_leavesWholeEntryAndFreeKey() {
    return Stream.of(CacheSetup.values()).flatMap(FailingUserCodeTest::tests);
  }

  private static Stream<DynamicTest> tests(CacheSetup setup) {
    Reached reached = new Reached(EnumSet.noneOf(UserCall.class), new HashSet<>());
    return Stream.concat(
        Stream.of(CacheOperation.values())
            .map(
                operation ->
                    DynamicTest.dynamicTest(
                        setup + " " + operation, () -> test(setup, operation, reached))),
        Stream.of(
            DynamicTest.dynamicTest(
                setup + " made all of its calls and fired all of its events",
                () -> reached.check(setup))));
  }

  private static void test(CacheSetup setup, CacheOperation operation, Reached reached)
      throws Exception {
    try (CacheFixture fixture = new CacheFixture(setup)) {
      for (InitialState initial : setup.initialStates()) {
        Observation clean = fixture.run(initial, operation);
        reached.events.addAll(clean.events());
        Trial named =
            new Trial(
                fixture, initial, operation, UserCall.KEY_STRING, FailureKind.RUNTIME_EXCEPTION);
        assertThat(named + ": calls of toString of a key", failEachCall(named, clean), is(0));
        for (UserCall userCall : setup.userCalls) {
          for (FailureKind failure : failures(initial, operation, userCall)) {
            if (failEachCall(new Trial(fixture, initial, operation, userCall, failure), clean)
                > 0) {
              reached.userCalls.add(userCall);
            }
          }
        }
      }
      fixture.checkStore();
    }
  }

  /**
   * Returns the kinds of failures of a place: in a build one kind of exception and one kind of
   * error. The operations of a setup throw each pair of kinds at each call.
   */
  private static List<FailureKind> failures(
      InitialState initial, CacheOperation operation, UserCall userCall) {
    if (FULL) {
      return List.of(FailureKind.values());
    }
    int place =
        INITIAL_STATES.indexOf(initial)
            + OPERATIONS.indexOf(operation)
            + USER_CALLS.indexOf(userCall);
    return List.of(
        FailureKind.EXCEPTIONS.get(place % FailureKind.EXCEPTIONS.size()),
        FailureKind.ERRORS.get(place % FailureKind.ERRORS.size()));
  }

  /** The calls that have failed, and the types of events fired without failures. */
  private record Reached(Set<UserCall> userCalls, Set<String> events) {
    void check(CacheSetup setup) {
      assertThat(userCalls, is(setup.userCalls));
      assertThat(events, is(setup.events()));
    }
  }

  /** Fails one call after the other. Returns the number of calls. */
  private static int failEachCall(Trial trial, Observation clean) throws Exception {
    for (int nth = 1; nth < MOST_CALLS; nth++) {
      Observation outcome = trial.run(nth);
      operations++;
      trial.fixture.checkUsable();
      if (!outcome.failureThrown()) {
        assertThat(trial + " without a failure", outcome, is(clean));
        return nth - 1;
      }
      failures++;
      String what = trial + ", call " + nth + ": " + outcome;
      checkState(what, trial.initial, outcome, clean);
      checkWithoutEffect(what, trial, outcome, clean);
      checkStatistics(what, trial, outcome, clean);
      checkEvents(what, trial, outcome, clean);
      checkThrown(what, trial, outcome, clean);
    }
    throw new AssertionError(trial + " does not end");
  }

  private static void checkState(
      String what, InitialState initial, Observation outcome, Observation clean) {
    KeyState before = new KeyState(initial.cached, initial.recorded);
    assertThat("key, " + what, outcome.key(), is(in(List.of(before, clean.key()))));
    assertThat("other key, " + what, outcome.other(), is(in(List.of(before, clean.other()))));
  }

  /** A change that a failure has prevented is not counted, and fires no event. */
  private static void checkWithoutEffect(
      String what, Trial trial, Observation outcome, Observation clean) {
    KeyState before = new KeyState(trial.initial.cached, trial.initial.recorded);
    boolean changes = !clean.key().equals(before);
    boolean unchanged = outcome.key().equals(before) && outcome.other().equals(before);
    if (outcome.failure() != null && changes && unchanged && !trial.affectsMoreKeys()) {
      assertThat("puts, " + what, outcome.figures().puts(), is(0L));
      assertThat("removals, " + what, outcome.figures().removals(), is(0L));
      assertThat("change events, " + what, outcome.events(), not(hasItem(is(in(CHANGES)))));
      withoutEffect++;
    }
  }

  /** Only changes that have happened are counted, even if a later call fails. */
  private static void checkStatistics(
      String what, Trial trial, Observation outcome, Observation clean) {
    KeyState before = new KeyState(trial.initial.cached, trial.initial.recorded);
    boolean changed = !outcome.key().equals(before) && outcome.other().equals(clean.other());
    boolean changedAll = changed && !trial.affectsMoreKeys();
    var counted = outcome.figures();
    var most = clean.figures();
    assertThat("hits, " + what, counted.hits(), lessThanOrEqualTo(most.hits()));
    assertThat("misses, " + what, counted.misses(), lessThanOrEqualTo(most.misses()));
    assertThat("puts, " + what, counted.puts(), lessThanOrEqualTo(most.puts()));
    assertThat("removals, " + what, counted.removals(), lessThanOrEqualTo(most.removals()));
    assertThat("evictions, " + what, counted.evictions(), lessThanOrEqualTo(most.evictions()));
    if (changedAll) {
      assertThat("puts, " + what, counted.puts(), is(most.puts()));
      assertThat("removals, " + what, counted.removals(), is(most.removals()));
    }
  }

  /** Only failures of a filter or key suppress the event of a change, and these are thrown. */
  private static void checkEvents(
      String what, Trial trial, Observation outcome, Observation clean) {
    boolean tolerated = QUEUEING.contains(trial.userCall);
    KeyState before = new KeyState(trial.initial.cached, trial.initial.recorded);
    // A reload of the same value leaves no trace, so it may or may not have happened.
    boolean unseen = trial.operation == CacheOperation.RELOAD_ALL && clean.key().equals(before);
    boolean same = outcome.key().equals(clean.key()) && outcome.other().equals(clean.other());
    if (!tolerated && !unseen && same && outcome.figures().equals(clean.figures())) {
      assertThat("events, " + what, outcome.events(), is(clean.events()));
    }
  }

  private static void checkThrown(
      String what, Trial trial, Observation outcome, Observation clean) {
    if (outcome.failure() == null) {
      assertThat("tolerated, " + what, trial.mayComplete(), is(true));
      assertThat("as without a failure, " + what, outcome.key(), is(clean.key()));
      assertThat("as without a failure, " + what, outcome.figures(), is(clean.figures()));
      return;
    }
    Throwable cause = outcome.failure();
    while (cause != null && !FailureKind.MESSAGE.equals(cause.getMessage())) {
      cause = cause.getCause();
    }
    assertThat("thrown, " + what, cause, is(not((Throwable) null)));
    assertThat("thrown, " + what, cause.getClass() == trial.failure.make().getClass(), is(true));
  }

  /** One operation, with one kind of failure of one kind of call. */
  private record Trial(
      CacheFixture fixture,
      InitialState initial,
      CacheOperation operation,
      UserCall userCall,
      FailureKind failure) {
    Observation run(int nth) {
      return fixture.run(initial, operation, userCall, nth, failure);
    }

    /** Whether the operation affects more keys than the two observed ones. */
    boolean affectsMoreKeys() {
      return fixture.hasOtherKeys() && operation.affectsAllKeys();
    }

    /**
     * Whether the operation may succeed: a default replaces an expiry policy that throws, a dead
     * entry may stay in its bin, and a failed eviction does not fail the operation that caused it.
     */
    boolean mayComplete() {
      return (userCall == UserCall.EXPIRY && failure.isException())
          || userCall == UserCall.KEY_COMPARE
          || (fixture.evicts()
              && (userCall == UserCall.KEY_HASH || userCall == UserCall.KEY_EQUALS));
    }

    @Override
    public String toString() {
      return operation + " of an initially " + initial + " key, " + failure + " at " + userCall;
    }
  }
}
