package dev.larder.jcstress;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * Runs the jcstress tests, and prints the numbers of tests and samples. jcstress writes its results
 * to the working directory. Exit code 1 if an outcome was forbidden, or a test did not end.
 */
public final class StressRun {
  /** The mode of the normal build, which is shorter than any mode of jcstress. */
  private static final String REDUCED = "reduced";

  /** One short JVM for each test and compiler, without CPU affinity. */
  private static final List<String> SHORT =
      List.of(
          "-m",
          "quick",
          "-f",
          "1",
          "-fsm",
          "1",
          "-sc",
          "false",
          "-af",
          "NONE",
          "-iters",
          "1",
          "-time",
          "100",
          "-strideSize",
          "64",
          "-strideCount",
          "10",
          "-jvmArgs",
          "-XX:+UseSerialGC");

  /** The mode of the profile {@code jcstress}. */
  private static final String FULL = "full";

  /**
   * Interpreter and compilers in every combination for the threads of a test, C2 with its
   * randomizers: half an hour on two cores. Strides are short, because the time is checked only
   * after a whole one. There is no CPU affinity, because there may be only two cores.
   */
  private static final List<String> EVERY_MODE =
      List.of(
          "-m",
          "quick",
          "-f",
          "1",
          "-af",
          "NONE",
          "-iters",
          "2",
          "-time",
          "200",
          "-strideSize",
          "32",
          "-strideCount",
          "8",
          "-jvmArgs",
          "-XX:+UnlockDiagnosticVMOptions -XX:+StressLCM -XX:+StressGCM -XX:+StressIGVN"
              + " -XX:+StressCCP");

  private StressRun() {}

  /** Runs with "reduced", "full" or a mode of jcstress, and a pattern for the names of tests. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 2) {
      throw new IllegalArgumentException("needed: a mode, and a pattern for the names of tests");
    }
    Options options = new Options(options(arguments[0], arguments[1]).toArray(String[]::new));
    options.parse();
    try {
      new JCStress(options).run();
    } catch (Exception | AssertionError e) {
      // jcstress throws if a test has failed; the names are printed below.
      System.out.println("jcstress: " + e);
    }
    System.exit(report(results(options.getResultFile())) ? 0 : 1);
  }

  private static List<String> options(String mode, String tests) {
    List<String> all = new ArrayList<>(List.of("-t", tests, "-r", "report"));
    switch (mode) {
      case REDUCED -> all.addAll(SHORT);
      case FULL -> all.addAll(EVERY_MODE);
      // jcstress fails without this option for the arguments of its JVMs, even if it is empty.
      default -> all.addAll(List.of("-m", mode, "-jvmArgs", ""));
    }
    return all;
  }

  private static Collection<TestResult> results(String file)
      throws IOException, ClassNotFoundException {
    InProcessCollector collected = new InProcessCollector();
    DiskReadCollector reader = new DiskReadCollector(file, collected);
    reader.dump();
    reader.close();
    return collected.getTestResults();
  }

  private static boolean report(Collection<TestResult> results) {
    TreeSet<String> names = new TreeSet<>();
    long samples = 0;
    int failed = 0;
    for (TestResult result : results) {
      names.add(result.getName());
      samples += result.getTotalCount();
      if (!result.grading().isPassed) {
        failed++;
        System.out.println("FAILED " + result.getName() + " " + result.grading().failureMessages);
      }
    }
    System.out.printf(
        "jcstress: %d tests, %d runs, %,d samples, %d runs failed%n",
        names.size(), results.size(), samples, failed);
    return failed == 0 && !results.isEmpty();
  }
}
