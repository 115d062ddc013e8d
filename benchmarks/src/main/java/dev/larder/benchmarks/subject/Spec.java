package dev.larder.benchmarks.subject;

/**
 * What cache is wanted, in no provider's terms.
 *
 * @param maximum the bound, in entries
 * @param expiry when entries expire
 * @param values what values are
 * @param extra what else the cache does
 */
public record Spec(long maximum, Expiry expiry, Values values, Extra extra) {

  /** A cache of integers by reference, eternal. */
  public static Spec bounded(long maximum) {
    return new Spec(maximum, Expiry.ETERNAL, Values.NUMBER, Extra.NONE);
  }

  boolean has(Extra other) {
    return extra == other;
  }
}
