package dev.larder.testkit.promise;

/** Makes calls whose outcome is unknown. */
final class Calls {
  private Calls() {}

  static void ignoringFailure(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      return; // expected
    }
  }

  /** Makes a call, and returns a description of its failure, or an empty text. */
  static String failure(Runnable call) {
    try {
      call.run();
      return "";
    } catch (RuntimeException e) {
      return Texts.brief(e);
    }
  }

  /** Counts whether a call returns. */
  static void accepted(Trial trial, String what, Runnable call) {
    String failure = failure(call);
    trial.check(failure.isEmpty(), what + " ends in " + failure);
  }

  /** Counts whether a call throws an exception of a type. */
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
