package dev.larder.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Shrinks a failing sequence to fewer steps and dimensions while it still fails. */
final class Shrinker {
  /** Enough to shrink a hundred steps to a few, and a limit for a slow failure. */
  private static final int MAX_TRIALS = 3_000;

  private final Predicate<Sequence> fails;
  private int trials;

  Shrinker(Predicate<Sequence> fails) {
    this.fails = fails;
  }

  Sequence shrink(Sequence failing) {
    Sequence smallest = failing;
    Sequence before;
    do {
      before = smallest;
      smallest = simplerSteps(simplerSetup(fewerSteps(smallest)));
    } while (!smallest.equals(before) && trials < MAX_TRIALS);
    return smallest;
  }

  private boolean stillFails(Sequence candidate) {
    trials++;
    return trials <= MAX_TRIALS && fails.test(candidate);
  }

  /** Drops halves, then quarters, and finally single steps. */
  private Sequence fewerSteps(Sequence sequence) {
    Sequence smallest = sequence;
    for (int chunk = Math.max(1, sequence.steps().size() / 2); chunk > 0; chunk /= 2) {
      for (int from = 0; from < smallest.steps().size(); ) {
        List<Step> fewer = new ArrayList<>(smallest.steps());
        fewer.subList(from, Math.min(from + chunk, fewer.size())).clear();
        Sequence candidate = new Sequence(smallest.setup(), fewer);
        if (stillFails(candidate)) {
          smallest = candidate;
        } else {
          from += chunk;
        }
      }
    }
    return smallest;
  }

  private Sequence simplerSetup(Sequence sequence) {
    for (Setup simpler : Simplifications.than(sequence.setup())) {
      Sequence candidate = new Sequence(simpler, sequence.steps());
      if (isValid(candidate) && stillFails(candidate)) {
        return simplerSetup(candidate);
      }
    }
    return sequence;
  }

  /** Returns whether the steps refer only to parts that the setup has. */
  private static boolean isValid(Sequence sequence) {
    boolean bounded = sequence.setup().storage().bound().kind() != Bound.Kind.NONE;
    return sequence.steps().stream()
        .allMatch(
            step ->
                switch (step.op()) {
                  case REGISTER, DEREGISTER -> step.other() < sequence.setup().listeners().size();
                  case RESIZE -> bounded;
                  default -> true;
                });
  }

  private Sequence simplerSteps(Sequence sequence) {
    Sequence smallest = sequence;
    for (int i = 0; i < sequence.steps().size(); i++) {
      smallest = simplerStep(smallest, i);
    }
    return smallest;
  }

  private Sequence simplerStep(Sequence sequence, int index) {
    for (Step simpler : Simplifications.than(sequence.steps().get(index))) {
      List<Step> steps = new ArrayList<>(sequence.steps());
      steps.set(index, simpler);
      Sequence candidate = new Sequence(sequence.setup(), steps);
      if (stillFails(candidate)) {
        return simplerStep(candidate, index);
      }
    }
    return sequence;
  }
}
