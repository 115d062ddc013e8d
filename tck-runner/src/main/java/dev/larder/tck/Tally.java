package dev.larder.tck;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts the TCK tests that really ran, prints one line for each store, and fails the build unless
 * the run was complete.
 *
 * <p>On the heap store no test may be missing. On the stores of bytes exactly the
 * store-by-reference tests are missing, which are listed by name. A comparison with the heap
 * store's run shows which they are.
 */
final class Tally {

  /** The number of TCK tests without the 12 of annotations. */
  private static final int TESTS = 481;

  /** The number of those that store by reference. */
  private static final int BY_REFERENCE = 12;

  private static final String VALKEY = "dev.larder.valkey.EmbeddedStoreFactory";

  /**
   * Always fails: the TCK expects an implementation to exclude it, which proves that exclusion
   * works. No other test may be excluded.
   */
  private static final List<String> ALWAYS_HOLLOW = List.of("org.jsr107.tck.CachingTest#dummyTest");

  private final List<String> complaints = new ArrayList<>();

  private Tally() {}

  /**
   * Checks all runs.
   *
   * @param args the folder that holds the reports of the runs, in {@code heap}, {@code bytes},
   *     {@code valkey} and {@code annotations-...}; and whether only {@code valkey} was run
   */
  public static void main(String[] args) {
    Path reports = Path.of(args[0]);
    Tally tally = new Tally();
    if (Boolean.parseBoolean(args[1])) {
      tally.judgeServer(TckRun.read(reports.resolve("valkey")));
    } else {
      tally.judgeAll(reports);
    }
    if (!tally.complaints.isEmpty()) {
      throw new AssertionError(
          "the TCK has not passed:\n  " + String.join("\n  ", tally.complaints));
    }
  }

  private void judgeAll(Path reports) {
    TckRun heap = TckRun.read(reports.resolve("heap"));
    TckRun bytes = TckRun.read(reports.resolve("bytes"));
    judgeHeap(heap);
    judgeBytes("byte store", bytes, 2, "dev.larder.store.bytes.ByteStoreFactory", heap);
    TckRun valkey = TckRun.read(reports.resolve("valkey"));
    judgeBytes("Valkey store", valkey, 4, VALKEY, heap);
    complaints.addAll(AnnotationTally.judge(reports));
  }

  /** Checks the run on another server, whose tests are those of the first one. */
  private void judgeServer(TckRun run) {
    print("Valkey store, another server", run, TESTS - run.tests().size() + " left out");
    judge("Valkey store", run, 4, VALKEY);
    if (run.tests().size() != TESTS - BY_REFERENCE) {
      complaints.add(
          "Valkey store: %d tests, expected %d"
              .formatted(run.tests().size(), TESTS - BY_REFERENCE));
    }
  }

  private void judgeHeap(TckRun run) {
    print("heap store", run, "0 left out");
    judge("heap store", run, 1, "heap");
    if (run.tests().size() != TESTS) {
      complaints.add("heap store: %d tests, expected %d".formatted(run.tests().size(), TESTS));
    }
  }

  private void judgeBytes(String store, TckRun run, int jars, String factory, TckRun heap) {
    SortedSet<String> leftOut = new TreeSet<>(heap.tests());
    leftOut.removeAll(run.tests());
    print(store, run, leftOut.size() + " left out (by reference: " + summary(leftOut) + ")");
    judge(store, run, jars, factory);
    leftOut.stream()
        .filter(test -> !byReference(test))
        .forEach(test -> complaints.add(store + ": left out, and not by reference: " + test));
    run.tests().stream()
        .filter(test -> byReference(test) || !heap.tests().contains(test))
        .forEach(test -> complaints.add(store + ": not expected to be run: " + test));
  }

  private void judge(String store, TckRun run, int jars, String factory) {
    if (!run.stores().equals(Set.of(factory))) {
      complaints.add("%s: run on %s, expected %s".formatted(store, run.stores(), factory));
    }
    if (run.larder().size() != jars) {
      complaints.add("%s: run on %s, expected %d jars".formatted(store, run.larder(), jars));
    }
    run.failed().forEach(test -> complaints.add(store + ": failed: " + test));
    if (!run.hollow().equals(ALWAYS_HOLLOW)) {
      complaints.add(
          "%s: the TCK left out %s, expected %s".formatted(store, run.hollow(), ALWAYS_HOLLOW));
    }
  }

  private static boolean byReference(String test) {
    return test.contains("StoreByReference");
  }

  /**
   * Returns the simple names of the classes, each with its number of tests if there are several.
   */
  private static String summary(SortedSet<String> tests) {
    return tests.stream()
        .map(test -> test.substring(test.lastIndexOf('.') + 1))
        .map(
            test ->
                test.startsWith("StoreByReference") ? test.substring(0, test.indexOf('#')) : test)
        .collect(groupingBy(test -> test, TreeMap::new, counting()))
        .entrySet()
        .stream()
        .map(entry -> entry.getKey() + (entry.getValue() == 1 ? "" : " (" + entry.getValue() + ")"))
        .collect(joining(", "));
  }

  private static void print(String store, TckRun run, String leftOut) {
    int failed = run.failed().size();
    int hollow = Math.max(0, run.hollow().size() - ALWAYS_HOLLOW.size());
    int passed = run.tests().size() - failed - hollow;
    System.out.printf(
        "TCK %s: %d passed, %d failed, %s (JDK %s)%n",
        store, passed, failed, hollow == 0 ? leftOut : hollow + " left out by the TCK", run.jdk());
  }
}
