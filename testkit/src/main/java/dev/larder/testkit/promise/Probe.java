package dev.larder.testkit.promise;

/** Tries to catch a provider breaking a promise. */
@FunctionalInterface
interface Probe {
  /**
   * Does so, in bounded time, and tells the trial what was seen. What is thrown counts as an error
   * of the provider: a probe catches what may happen.
   */
  void run(Trial trial) throws Exception;
}
