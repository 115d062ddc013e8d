package dev.larder.tools.provider;

import java.util.OptionalLong;

/**
 * The bound of a cache in a replay.
 *
 * @param entries the maximum number of entries; empty for the provider's own bound
 * @param policy the eviction policy, by the provider's name for it; empty for the default
 */
public record Bound(OptionalLong entries, String policy) {
  /** The policies of Larder. */
  public static final String LRU = "lru";

  public static final String ADAPTIVE = "adaptive";

  /** Returns a bound by entries, with the provider's default policy. */
  public static Bound of(long entries) {
    return new Bound(OptionalLong.of(entries), "");
  }

  /** Returns the provider's own bound. */
  public static Bound ofProvider() {
    return new Bound(OptionalLong.empty(), "");
  }
}
