package dev.larder.benchmarks.subject;

import dev.larder.EvictionPolicy;
import dev.larder.LarderConfiguration;

/** Larder with the policy that adapts. */
public final class LarderAdaptiveOpener extends LarderOpener {
  @Override
  void policy(LarderConfiguration<Integer, Object> configuration) {
    configuration.setEvictionPolicy(EvictionPolicy.ADAPTIVE);
  }
}
