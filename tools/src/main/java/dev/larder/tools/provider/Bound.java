package dev.larder.tools.provider;

import java.util.OptionalLong;

/**
 * What a cache of a replay is bounded by.
 *
 * @param entries the most entries; empty where the provider's own bound holds
 * @param policy the eviction policy, in the words of the provider; empty where it has its own
 */
public record Bound(OptionalLong entries, String policy) {
  /** The policies of Larder. */
  public static final String LRU = "lru";

  public static final String ADAPTIVE = "adaptive";

  /** A bound by entries, with the provider's own policy. */
  public static Bound of(long entries) {
    return new Bound(OptionalLong.of(entries), "");
  }

  /** The provider's own bound. */
  public static Bound ofProvider() {
    return new Bound(OptionalLong.empty(), "");
  }
}
