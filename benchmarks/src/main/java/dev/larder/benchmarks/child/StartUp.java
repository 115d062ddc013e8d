package dev.larder.benchmarks.child;

import dev.larder.benchmarks.Subject;
import dev.larder.benchmarks.subject.Spec;
import dev.larder.benchmarks.subject.Target;

/** Opens a cache and reads once. The figure is the time at which its line arrives. */
public final class StartUp {
  private StartUp() {}

  /** Runs with the subject. */
  public static void main(String[] arguments) {
    Target target = Subject.valueOf(arguments[0]).open(Spec.bounded(10_000));
    Output.figure("found", target.get(1) == null ? 0 : 1);
    // Ends threads that a provider may have left running.
    System.exit(0);
  }
}
