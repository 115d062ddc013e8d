package dev.larder.benchmarks.child;

/** How a program tells figures to the process that started it, which may see other output too. */
public final class Output {
  /** What lines with figures begin with. */
  public static final String PREFIX = "figure\t";

  private Output() {}

  /** Tells a figure. */
  public static void figure(String name, double value) {
    System.out.println(PREFIX + name + "\t" + value);
  }
}
