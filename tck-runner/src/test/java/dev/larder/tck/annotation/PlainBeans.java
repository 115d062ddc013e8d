package dev.larder.tck.annotation;

import dev.larder.annotations.CachingProxy;
import javax.cache.Caching;
import javax.cache.annotation.BeanProvider;
import manager.BlogManager;

/** JDK proxies: the tests use their beans through interfaces only. */
public final class PlainBeans implements BeanProvider {
  @Override
  @SuppressWarnings("unchecked") // the tests ask for a class, and take the interface
  public <T> T getBeanByType(Class<T> type) {
    try {
      BlogManager target = (BlogManager) type.getConstructor().newInstance();
      return (T)
          CachingProxy.wrap(
              BlogManager.class, target, Caching.getCachingProvider().getCacheManager());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
