package dev.larder.annotations.binding;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Scopes;
import dev.larder.annotations.guice.CachingModule;

/** In Guice. */
class GuiceTest extends InterceptionContract {
  @Override
  Catalogue open() {
    return Guice.createInjector(
            new CachingModule(),
            new AbstractModule() {
              @Override
              protected void configure() {
                bind(Catalogue.class).to(RealCatalogue.class).in(Scopes.SINGLETON);
              }
            })
        .getInstance(Catalogue.class);
  }

  @Override
  void close() {}
}
