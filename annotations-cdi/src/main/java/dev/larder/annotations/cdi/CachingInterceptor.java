package dev.larder.annotations.cdi;

import dev.larder.annotations.CacheInterceptor;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The interceptor, which runs before those of applications. It is passivated with its bean, and
 * looks up the extension again after activation.
 */
@CacheIntercepted
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class CachingInterceptor implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Null after activation. Threads that look it up concurrently find the same extension. */
  private transient @Nullable CachingExtension extension;

  @Inject
  CachingInterceptor(CachingExtension extension) {
    this.extension = extension;
  }

  private CachingExtension extension() {
    CachingExtension known = extension;
    if (known == null) {
      known = CDI.current().getBeanManager().getExtension(CachingExtension.class);
      extension = known;
    }
    return known;
  }

  @AroundInvoke
  @Nullable Object around(InvocationContext context) throws Exception {
    return around(extension().interceptor(), beanClass(context.getTarget()), context);
  }

  /**
   * Runs an intercepted call.
   *
   * @param type the class whose annotations apply
   */
  static @Nullable Object around(
      CacheInterceptor interceptor, Class<?> type, InvocationContext context) throws Exception {
    Object[] parameters = context.getParameters();
    try {
      return interceptor.around(
          type,
          context.getTarget(),
          context.getMethod(),
          parameters,
          arguments -> {
            if (arguments != parameters) {
              context.setParameters(arguments);
            }
            return context.proceed();
          });
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      // Containers allow exceptions only.
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns the class of a bean, without the subclass that the container generates for
   * interception.
   */
  private static Class<?> beanClass(Object target) {
    Class<?> type = target.getClass();
    while (type.isSynthetic()) {
      type = type.getSuperclass();
    }
    return type;
  }
}
