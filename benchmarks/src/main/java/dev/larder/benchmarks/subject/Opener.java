package dev.larder.benchmarks.subject;

/**
 * Opens caches of one provider. Implementations are found by name, and have a constructor without
 * parameters.
 */
public interface Opener {
  /** Opens an empty cache; only one is open at a time. */
  Target open(Spec spec);
}
