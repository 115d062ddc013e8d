package dev.larder.annotations.advice;

import dev.larder.annotations.metadata.CachedMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Set;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKeyInvocationContext;
import org.jspecify.annotations.Nullable;

/** One call of an annotated method, as key generators and resolvers see it. */
final class Call<A extends Annotation> implements CacheKeyInvocationContext<A> {
  private final CachedMethod<A> cached;
  private final Object target;
  private final @Nullable Object[] arguments;

  Call(CachedMethod<A> cached, Object target, @Nullable Object[] arguments) {
    this.cached = cached;
    this.target = target;
    this.arguments = arguments;
  }

  @Nullable Object[] arguments() {
    return arguments;
  }

  @Override
  public Object getTarget() {
    return target;
  }

  @Override
  public CacheInvocationParameter[] getAllParameters() {
    return cached.allParameters(arguments);
  }

  @Override
  public CacheInvocationParameter[] getKeyParameters() {
    return cached.keyParameters(arguments);
  }

  @Override
  @SuppressWarnings("NullAway") // the API returns null unless it is @CachePut
  public CacheInvocationParameter getValueParameter() {
    return cached.valueParameter(arguments);
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new IllegalArgumentException(
        "the context of a call is no "
            + type.getName()
            + ": it can be unwrapped to its interfaces");
  }

  @Override
  public Method getMethod() {
    return cached.details().getMethod();
  }

  @Override
  public Set<Annotation> getAnnotations() {
    return cached.details().getAnnotations();
  }

  @Override
  public A getCacheAnnotation() {
    return cached.details().getCacheAnnotation();
  }

  @Override
  public String getCacheName() {
    return cached.details().getCacheName();
  }
}
