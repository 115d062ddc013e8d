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
 * Applies the annotations of {@code javax.cache.annotation} to objects that Guice creates, if it
 * can extend their classes. Objects that modules or providers create are not intercepted.
 *
 * <p>Caches are looked up in the bound {@link CacheManager}, or else in the default manager of the
 * default provider. Key generators and resolver factories come from the injector that creates the
 * object. That is the injector whose module binds its class, be it a child injector or that of a
 * private module. A bound {@link CacheErrorHandler} handles failures of caches; bind it by {@code
 * OptionalBinder.newOptionalBinder(binder(), CacheErrorHandler.class).setBinding()}. Annotations
 * that break a rule fail the injector, or the first request for a class that is bound just in time.
 */
public final class CachingModule extends AbstractModule {
  /** Creates a module. Bind a {@link CacheManager} to choose one. */
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

  /** All modules of this class are equal, so that an injector installs only one of several. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CachingModule;
  }

  @Override
  public int hashCode() {
    return CachingModule.class.hashCode();
  }

  /**
   * Registers interceptors for each class that Guice injects into. Guice also reports classes whose
   * objects modules create themselves.
   *
   * @param reader reads annotations; it intercepts no calls
   */
  private record Listener(
      Provider<CacheManager> manager, Provider<CacheErrorHandler> handler, CacheInterceptor reader)
      implements TypeListener {
    @Override
    public <T> void hear(TypeLiteral<T> literal, TypeEncounter<T> encounter) {
      Class<?> type = literal.getRawType();
      try {
        if (!isGenerated(type) && reader.intercepts(type)) {
          // The injector that creates the objects may be a child injector or that of a private
          // module.
          CacheInterceptor interceptor =
              interceptor(manager, handler, encounter.getProvider(Injector.class));
          encounter.bindInterceptor(
              method -> isIntercepted(type, method), new Around(interceptor, type));
        }
      } catch (InvalidCachingException e) {
        encounter.addError(e);
      }
    }

    /**
     * Returns whether a class is a proxy, a lambda or the like, which Guice cannot have created.
     */
    private static boolean isGenerated(Class<?> type) {
      return Proxy.isProxyClass(type) || type.isHidden() || type.isSynthetic();
    }

    /**
     * Called for each method that Guice can override, and only for classes that Guice instantiates.
     */
    private boolean isIntercepted(Class<?> type, Method method) {
      return reader.interceptsBySubclass(type)
          && !method.isSynthetic()
          && reader.intercepts(type, method);
    }
  }

  /**
   * Passes calls to the interceptor with the original class: Guice generates the target's class.
   */
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
      // The array belongs to the invocation.
      System.arraycopy(arguments, 0, invocation.getArguments(), 0, arguments.length);
      return invocation.proceed();
    }
  }
}
