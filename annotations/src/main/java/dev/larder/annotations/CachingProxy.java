package dev.larder.annotations;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Objects;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;

/**
 * Applies the annotations of {@code javax.cache.annotation} without a container, by JDK proxies.
 * The annotations may be on the interface or on the methods of the target's class. Calls through
 * the proxy are intercepted; calls that the target makes on itself are not. Thread-safe.
 */
public final class CachingProxy {
  private CachingProxy() {}

  /**
   * Returns a proxy that caches for a target.
   *
   * @param type the interface that the proxy implements, public or not; not null
   * @param target the object whose methods run on a miss; not null
   * @param manager the manager whose caches are used, and in which missing caches are created; not
   *     null
   * @return a proxy, thread-safe if {@code target} is; equal only to proxies of this class with
   *     equal targets
   * @throws InvalidCachingException if annotations break a rule
   * @throws IllegalArgumentException if {@code type} is not an interface, if its module does not
   *     allow calls, or if no method of it is annotated, there or in the target's class
   */
  public static <T> T wrap(Class<T> type, T target, CacheManager manager) {
    Objects.requireNonNull(manager, "manager");
    return wrap(type, target, new CacheInterceptor(() -> manager, Instances.byConstructor()));
  }

  /**
   * Returns a proxy like {@link #wrap(Class, Object, CacheManager)}, with a handler for failures of
   * caches.
   *
   * @param handler decides how a call continues when its cache fails; not null
   */
  public static <T> T wrap(
      Class<T> type, T target, CacheManager manager, CacheErrorHandler handler) {
    Objects.requireNonNull(manager, "manager");
    return wrap(
        type, target, new CacheInterceptor(() -> manager, Instances.byConstructor(), handler));
  }

  /**
   * Returns a proxy like {@link #wrap(Class, Object, CacheManager)} that uses an existing
   * interceptor. This allows key generators and resolver factories that are not created by their
   * constructors.
   *
   * @param interceptor may be shared by many proxies; not null
   */
  public static <T> T wrap(Class<T> type, T target, CacheInterceptor interceptor) {
    if (!type.isInterface()) {
      throw new IllegalArgumentException(
          type.getName()
              + " is no interface: a class needs CDI, Guice or Spring to be intercepted");
    }
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(interceptor, "interceptor");
    requireAccess(type);
    Class<?> real = target.getClass();
    if (Arrays.stream(type.getMethods()).noneMatch(each -> interceptor.intercepts(real, each))) {
      throw new IllegalArgumentException(
          "%s, an instance of which is to be wrapped, has no method with an annotation of javax.cache.annotation that %s has, too"
              .formatted(real.getName(), type.getName()));
    }
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new Handler(target, interceptor)));
  }

  /** Fails if a method of the interface cannot be called by reflection from this module. */
  private static void requireAccess(Class<?> type) {
    for (Method method : type.getMethods()) {
      if (!method.trySetAccessible()) {
        Class<?> declaring = method.getDeclaringClass();
        throw new IllegalArgumentException(
            "%s cannot be called from outside: package %s of %s has to be exported, or else opened to %s"
                .formatted(
                    declaring.getName(),
                    declaring.getPackageName(),
                    declaring.getModule(),
                    CachingProxy.class.getModule()));
      }
    }
  }

  private record Handler(Object target, CacheInterceptor interceptor) implements InvocationHandler {
    @Override
    public @Nullable Object invoke(
        Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
      return method.getDeclaringClass() == Object.class && method.getName().equals("equals")
          ? isLike(Objects.requireNonNull(arguments)[0])
          : interceptor.around(target, method, arguments, given -> call(method, given));
    }

    /** Compares proxies only: equality of a proxy with its target would not be symmetric. */
    private boolean isLike(@Nullable Object other) {
      return other != null
          && Proxy.isProxyClass(other.getClass())
          && Proxy.getInvocationHandler(other) instanceof Handler its
          && target.equals(its.target);
    }

    private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
      // Interfaces need not be public. The proxy passes the same Method objects on each call.
      method.trySetAccessible();
      try {
        return method.invoke(target, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }
}
