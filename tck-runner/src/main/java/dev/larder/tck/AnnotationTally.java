package dev.larder.tck;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the runs of the TCK's annotation tests, one for each kind of interception, and one on a
 * server. Each of the 12 tests must have run, and its calls must have read and put entries. Six of
 * them pass without any entry, and all 12 pass if there are no beans to test.
 */
final class AnnotationTally {
  private static final List<String> BINDINGS = List.of("plain", "cdi", "guice", "spring", "valkey");
  private static final int TESTS = 12;

  private AnnotationTally() {}

  /** Returns the errors, after printing a line for each binding. */
  static List<String> judge(Path reports) {
    List<String> complaints = new ArrayList<>();
    for (String binding : BINDINGS) {
      TckRun run = TckRun.read(reports.resolve("annotations-" + binding));
      judge("annotations, " + binding, run, complaints);
    }
    return complaints;
  }

  private static void judge(String name, TckRun run, List<String> complaints) {
    System.out.printf(
        "TCK %s: %d passed, %d failed, %d intercepted (JDK %s)%n",
        name,
        run.tests().size() - run.failed().size() - run.hollow().size(),
        run.failed().size(),
        run.intercepted().size(),
        run.jdk());
    if (run.tests().size() != TESTS) {
      complaints.add("%s: %d tests, expected %d".formatted(name, run.tests().size(), TESTS));
    }
    run.failed().forEach(test -> complaints.add(name + ": failed: " + test));
    run.hollow().forEach(test -> complaints.add(name + ": left out: " + test));
    run.tests().stream()
        .filter(test -> !run.intercepted().contains(test))
        .forEach(test -> complaints.add(name + ": no call of it was intercepted: " + test));
  }
}
