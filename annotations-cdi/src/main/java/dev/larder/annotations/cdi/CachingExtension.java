package dev.larder.annotations.cdi;

import dev.larder.annotations.AnnotationSource;
import dev.larder.annotations.CacheErrorHandler;
import dev.larder.annotations.CacheInterceptor;
import dev.larder.annotations.InvalidCachingException;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.interceptor.Interceptor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheManager;

/**
 * Applies the annotations of {@code javax.cache.annotation} to CDI 4 beans that are classes;
 * objects that producers return are not intercepted. Containers find the extension without
 * configuration. It respects annotations that other extensions add or remove.
 *
 * <p>Caches are looked up in the bean of type {@link CacheManager} with the default qualifier.
 * Without one, they are looked up in the default manager of the default provider, which is closed
 * when the container shuts down. Key generators and resolver factories are beans, or else are
 * created by their constructors; dependent ones live as long as the container. A bean of type
 * {@link CacheErrorHandler} handles failures of caches. A bean whose annotations break a rule, or
 * that needs an ambiguous bean, fails the deployment. Thread-safe once deployed.
 */
public class CachingExtension implements Extension {
  private final ContainerBeans beans = new ContainerBeans();

  /** Errors of classes that may become beans; reported only for those that do. */
  private final Map<Class<?>, InvalidCachingException> broken = new HashMap<>();

  private final Set<Class<?>> annotated = new HashSet<>();

  /** The annotated classes that have become beans. */
  private final Set<Class<?>> intercepted = new LinkedHashSet<>();

  /** Creates the extension, for containers. */
  public CachingExtension() {}

  CacheInterceptor interceptor() {
    return beans.interceptor();
  }

  void addInterceptor(@Observes BeforeBeanDiscovery event, BeanManager beanManager) {
    beans.begin(beanManager);
    event.addInterceptorBinding(CacheIntercepted.class);
    event.addAnnotatedType(CachingInterceptor.class, CachingInterceptor.class.getName());
  }

  /**
   * Removes classes for CDI Lite that the container has found, in a jar that contains them and a
   * {@code beans.xml}.
   */
  void excludeLite(@Observes ProcessAnnotatedType<LiteCaching> event) {
    event.veto();
  }

  void excludeLiteInterceptor(@Observes ProcessAnnotatedType<LiteCachingInterceptor> event) {
    event.veto();
  }

  /**
   * Binds the interceptor to annotated methods, after other extensions have added and removed
   * annotations.
   */
  <T> void bind(
      @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ProcessAnnotatedType<T> event) {
    AnnotatedType<T> found = event.getAnnotatedType();
    Class<T> type = found.getJavaClass();
    if (type.isInterface()
        || found.isAnnotationPresent(Interceptor.class)
        || found.isAnnotationPresent(Decorator.class)) {
      return;
    }
    try {
      AnnotationSource annotations = new BeanAnnotations(found);
      if (interceptor().interceptsBySubclass(type, annotations)) {
        annotated.add(type);
        event
            .configureAnnotatedType()
            .filterMethods(method -> intercepts(type, method))
            .forEach(method -> method.add(CacheIntercepted.Literal.INSTANCE));
      }
    } catch (InvalidCachingException e) {
      broken.put(type, e);
    } catch (LinkageError e) {
      // A class with a missing dependency is no bean; the container reports that itself.
    }
  }

  private boolean intercepts(Class<?> type, AnnotatedMethod<?> method) {
    return interceptor().intercepts(type, method.getJavaMember());
  }

  /**
   * Reports errors of beans only, not of classes that the container excludes, such as alternatives.
   */
  void check(@Observes ProcessManagedBean<?> event) {
    Class<?> type = event.getAnnotatedBeanClass().getJavaClass();
    InvalidCachingException rule = broken.get(type);
    if (rule != null) {
      event.addDefinitionError(rule);
    } else if (annotated.contains(type)) {
      intercepted.add(type);
    }
  }

  /** Fails the deployment for an ambiguous bean, so that the first call does not. */
  void validate(@Observes AfterDeploymentValidation event) {
    for (Class<?> type : intercepted) {
      Set<Class<?>> all = new LinkedHashSet<>(interceptor().needs(type));
      all.add(CacheErrorHandler.class);
      for (Class<?> needed : all) {
        try {
          beans.find(needed);
        } catch (AmbiguousResolutionException e) {
          event.addDeploymentProblem(
              new DeploymentException(
                  "the annotations of javax.cache.annotation on %s need one bean of type %s: %s"
                      .formatted(type.getName(), needed.getName(), e.getMessage()),
                  e));
        }
      }
    }
    broken.clear();
    annotated.clear();
    intercepted.clear();
  }

  void end(@Observes BeforeShutdown event) {
    beans.end();
  }
}
