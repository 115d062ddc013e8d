package dev.larder.benchmarks.subject;

import dev.larder.EvictionPolicy;
import dev.larder.LarderConfiguration;

/** Larder with the adaptive policy. */
public final class LarderAdaptiveOpener extends LarderOpener {
  @Override
  void policy(LarderConfiguration<Integer, Object> configuration) {
    configuration.setEvictionPolicy(EvictionPolicy.ADAPTIVE);
  }
}
