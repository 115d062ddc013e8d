package dev.larder.annotations.cdi;

import dev.larder.annotations.CacheErrorHandler;
import dev.larder.annotations.CacheInterceptor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanContainer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import javax.cache.CacheManager;

/**
 * The interceptor of all beans in a container of CDI Lite. Containers remove beans that no
 * injection point names; those of the manager and of the handler are named here.
 */
@Singleton
class LiteCaching {
  private final ContainerBeans beans = new ContainerBeans();

  @Inject
  @SuppressWarnings("UnusedVariable") // the declarations keep the beans
  LiteCaching(
      BeanContainer container,
      Instance<CacheManager> managers,
      Instance<CacheErrorHandler> handlers) {
    beans.begin(container);
  }

  CacheInterceptor interceptor() {
    return beans.interceptor();
  }

  @PreDestroy
  void end() {
    beans.end();
  }
}
