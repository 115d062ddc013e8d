package dev.larder.annotations.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Intercepted;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** The interceptor in containers of CDI Lite. It runs before those of applications. */
@CacheIntercepted
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class LiteCachingInterceptor {
  private final LiteCaching caching;

  /** Null for an object that a producer has wrapped. */
  private final @Nullable Bean<?> bean;

  @Inject
  LiteCachingInterceptor(LiteCaching caching, @Intercepted @Nullable Bean<?> bean) {
    this.caching = caching;
    this.bean = bean;
  }

  @AroundInvoke
  @Nullable Object around(InvocationContext context) throws Exception {
    return CachingInterceptor.around(caching.interceptor(), beanClass(context), context);
  }

  /** Returns the class of the bean, or of the object without the subclasses of the container. */
  private Class<?> beanClass(InvocationContext context) {
    Class<?> type = context.getTarget().getClass();
    if (bean != null && bean.getBeanClass().isAssignableFrom(type)) {
      return bean.getBeanClass();
    }
    Class<?> declaring = context.getMethod().getDeclaringClass();
    while (type.getName().contains("_Subclass") && type.getSuperclass() != null) {
      type = type.getSuperclass();
    }
    return declaring.isAssignableFrom(type) ? type : declaring;
  }
}
