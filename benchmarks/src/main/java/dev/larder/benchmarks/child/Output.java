package dev.larder.benchmarks.child;

/** Passes figures to the parent process, which may see other output too. */
public final class Output {
  /** The prefix of lines with figures. */
  public static final String PREFIX = "figure\t";

  private Output() {}

  /** Prints a figure. */
  public static void figure(String name, double value) {
    System.out.println(PREFIX + name + "\t" + value);
  }
}
