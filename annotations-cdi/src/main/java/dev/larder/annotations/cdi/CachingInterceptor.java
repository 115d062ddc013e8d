package dev.larder.annotations.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The interceptor, which comes before those of applications. It is passivated with its bean, and
 * finds the extension of the container again after that.
 */
@CacheIntercepted
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class CachingInterceptor implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Null after the bean has been activated; the threads that find it again find the same. */
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
    Object target = context.getTarget();
    Object[] parameters = context.getParameters();
    try {
      return extension()
          .interceptor()
          .around(
              beanClass(target),
              target,
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
      // The container knows no other kind of failure.
      throw new IllegalStateException(e);
    }
  }

  /** Without the subclass that containers make for interception. */
  private static Class<?> beanClass(Object target) {
    Class<?> type = target.getClass();
    while (type.isSynthetic()) {
      type = type.getSuperclass();
    }
    return type;
  }
}
