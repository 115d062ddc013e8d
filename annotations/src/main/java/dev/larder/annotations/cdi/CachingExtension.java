package dev.larder.annotations.cdi;

import dev.larder.annotations.CacheInterceptor;
import dev.larder.annotations.Instances;
import dev.larder.annotations.InvalidCachingException;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.jspecify.annotations.Nullable;

/**
 * Puts the annotations of {@code javax.cache.annotation} into effect for beans of CDI 4 that are
 * classes; what producers return is not intercepted. Containers find it by themselves; there is
 * nothing to enable.
 *
 * <p>Caches are found in the bean of type {@link CacheManager}, if there is one with the default
 * qualifier, or else in the default manager of the default provider. Key generators and resolver
 * factories are beans, or else made by their constructors; dependent ones live as long as the
 * container. Annotations that break a rule fail the deployment. Thread-safe once deployed.
 */
public class CachingExtension implements Extension {
  private final CacheInterceptor interceptor = new CacheInterceptor(this::manager, new Beans());
  private final List<InvalidCachingException> broken = new ArrayList<>();

  /** Of what has been asked for: to be released, for no other bean does it for dependent ones. */
  private final Queue<CreationalContext<?>> contexts = new ConcurrentLinkedQueue<>();

  private volatile @Nullable BeanManager beans;
  private volatile @Nullable CacheManager manager;

  /** For containers. */
  public CachingExtension() {}

  CacheInterceptor interceptor() {
    return interceptor;
  }

  void addInterceptor(@Observes BeforeBeanDiscovery event, BeanManager beanManager) {
    beans = beanManager;
    event.addInterceptorBinding(CacheIntercepted.class);
    event.addAnnotatedType(CachingInterceptor.class, CachingInterceptor.class.getName());
  }

  /** Binds the interceptor to annotated methods, wherever their annotations are. */
  <T> void bind(@Observes ProcessAnnotatedType<T> event) {
    Class<T> type = event.getAnnotatedType().getJavaClass();
    if (type.isInterface()) {
      return;
    }
    try {
      if (interceptor.interceptsBySubclass(type)) {
        event
            .configureAnnotatedType()
            .filterMethods(method -> intercepts(type, method))
            .forEach(method -> method.add(CacheIntercepted.Literal.INSTANCE));
      }
    } catch (InvalidCachingException e) {
      broken.add(e);
    } catch (LinkageError e) {
      // A class that lacks another one is no bean, which is for the container to say.
    }
  }

  private boolean intercepts(Class<?> type, AnnotatedMethod<?> method) {
    return interceptor.intercepts(type, method.getJavaMember());
  }

  void report(@Observes AfterBeanDiscovery event) {
    broken.forEach(event::addDefinitionError);
    broken.clear();
  }

  void end(@Observes BeforeShutdown event) {
    contexts.forEach(CreationalContext::release);
    contexts.clear();
    beans = null;
    manager = null;
  }

  private CacheManager manager() {
    CacheManager known = manager;
    if (known == null || known.isClosed()) {
      Bean<?> bean = bean(CacheManager.class);
      known =
          bean == null
              ? Caching.getCachingProvider().getCacheManager()
              : reference(bean, CacheManager.class);
      manager = known;
    }
    return known;
  }

  private @Nullable Bean<?> bean(Class<?> type) {
    Set<Bean<?>> found = beanManager().getBeans(type);
    return found.isEmpty() ? null : beanManager().resolve(found);
  }

  private <T> T reference(Bean<?> bean, Class<T> type) {
    CreationalContext<?> context = beanManager().createCreationalContext(bean);
    contexts.add(context);
    return type.cast(beanManager().getReference(bean, type, context));
  }

  private BeanManager beanManager() {
    BeanManager known = beans;
    if (known == null) {
      throw new IllegalStateException("the container has been shut down");
    }
    return known;
  }

  /** Key generators and resolver factories. */
  private final class Beans implements Instances {
    private final Instances byConstructor = Instances.byConstructor();

    @Override
    public <T> T get(Class<T> type) {
      Bean<?> bean = bean(type);
      return bean == null ? byConstructor.get(type) : reference(bean, type);
    }
  }
}
