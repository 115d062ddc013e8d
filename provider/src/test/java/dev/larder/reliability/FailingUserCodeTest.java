package dev.larder.reliability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import dev.larder.reliability.Outcome.Kept;
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
 * Whatever user code throws, and wherever: the entry is as it was or as it should be and never in
 * between, the store of record agrees, the key can be used, the statistics are as documented.
 *
 * <p>No call of user code is left out: each operation is repeated with the first call of a point
 * failing, then the second, and so on, until it comes through.
 */
@ExtendWith(Watchdog.class)
class FailingUserCodeTest {
  /** An operation that calls user code at one point more often than that goes round in circles. */
  private static final int MOST_CALLS = 2_000;

  /**
   * An event is sorted in by its key, and passed by its filter: these can keep it from arriving.
   */
  private static final Set<Point> QUEUEING =
      EnumSet.of(Point.KEY_HASH, Point.KEY_EQUALS, Point.FILTER);

  private static final Set<String> CHANGES = Set.of("CREATED", "UPDATED", "REMOVED");

  /** They say each time what is answered for, and which event is lost: thousands of times here. */
  private static final List<Logger> LOGS =
      List.of(
          Logger.getLogger("dev.larder.expiry.Expiry"),
          Logger.getLogger("dev.larder.engine.EngineContext"));

  private static long operations;
  private static long failures;
  private static long undone;

  @BeforeAll
  static void silence() {
    LOGS.forEach(log -> log.setLevel(Level.OFF));
  }

  @AfterAll
  static void speak() {
    LOGS.forEach(log -> log.setLevel(null));
    System.out.printf(
        "failing user code: %d operations, in %d of them a call failed, %d of them without a trace%n",
        operations, failures, undone);
  }

  @TestFactory
  Stream<DynamicTest> operation_userCodeFails_leavesWholeEntryAndFreeKey() {
    return Stream.of(Setup.values()).flatMap(FailingUserCodeTest::tests);
  }

  private static Stream<DynamicTest> tests(Setup setup) {
    Reached reached = new Reached(EnumSet.noneOf(Point.class), new HashSet<>());
    return Stream.concat(
        Stream.of(Call.values())
            .map(
                call ->
                    DynamicTest.dynamicTest(setup + " " + call, () -> test(setup, call, reached))),
        Stream.of(
            DynamicTest.dynamicTest(
                setup + " was reached at all of its points, and heard all that it can",
                () -> reached.check(setup))));
  }

  private static void test(Setup setup, Call call, Reached reached) throws Exception {
    try (Rig rig = new Rig(setup)) {
      for (Situation situation : setup.situations()) {
        Outcome clean = rig.run(situation, call);
        reached.events.addAll(clean.events());
        Trial named = new Trial(rig, situation, call, Point.KEY_STRING, Failure.RUNTIME_EXCEPTION);
        assertThat(named + ": nobody says a key", strike(named, clean), is(0));
        for (Point point : setup.points) {
          for (Failure failure : Failure.values()) {
            if (strike(new Trial(rig, situation, call, point, failure), clean) > 0) {
              reached.points.add(point);
            }
          }
        }
      }
      rig.checkStore();
    }
  }

  /** Where user code has failed, and what was heard when it did not. */
  private record Reached(Set<Point> points, Set<String> events) {
    void check(Setup setup) {
      assertThat(points, is(setup.points));
      assertThat(events, is(setup.events()));
    }
  }

  /** Lets one call after the other fail; answers how many there were. */
  private static int strike(Trial trial, Outcome clean) throws Exception {
    for (int nth = 1; nth < MOST_CALLS; nth++) {
      Outcome outcome = trial.run(nth);
      operations++;
      trial.rig.awaitUsable();
      if (!outcome.struck()) {
        assertThat(trial + " without a failure", outcome, is(clean));
        return nth - 1;
      }
      failures++;
      String what = trial + ", call " + nth + ": " + outcome;
      checkKept(what, trial.situation, outcome, clean);
      checkUndone(what, trial, outcome, clean);
      checkFigures(what, trial, outcome, clean);
      checkEvents(what, trial, outcome, clean);
      checkThrown(what, trial, outcome, clean);
    }
    throw new AssertionError(trial + " does not end");
  }

  private static void checkKept(String what, Situation situation, Outcome outcome, Outcome clean) {
    Kept before = new Kept(situation.cached, situation.recorded);
    assertThat("key, " + what, outcome.key(), is(in(List.of(before, clean.key()))));
    assertThat("other key, " + what, outcome.other(), is(in(List.of(before, clean.other()))));
  }

  /** Of a change that a failure has kept from being made, nothing is counted and nothing told. */
  private static void checkUndone(String what, Trial trial, Outcome outcome, Outcome clean) {
    Kept before = new Kept(trial.situation.cached, trial.situation.recorded);
    boolean changes = !clean.key().equals(before);
    boolean unchanged = outcome.key().equals(before) && outcome.other().equals(before);
    if (outcome.failure() != null && changes && unchanged && !trial.isAboutMore()) {
      assertThat("puts, " + what, outcome.figures().puts(), is(0L));
      assertThat("removals, " + what, outcome.figures().removals(), is(0L));
      assertThat("told, " + what, outcome.events(), not(hasItem(is(in(CHANGES)))));
      undone++;
    }
  }

  /** What did not happen is not counted, and what happened is, though something failed then. */
  private static void checkFigures(String what, Trial trial, Outcome outcome, Outcome clean) {
    Kept before = new Kept(trial.situation.cached, trial.situation.recorded);
    boolean changed = !outcome.key().equals(before) && outcome.other().equals(clean.other());
    boolean changedAll = changed && !trial.isAboutMore();
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

  /** No event of a change is lost but by a filter's or a key's own failure, which is thrown. */
  private static void checkEvents(String what, Trial trial, Outcome outcome, Outcome clean) {
    boolean excused = QUEUEING.contains(trial.point);
    Kept before = new Kept(trial.situation.cached, trial.situation.recorded);
    // A reload of what was there anyway: nobody can say whether it has happened.
    boolean unseen = trial.call == Call.RELOAD_ALL && clean.key().equals(before);
    boolean same = outcome.key().equals(clean.key()) && outcome.other().equals(clean.other());
    if (!excused && !unseen && same && outcome.figures().equals(clean.figures())) {
      assertThat("events, " + what, outcome.events(), is(clean.events()));
    }
  }

  private static void checkThrown(String what, Trial trial, Outcome outcome, Outcome clean) {
    if (outcome.failure() == null) {
      assertThat("excused, " + what, trial.isExcused(), is(true));
      assertThat("as if nothing had failed, " + what, outcome.key(), is(clean.key()));
      assertThat("as if nothing had failed, " + what, outcome.figures(), is(clean.figures()));
      return;
    }
    Throwable cause = outcome.failure();
    while (cause != null && !Failure.MESSAGE.equals(cause.getMessage())) {
      cause = cause.getCause();
    }
    assertThat("thrown, " + what, cause, is(not((Throwable) null)));
    assertThat("thrown, " + what, cause.getClass() == trial.failure.make().getClass(), is(true));
  }

  /** One operation with one kind of failure at one point. */
  private record Trial(Rig rig, Situation situation, Call call, Point point, Failure failure) {
    Outcome run(int nth) {
      return rig.run(situation, call, point, nth, failure);
    }

    /** Whether it is about keys that nobody has looked at. */
    boolean isAboutMore() {
      return rig.hasMore() && call.isAboutAll();
    }

    /**
     * An exception of a policy is answered for; a dead entry may stay where it is sorted in; and
     * what is evicted for an entry is no concern of it.
     */
    boolean isExcused() {
      return (point == Point.EXPIRY && failure.isException())
          || point == Point.KEY_COMPARE
          || (rig.evicts() && (point == Point.KEY_HASH || point == Point.KEY_EQUALS));
    }

    @Override
    public String toString() {
      return call + " of what is " + situation + ", " + failure + " at " + point;
    }
  }
}
