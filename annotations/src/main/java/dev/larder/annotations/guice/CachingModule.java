package dev.larder.annotations.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Injector;
import com.google.inject.Provider;
import com.google.inject.TypeLiteral;
import com.google.inject.matcher.Matchers;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.spi.TypeEncounter;
import com.google.inject.spi.TypeListener;
import dev.larder.annotations.CacheErrorHandler;
import dev.larder.annotations.CacheInterceptor;
import dev.larder.annotations.Instances;
import dev.larder.annotations.InvalidCachingException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Puts the annotations of {@code javax.cache.annotation} into effect for objects that Guice makes:
 * those of classes that it can extend. Caches are found in the {@link CacheManager} that is bound,
 * or else in the default one of the default provider; key generators and resolver factories are
 * asked of the injector that makes the object: the one whose module binds its class, be it a child
 * injector or that of a private module. Annotations that break a rule fail the injector, or the
 * first request for the class if it is bound just in time. Objects that modules or providers have
 * made are left as they are. A {@link CacheErrorHandler} that is bound (by {@code
 * OptionalBinder.newOptionalBinder(binder(), CacheErrorHandler.class).setBinding()}) hears of
 * failures of caches.
 */
public final class CachingModule extends AbstractModule {
  /** A module without settings: bind a {@link CacheManager} to choose one. */
  public CachingModule() {}

  @Override
  protected void configure() {
    OptionalBinder.newOptionalBinder(binder(), CacheManager.class)
        .setDefault()
        .toProvider(() -> Caching.getCachingProvider().getCacheManager());
    OptionalBinder.newOptionalBinder(binder(), CacheErrorHandler.class)
        .setDefault()
        .toInstance(CacheErrorHandler.rethrowing());
    Provider<Injector> injector = getProvider(Injector.class);
    Provider<CacheManager> manager = getProvider(CacheManager.class);
    Provider<CacheErrorHandler> handler = getProvider(CacheErrorHandler.class);
    bindListener(
        Matchers.any(), new Listener(manager, handler, interceptor(manager, handler, injector)));
  }

  private static CacheInterceptor interceptor(
      Provider<CacheManager> manager,
      Provider<CacheErrorHandler> handler,
      Provider<Injector> injector) {
    return new CacheInterceptor(
        manager::get,
        new Instances() {
          @Override
          public <T> T get(Class<T> type) {
            return injector.get().getInstance(type);
          }
        },
        (failure, cache, method) -> handler.get().failed(failure, cache, method));
  }

  /** Equal to all others, so that an injector whose modules install several has one. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CachingModule;
  }

  @Override
  public int hashCode() {
    return CachingModule.class.hashCode();
  }

  /**
   * Hears of each class that Guice injects into: it makes objects of most, but of those that
   * modules have made themselves it gets the class as well.
   *
   * @param reader tells which methods are annotated; it intercepts no calls
   */
  private record Listener(
      Provider<CacheManager> manager, Provider<CacheErrorHandler> handler, CacheInterceptor reader)
      implements TypeListener {
    @Override
    public <T> void hear(TypeLiteral<T> literal, TypeEncounter<T> encounter) {
      Class<?> type = literal.getRawType();
      try {
        if (!isGenerated(type) && reader.intercepts(type)) {
          // The injector that makes the objects: a child, or that of a private module, perhaps.
          CacheInterceptor interceptor =
              interceptor(manager, handler, encounter.getProvider(Injector.class));
          encounter.bindInterceptor(
              method -> isIntercepted(type, method), new Around(interceptor, type));
        }
      } catch (InvalidCachingException e) {
        encounter.addError(e);
      }
    }

    /** Proxies, lambda expressions and the like, which only others can have made. */
    private static boolean isGenerated(Class<?> type) {
      return Proxy.isProxyClass(type) || type.isHidden() || type.isSynthetic();
    }

    /** Asked of each method that Guice can override, of classes that it makes objects of only. */
    private boolean isIntercepted(Class<?> type, Method method) {
      return reader.interceptsBySubclass(type)
          && !method.isSynthetic()
          && reader.intercepts(type, method);
    }
  }

  /** Passes calls on, with the class that was meant: the target's own is made by Guice. */
  private record Around(CacheInterceptor interceptor, Class<?> type) implements MethodInterceptor {
    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
      return interceptor.around(
          type,
          Objects.requireNonNull(invocation.getThis()),
          invocation.getMethod(),
          invocation.getArguments(),
          arguments -> proceed(invocation, arguments));
    }

    private static @Nullable Object proceed(
        MethodInvocation invocation, @Nullable Object[] arguments) throws Throwable {
      // The array is the invocation's own.
      System.arraycopy(arguments, 0, invocation.getArguments(), 0, arguments.length);
      return invocation.proceed();
    }
  }
}
