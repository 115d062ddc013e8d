package dev.larder.testkit.promise;

/** Tries to show that a provider breaks a promise. */
@FunctionalInterface
interface Probe {
  /**
   * Runs in bounded time, and reports its observations to the trial. An exception counts as an
   * error of the provider; expected ones are caught by the probe.
   */
  void run(Trial trial) throws Exception;
}
