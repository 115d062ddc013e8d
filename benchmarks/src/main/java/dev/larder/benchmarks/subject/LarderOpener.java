package dev.larder.benchmarks.subject;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;

/** Larder, as it comes: the policy is LRU. */
public class LarderOpener implements Opener {
  @Override
  public Target open(Spec spec) {
    LarderConfiguration<Integer, Object> configuration =
        Standard.configure(new LarderConfiguration<>(), spec);
    configuration.setMaximumSize(spec.maximum());
    policy(configuration);
    return Standard.open(
        "dev.larder.LarderCachingProvider",
        configuration,
        cache -> cache.unwrap(LarderCacheMXBean.class).getSize());
  }

  /** Says what is evicted first. */
  void policy(LarderConfiguration<Integer, Object> configuration) {}
}
