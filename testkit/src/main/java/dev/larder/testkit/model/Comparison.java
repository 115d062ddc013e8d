package dev.larder.testkit.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Compares the observations of a step with the model's, except for the provider's liberties. */
final class Comparison {
  private final Set<Liberty> liberties;

  Comparison(Set<Liberty> liberties) {
    this.liberties = liberties;
  }

  Optional<String> difference(Step step, Observation expected, Observation actual) {
    List<String> differences = new ArrayList<>();
    add(differences, "result", expected.result, actual.result);
    add(differences, "events", expected.events(), actual.events());
    if (comparesCounters(step, expected)) {
      add(differences, "statistics", expected.counters, actual.counters);
    }
    add(differences, "loader", calls(expected.loader), calls(actual.loader));
    add(differences, "writer", calls(expected.writer), calls(actual.writer));
    if (!expected.anyExpiry && !liberties.contains(Liberty.EXPIRY_CALLS)) {
      add(differences, "expiry policy", sorted(expected.expiry), sorted(actual.expiry));
    }
    return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", differences));
  }

  private static void add(List<String> differences, String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      differences.add(
          "  "
              + what
              + ": expected "
              + expected
              + "\n  "
              + " ".repeat(what.length())
              + "       got "
              + actual);
    }
  }

  private boolean comparesCounters(Step step, Observation expected) {
    if (expected.result.contains(ModelException.text(""))
        && liberties.contains(Liberty.STATISTICS_OF_FAILURES)) {
      return false;
    }
    return switch (step.op()) {
      case INVOKE, INVOKE_ALL, ITERATE, ITERATE_REMOVE ->
          !liberties.contains(Liberty.STATISTICS_OF_ENTRIES);
      default -> true;
    };
  }

  private List<String> calls(List<String> calls) {
    Function<String, List<String>> split =
        liberties.contains(Liberty.BATCHES) ? Comparison::single : List::of;
    return sorted(calls.stream().map(split).flatMap(List::stream).toList());
  }

  /** Splits a call for several keys into calls for one key each. */
  private static List<String> single(String call) {
    int space = call.indexOf(' ');
    String verb = call.substring(0, space).replace("All", "");
    String keys = call.substring(space + 1).replaceAll("[\\[\\]{}]", "");
    return Arrays.stream(keys.split(", ")).map(key -> verb + " " + key).toList();
  }

  private static List<String> sorted(List<String> words) {
    return words.stream().sorted().toList();
  }
}
