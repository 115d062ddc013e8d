package dev.larder.benchmarks.subject;

import com.github.benmanes.caffeine.cache.Caffeine;

/** A limit: Caffeine by its own interface. */
public final class NativeCaffeineOpener implements Opener {
  @Override
  public Target open(Spec spec) {
    return new MapTarget(
        Caffeine.newBuilder().maximumSize(spec.maximum()).<Integer, Object>build().asMap());
  }
}
