package dev.larder.testkit.promise;

/** How hard the probes try. */
enum Effort {
  /** For a build: a sixth of what is counted. */
  FAST(6),
  /** For a comparison. */
  FULL(1);

  private final int divisor;

  Effort(int divisor) {
    this.divisor = divisor;
  }

  /** A count for this effort. */
  int of(int full) {
    return Math.max(1, full / divisor);
  }
}
