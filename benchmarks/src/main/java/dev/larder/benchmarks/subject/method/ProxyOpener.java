package dev.larder.benchmarks.subject.method;

import dev.larder.annotations.CachingProxy;
import dev.larder.benchmarks.subject.Opener;
import dev.larder.benchmarks.subject.Spec;
import dev.larder.benchmarks.subject.Target;

/** With a JDK proxy. */
public final class ProxyOpener implements Opener {
  @Override
  public Target open(Spec spec) {
    return Methods.open(
        spec, manager -> CachingProxy.wrap(Lookup.class, new RealLookup(), manager));
  }
}
