package dev.larder.testkit.promise;

/** Calls of which one does not know how they end. */
final class Calls {
  private Calls() {}

  /** Makes a call that may fail, in whatever way. */
  static void anyhow(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      return; // as is to be expected
    }
  }

  /** Makes a call, and says how it failed; empty if it did not. */
  static String failure(Runnable call) {
    try {
      call.run();
      return "";
    } catch (RuntimeException e) {
      return Texts.brief(e);
    }
  }

  /** Counts whether a call ends in a result. */
  static void accepted(Trial trial, String what, Runnable call) {
    String failure = failure(call);
    trial.check(failure.isEmpty(), what + " ends in " + failure);
  }

  /** Counts whether a call ends in an exception of a kind. */
  static void refused(
      Trial trial, Class<? extends Exception> expected, String what, Runnable call) {
    String outcome = "is accepted";
    try {
      call.run();
    } catch (RuntimeException e) {
      outcome = expected.isInstance(e) ? "" : "ends in " + Texts.brief(e);
    }
    trial.check(outcome.isEmpty(), what + " " + outcome);
  }
}
