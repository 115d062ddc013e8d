package dev.larder.benchmarks.subject.method;

import dev.larder.benchmarks.subject.Opener;
import dev.larder.benchmarks.subject.Spec;
import dev.larder.benchmarks.subject.Target;
import jakarta.enterprise.inject.Produces;
import javax.cache.CacheManager;
import org.jboss.weld.environment.se.Weld;

/** By CDI. The container ends with the JVM. */
public final class CdiOpener implements Opener {
  /** Has the manager for those who need one. */
  public static class Managers {
    /** Where the cache is. */
    @Produces
    public CacheManager manager() {
      return Methods.manager();
    }
  }

  @Override
  public Target open(Spec spec) {
    return Methods.open(
        spec,
        manager ->
            new Weld()
                .addBeanClasses(RealLookup.class, Managers.class)
                .initialize()
                .select(RealLookup.class)
                .get());
  }
}
