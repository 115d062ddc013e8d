package dev.larder.tools.provider;

import java.util.Optional;

/** Caches of runs, for tests. */
public final class Subjects {
  public static final String CAFFEINE = "caffeine";

  private Subjects() {}

  /** Returns a cache of a number of entries. */
  public static Subject of(String provider, String policy, long entries) {
    return new Subject(contender(provider, policy), Optional.of(CacheSize.of(entries)));
  }

  /** Returns a provider with a policy. */
  public static Contender contender(String provider, String policy) {
    return new Contender(ProviderSetup.find(provider, Optional.empty()), policy);
  }
}
