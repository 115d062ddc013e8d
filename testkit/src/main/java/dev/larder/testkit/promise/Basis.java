package dev.larder.testkit.promise;

/** The authority behind a promise. */
public enum Basis {
  /** The specification, or the javadoc of its API. Breaking the promise is a defect. */
  SPEC,
  /** None: a provider may break the promise, but is then less dependable. */
  BEYOND
}
