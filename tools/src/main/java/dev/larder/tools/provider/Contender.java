package dev.larder.tools.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A provider with an eviction policy, which a replay compares with others.
 *
 * @param policy the eviction policy, by the provider's name for it; empty for the default
 */
public record Contender(ProviderSetup setup, String policy) {
  /** The policies of Larder. */
  public static final String LRU = "lru";

  public static final String ADAPTIVE = "adaptive";

  /** Returns the name of the provider, and the policy if one is chosen. */
  public String name() {
    return policy.isEmpty() ? setup.name() : setup.name() + " " + policy;
  }

  /**
   * Returns the caches to run: each contender at each size, by size. A contender whose size cannot
   * be set runs once, after the others, with its own bound.
   */
  public static List<Subject> subjects(List<Contender> contenders, List<CacheSize> sizes) {
    List<Subject> subjects = new ArrayList<>();
    for (CacheSize size : sizes) {
      contenders.stream()
          .filter(contender -> contender.setup().sizable())
          .forEach(contender -> subjects.add(new Subject(contender, Optional.of(size))));
    }
    contenders.stream()
        .filter(contender -> !contender.setup().sizable())
        .forEach(contender -> subjects.add(new Subject(contender, Optional.empty())));
    return subjects;
  }
}
