package dev.larder.annotations.binding;

import dev.larder.annotations.CachingProxy;

/** By JDK proxies. */
class PlainTest extends InterceptionContract {
  @Override
  Catalogue open() {
    return CachingProxy.wrap(Catalogue.class, new RealCatalogue(), manager());
  }

  @Override
  void close() {}
}
