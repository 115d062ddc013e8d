package dev.larder.spring.boot;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.core.PriorityOrdered;

/**
 * Replaces Spring's interceptor of cached methods by one that reloads old values. It has to be
 * there before any bean with cached methods.
 */
final class RefreshingInterceptorPostProcessor
    implements BeanPostProcessor, BeanFactoryAware, PriorityOrdered {
  private @Nullable BeanFactory factory;

  @Override
  public void setBeanFactory(BeanFactory beanFactory) {
    factory = beanFactory;
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public Object postProcessBeforeInitialization(Object bean, String beanName) {
    BeanFactory known = factory;
    return known != null && bean.getClass() == CacheInterceptor.class
        ? new RefreshingCacheInterceptor((CacheInterceptor) bean, known)
        : bean;
  }
}
