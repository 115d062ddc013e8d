package dev.larder.benchmarks.subject;

/** Opens caches of one provider. Has a constructor without parameters: it is found by name. */
public interface Opener {
  /** Opens an empty cache; there is one at a time. */
  Target open(Spec spec);
}
