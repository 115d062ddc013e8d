package dev.larder.annotations.binding;

import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** In CDI. */
class CdiTest extends InterceptionContract {
  private WeldContainer container;

  @Override
  Catalogue open() {
    container = new Weld().addBeanClass(RealCatalogue.class).initialize();
    return container.select(Catalogue.class).get();
  }

  @Override
  void close() {
    container.shutdown();
  }
}
