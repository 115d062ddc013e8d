package dev.larder.benchmarks.subject.method;

import com.google.inject.Guice;
import com.google.inject.multibindings.OptionalBinder;
import dev.larder.annotations.guice.CachingModule;
import dev.larder.benchmarks.subject.Opener;
import dev.larder.benchmarks.subject.Spec;
import dev.larder.benchmarks.subject.Target;
import javax.cache.CacheManager;

/** With Guice. */
public final class GuiceOpener implements Opener {
  @Override
  public Target open(Spec spec) {
    return Methods.open(
        spec,
        manager ->
            Guice.createInjector(
                    new CachingModule(),
                    binder ->
                        OptionalBinder.newOptionalBinder(binder, CacheManager.class)
                            .setBinding()
                            .toInstance(manager))
                .getInstance(RealLookup.class));
  }
}
