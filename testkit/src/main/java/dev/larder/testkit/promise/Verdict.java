package dev.larder.testkit.promise;

/**
 * What came of a probe.
 *
 * @param kind in a word
 * @param text for a cell of a table
 * @param detail all that is known, for a file; may be of many lines
 */
record Verdict(Kind kind, String text, String detail) {

  /** In a word. */
  enum Kind {
    /** Nothing was seen that breaks the promise. */
    KEPT,
    /** It was broken, so many times of so many. */
    BROKEN,
    /** An operation did not end. */
    HANGS,
    /** The provider failed in another way than the probe is about. */
    ERROR,
    /** The provider cannot be asked. */
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
