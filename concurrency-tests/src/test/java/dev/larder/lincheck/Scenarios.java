package dev.larder.lincheck;

import static dev.larder.lincheck.SingleKeyOperation.call;

import java.util.ArrayList;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;

/**
 * Each pair and each triple of operations on one key, in threads of their own, together with the
 * setting's concurrent activity. The key is initially absent, present, or only in the store of
 * record if there is one.
 */
final class Scenarios {
  static final int KEY = 1;
  private static final int OTHER_KEY = 2;

  /** The initial value; the operation of thread n writes n + 1. */
  private static final int FIRST = 0;

  private static final SingleKeyOperation[] OPERATIONS = SingleKeyOperation.values();

  /** The initial state of the key. */
  private enum Beginning {
    ABSENT,
    PRESENT,
    ON_RECORD
  }

  private final Caches caches;
  private final Setting setting;
  private final List<ExecutionScenario> scenarios = new ArrayList<>();

  private Scenarios(Caches caches) {
    this.caches = caches;
    this.setting = caches.setting();
  }

  /** Two threads, one operation each. */
  static List<ExecutionScenario> pairs(Caches caches) {
    Scenarios all = new Scenarios(caches);
    for (int a = 0; a < OPERATIONS.length; a++) {
      for (int b = a; b < OPERATIONS.length; b++) {
        all.add(List.of(actors(OPERATIONS[a]), actors(OPERATIONS[b])));
      }
    }
    return all.scenarios;
  }

  /** Two threads, the same operation twice each. */
  static List<ExecutionScenario> twice(Caches caches, SingleKeyOperation operation) {
    Scenarios all = new Scenarios(caches);
    all.add(List.of(actors(operation, operation), actors(operation, operation)));
    return all.scenarios;
  }

  /** Two threads, both operations each, in opposite order. */
  static List<ExecutionScenario> crossedPairs(Caches caches) {
    Scenarios all = new Scenarios(caches);
    for (int a = 0; a < OPERATIONS.length; a++) {
      for (int b = a + 1; b < OPERATIONS.length; b++) {
        all.add(
            List.of(actors(OPERATIONS[a], OPERATIONS[b]), actors(OPERATIONS[b], OPERATIONS[a])));
      }
    }
    return all.scenarios;
  }

  /** Three threads, one operation each. */
  static List<ExecutionScenario> triples(Caches caches) {
    Scenarios all = new Scenarios(caches);
    for (int a = 0; a < OPERATIONS.length; a++) {
      for (int b = a; b < OPERATIONS.length; b++) {
        for (int c = b; c < OPERATIONS.length; c++) {
          all.add(List.of(actors(OPERATIONS[a]), actors(OPERATIONS[b]), actors(OPERATIONS[c])));
        }
      }
    }
    return all.scenarios;
  }

  private static List<SingleKeyOperation> actors(SingleKeyOperation... operations) {
    return List.of(operations);
  }

  private void add(List<List<SingleKeyOperation>> threads) {
    for (Beginning beginning : Beginning.values()) {
      if (beginning != Beginning.ON_RECORD || setting.through()) {
        scenarios.add(scenario(beginning, threads));
      }
    }
  }

  private ExecutionScenario scenario(
      Beginning beginning, List<List<SingleKeyOperation>> operations) {
    List<List<Actor>> threads = new ArrayList<>();
    int written = FIRST;
    for (List<SingleKeyOperation> ofThread : operations) {
      List<Actor> thread = new ArrayList<>();
      for (SingleKeyOperation operation : ofThread) {
        // Expects the initial value, or else the one that the preceding thread writes.
        int expected = beginning == Beginning.ABSENT ? Math.max(written, 1) : FIRST;
        thread.add(operation.on(KEY, expected, ++written));
      }
      threads.add(thread);
    }
    threads.add(beside());
    return new ExecutionScenario(begin(beginning), threads, end(), null);
  }

  /** Returns the setting's activity while the operations run. */
  private List<Actor> beside() {
    List<Actor> beside = new ArrayList<>();
    if (setting.expiring()) {
      beside.add(call("tick"));
      beside.add(call("sweep"));
      beside.add(call("tick"));
    }
    // In the same bin of the table; it evicts the first key if the bound is one entry.
    beside.add(SingleKeyOperation.PUT.on(OTHER_KEY, FIRST, FIRST));
    return beside;
  }

  private List<Actor> begin(Beginning beginning) {
    List<Actor> begin = new ArrayList<>();
    begin.add(call("open", caches));
    switch (beginning) {
      case ABSENT -> {}
      case PRESENT -> begin.add(SingleKeyOperation.PUT.on(KEY, FIRST, FIRST));
      case ON_RECORD -> begin.add(call("record", KEY, FIRST));
    }
    return begin;
  }

  private static List<Actor> end() {
    return List.of(
        SingleKeyOperation.CONTAINS_KEY.on(KEY, FIRST, FIRST),
        call("recorded", KEY),
        SingleKeyOperation.GET.on(KEY, FIRST, FIRST),
        call("finish"));
  }
}
