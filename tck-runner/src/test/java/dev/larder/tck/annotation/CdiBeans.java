package dev.larder.tck.annotation;

import javax.cache.annotation.BeanProvider;
import manager.CacheNameOnEachMethodBlogManagerImpl;
import manager.ClassLevelCacheConfigBlogManagerImpl;
import manager.UsingDefaultCacheNameBlogManagerImpl;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** Beans of CDI. */
public final class CdiBeans implements BeanProvider {
  private final WeldContainer container =
      new Weld()
          .addBeanClasses(
              CacheNameOnEachMethodBlogManagerImpl.class,
              ClassLevelCacheConfigBlogManagerImpl.class,
              UsingDefaultCacheNameBlogManagerImpl.class)
          .initialize();

  @Override
  public <T> T getBeanByType(Class<T> type) {
    return container.select(type).get();
  }
}
