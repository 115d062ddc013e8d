package dev.larder.testkit.promise;

/** The effort of the probes. */
enum Effort {
  /** For a build: a sixth of the repetitions. */
  FAST(6),
  /** For a comparison. */
  FULL(1);

  private final int divisor;

  Effort(int divisor) {
    this.divisor = divisor;
  }

  int of(int full) {
    return Math.max(1, full / divisor);
  }
}
