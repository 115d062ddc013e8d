package dev.larder.benchmarks.subject;

/**
 * The requested cache, independent of the provider.
 *
 * @param maximum the bound, in entries
 * @param expiry the expiry of entries
 * @param values the type of values
 * @param extra the additional feature
 */
public record Spec(long maximum, Expiry expiry, Values values, Extra extra) {

  /** Returns a cache of integers by reference, eternal. */
  public static Spec bounded(long maximum) {
    return new Spec(maximum, Expiry.ETERNAL, Values.NUMBER, Extra.NONE);
  }

  boolean has(Extra other) {
    return extra == other;
  }
}
