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
  private final Bean<?> bean;

  @Inject
  LiteCachingInterceptor(LiteCaching caching, @Intercepted Bean<?> bean) {
    this.caching = caching;
    this.bean = bean;
  }

  @AroundInvoke
  @Nullable Object around(InvocationContext context) throws Exception {
    return CachingInterceptor.around(caching.interceptor(), bean.getBeanClass(), context);
  }
}
