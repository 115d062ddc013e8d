package dev.larder.spring.boot;

import dev.larder.RefreshingCache;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.cache.Cache;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.cache.interceptor.CacheableOperation;
import org.springframework.cache.jcache.JCacheCache;
import org.springframework.cache.support.NullValue;
import org.springframework.cache.support.SimpleValueWrapper;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;
import org.springframework.util.ConcurrentReferenceHashMap;
import org.springframework.util.ConcurrentReferenceHashMap.ReferenceType;

/**
 * Spring's interceptor of cached methods, for caches with {@code refresh-by-caller}: a hit on an
 * old value returns that value, and calls the method again in the background. A method with {@code
 * unless}, with other operations than {@code @Cacheable}, with an asynchronous result, or of a
 * target that is not shared, is not called again. Thread-safe.
 */
final class RefreshingCacheInterceptor extends CacheInterceptor {
  private static final long serialVersionUID = 1L;

  /** The call of the cached method that the thread is in. */
  private static final ThreadLocal<@Nullable MethodInvocation> CALL = new ThreadLocal<>();

  /** Its entries may go at any time, and are found again. */
  @SuppressWarnings("serial") // the interceptor is not serialized while it is in use
  private final Map<JCacheCache, Optional<RefreshingCache<Object, Object>>> views =
      new ConcurrentReferenceHashMap<>(16, ReferenceType.WEAK);

  /** Creates an interceptor with the settings of another one. */
  RefreshingCacheInterceptor(CacheInterceptor original, BeanFactory factory) {
    configure(
        original::getErrorHandler, original::getKeyGenerator, original::getCacheResolver, null);
    setCacheOperationSource(original.getCacheOperationSource());
    setBeanFactory(factory);
  }

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    MethodInvocation outer = CALL.get();
    CALL.set(invocation);
    try {
      return super.invoke(invocation);
    } finally {
      if (outer == null) {
        CALL.remove();
      } else {
        CALL.set(outer);
      }
    }
  }

  /** Returns what calls the method again, with the same arguments, in any thread; or null. */
  private @Nullable Callable<@Nullable Object> again(MethodInvocation invocation) {
    if (!(invocation instanceof ProxyMethodInvocation proxied) || !canRefresh(proxied)) {
      return null;
    }
    // A copy, because an invocation can proceed once only, and this may be after the call.
    MethodInvocation copy = proxied.invocableClone();
    return () -> {
      try {
        Object result = copy.proceed();
        return result instanceof Optional<?> optional ? optional.orElse(null) : result;
      } catch (Exception | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    };
  }

  /** Whether all that the method returns is cached. */
  private boolean canRefresh(ProxyMethodInvocation invocation) {
    Method method = invocation.getMethod();
    Object target = invocation.getThis();
    CacheOperationSource source = getCacheOperationSource();
    // A target of a pool, or of a request, belongs to this call only.
    boolean isShared =
        invocation.getProxy() instanceof Advised advised && advised.getTargetSource().isStatic();
    if (source == null || target == null || !isShared || isAsynchronous(method.getReturnType())) {
      return false;
    }
    Collection<CacheOperation> operations =
        source.getCacheOperations(method, AopUtils.getTargetClass(target));
    return operations != null && operations.stream().allMatch(this::cachesAll);
  }

  private boolean cachesAll(CacheOperation operation) {
    if (!(operation instanceof CacheableOperation cached)) {
      return false; // such as a put, which would be left out
    }
    String unless = cached.getUnless();
    return unless == null || unless.isEmpty();
  }

  private static boolean isAsynchronous(Class<?> type) {
    return Future.class.isAssignableFrom(type) || type.getName().startsWith("reactor.");
  }

  @Override
  protected Cache.@Nullable ValueWrapper doGet(Cache cache, Object key) {
    MethodInvocation invocation = CALL.get();
    RefreshingCache<Object, Object> view = invocation == null ? null : view(cache);
    Callable<@Nullable Object> call = invocation == null || view == null ? null : again(invocation);
    if (call == null || view == null) {
      return super.doGet(cache, key);
    }
    try {
      return wrapped(view.get(key, () -> stored(call.call())));
    } catch (RuntimeException e) {
      getErrorHandler().handleCacheGetError(e, cache, key);
      return null;
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  protected <T> @Nullable T doGet(Cache cache, Object key, Callable<T> loader) {
    Cache.ValueWrapper found = CALL.get() == null || view(cache) == null ? null : doGet(cache, key);
    return found == null ? super.doGet(cache, key, loader) : (T) found.get();
  }

  private @Nullable RefreshingCache<Object, Object> view(Cache cache) {
    Cache inner =
        cache instanceof TransactionAwareCacheDecorator decorator
            ? decorator.getTargetCache()
            : cache;
    return inner instanceof JCacheCache jcache
        ? views.computeIfAbsent(jcache, RefreshingCacheInterceptor::viewOf).orElse(null)
        : null;
  }

  private static Optional<RefreshingCache<Object, Object>> viewOf(JCacheCache cache) {
    try {
      return Optional.of(RefreshingCache.of(cache.getNativeCache()));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // callers do not refresh it
    }
  }

  /** Returns what Spring stores for a result: null has an object that stands for it. */
  private static Object stored(@Nullable Object result) {
    return result == null ? NullValue.INSTANCE : result;
  }

  private static Cache.@Nullable ValueWrapper wrapped(@Nullable Object stored) {
    return stored == null
        ? null
        : new SimpleValueWrapper(stored == NullValue.INSTANCE ? null : stored);
  }
}
