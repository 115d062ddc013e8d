package dev.larder.benchmarks.subject;

import javax.cache.configuration.MutableConfiguration;

/** The reference implementation, which has no bound. */
public final class RiOpener implements Opener {
  @Override
  public Target open(Spec spec) {
    return Standard.open(
        "org.jsr107.ri.spi.RICachingProvider",
        Standard.configure(new MutableConfiguration<>(), spec));
  }
}
