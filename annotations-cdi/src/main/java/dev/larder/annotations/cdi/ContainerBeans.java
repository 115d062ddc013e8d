package dev.larder.annotations.cdi;

import dev.larder.annotations.CacheErrorHandler;
import dev.larder.annotations.CacheInterceptor;
import dev.larder.annotations.Instances;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanContainer;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a container that the annotations need: the cache manager, the handler of failures,
 * key generators and resolver factories. Each is looked up when it is first needed. Thread-safe.
 */
final class ContainerBeans implements Instances {
  private final CacheInterceptor interceptor =
      new CacheInterceptor(
          () -> manager().manager(),
          this,
          (failure, cache, method) -> handler().failed(failure, cache, method));

  private final Instances byConstructor = Instances.byConstructor();

  /** The bean that handles failures of caches; resolved at the first failure. */
  private volatile @Nullable CacheErrorHandler handler;

  /** The contexts of dependent generators and factories, which only this object can release. */
  private final Queue<CreationalContext<?>> contexts = new ConcurrentLinkedQueue<>();

  private final AtomicReference<@Nullable Source> source = new AtomicReference<>();
  private volatile @Nullable BeanContainer container;

  /** Sets the container whose beans are used until {@link #end}. */
  void begin(BeanContainer started) {
    container = started;
  }

  /** Returns the interceptor that uses these beans. */
  CacheInterceptor interceptor() {
    return interceptor;
  }

  /** Releases what was looked up, and closes the manager if it is no bean. */
  void end() {
    contexts.forEach(CreationalContext::release);
    contexts.clear();
    Source last = source.getAndSet(null);
    if (last != null) {
      last.end();
    }
    container = null;
  }

  /**
   * The manager in which caches are looked up.
   *
   * @param context the context to release, or null for the default manager, which is no bean
   */
  private record Source(CacheManager manager, @Nullable CreationalContext<?> context) {
    /** Destroys a dependent bean. */
    void release() {
      if (context != null) {
        context.release();
      }
    }

    void end() {
      release();
      if (context == null) {
        manager.close();
      }
    }
  }

  /**
   * Returns the manager. A closed manager is looked up again, as a dependent bean may be replaced.
   */
  private Source manager() {
    Source known = source.get();
    while (known == null || known.manager().isClosed()) {
      Source next = source();
      if (source.compareAndSet(known, next)) {
        if (known != null) {
          known.release();
        }
        return next;
      }
      next.release();
      known = source.get();
    }
    return known;
  }

  private Source source() {
    Bean<?> bean = find(CacheManager.class);
    if (bean == null) {
      return new Source(Caching.getCachingProvider().getCacheManager(), null);
    }
    CreationalContext<?> context = container().createCreationalContext(bean);
    return new Source(reference(bean, CacheManager.class, context), context);
  }

  private CacheErrorHandler handler() {
    CacheErrorHandler known = handler;
    if (known == null) {
      known =
          find(CacheErrorHandler.class) == null
              ? CacheErrorHandler.rethrowing()
              : get(CacheErrorHandler.class);
      handler = known;
    }
    return known;
  }

  /** Returns the bean of a type with the default qualifier, or null if there is none. */
  @Nullable Bean<?> find(Class<?> type) {
    Set<Bean<?>> found = container().getBeans(type);
    return found.isEmpty() ? null : container().resolve(found);
  }

  /** Returns the bean, and releases the context if it cannot be obtained. */
  private <T> T reference(Bean<?> bean, Class<T> type, CreationalContext<?> context) {
    try {
      return type.cast(container().getReference(bean, type, context));
    } catch (Throwable e) {
      context.release();
      throw e;
    }
  }

  private BeanContainer container() {
    BeanContainer known = container;
    if (known == null) {
      throw new IllegalStateException("the container has been shut down");
    }
    return known;
  }

  /** Returns a key generator or resolver factory: a bean, or an object of its constructor. */
  @Override
  public <T> T get(Class<T> type) {
    Bean<?> bean = find(type);
    if (bean == null) {
      return byConstructor.get(type);
    }
    CreationalContext<?> context = container().createCreationalContext(bean);
    T object = reference(bean, type, context);
    contexts.add(context);
    return object;
  }
}
