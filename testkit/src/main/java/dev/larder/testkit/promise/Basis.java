package dev.larder.testkit.promise;

/** Who promises. */
public enum Basis {
  /** The specification, or the javadoc of its API: to break it is a defect. */
  SPEC,
  /** Nobody who is bound to: a provider without it is not wrong, only less dependable. */
  BEYOND
}
