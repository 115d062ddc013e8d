package dev.larder.benchmarks.subject;

import dev.larder.LarderCacheMXBean;
import dev.larder.LarderConfiguration;

/** Larder with its default policy, LRU. */
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

  /** Sets the eviction policy. */
  void policy(LarderConfiguration<Integer, Object> configuration) {}
}
