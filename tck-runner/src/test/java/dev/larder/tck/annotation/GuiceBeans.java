package dev.larder.tck.annotation;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.larder.annotations.guice.CachingModule;
import javax.cache.annotation.BeanProvider;

/** Objects that Guice creates. */
public final class GuiceBeans implements BeanProvider {
  private final Injector injector = Guice.createInjector(new CachingModule());

  @Override
  public <T> T getBeanByType(Class<T> type) {
    return injector.getInstance(type);
  }
}
