package dev.larder.testkit.promise;

/**
 * The result of a probe.
 *
 * @param kind the kind of the result
 * @param text the text in a cell of a table
 * @param detail all details, for a file; may have several lines
 */
record Verdict(Kind kind, String text, String detail) {

  enum Kind {
    /** No violation was observed. */
    KEPT,
    /** The promise was broken in some of the checked instances. */
    BROKEN,
    /** An operation did not end. */
    HANGS,
    /** The provider failed in a way that the probe does not cover. */
    ERROR,
    /** The provider does not support the probe. */
    NOT_APPLICABLE
  }

  static Verdict hangs(String detail) {
    return new Verdict(Kind.HANGS, "hangs", detail);
  }

  static Verdict error(Throwable failure) {
    return new Verdict(Kind.ERROR, "error: " + Texts.brief(failure), Texts.trace(failure));
  }

  static Verdict notApplicable(String reason) {
    return new Verdict(Kind.NOT_APPLICABLE, "not applicable", reason);
  }

  boolean isKept() {
    return kind == Kind.KEPT;
  }
}
