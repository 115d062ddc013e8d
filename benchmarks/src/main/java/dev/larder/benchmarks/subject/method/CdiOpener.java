package dev.larder.benchmarks.subject.method;

import dev.larder.benchmarks.subject.Opener;
import dev.larder.benchmarks.subject.Spec;
import dev.larder.benchmarks.subject.Target;
import jakarta.enterprise.inject.Produces;
import javax.cache.CacheManager;
import org.jboss.weld.environment.se.Weld;

/** With CDI. The container ends with the JVM. */
public final class CdiOpener implements Opener {
  /** Produces the cache manager. */
  public static class Managers {
    /** Returns the manager of the cache. */
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
