package dev.larder.annotations.metadata;

import java.lang.annotation.Annotation;
import java.util.Set;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;

/** A parameter, with its properties that are the same for all calls. */
record Parameter(Class<?> type, Set<Annotation> annotations, int position) {
  boolean isKey() {
    return has(CacheKey.class);
  }

  boolean isValue() {
    return has(CacheValue.class);
  }

  private boolean has(Class<? extends Annotation> wanted) {
    return annotations.stream().anyMatch(wanted::isInstance);
  }

  CacheInvocationParameter with(@Nullable Object argument) {
    return new InvocationParameter(this, argument);
  }

  /** A parameter with the argument of one call. */
  private record InvocationParameter(Parameter parameter, @Nullable Object argument)
      implements CacheInvocationParameter {
    @Override
    public Class<?> getRawType() {
      return parameter.type;
    }

    @Override
    @SuppressWarnings("NullAway") // the API has no null annotations; arguments may be null
    public Object getValue() {
      return argument;
    }

    @Override
    public Set<Annotation> getAnnotations() {
      return parameter.annotations;
    }

    @Override
    public int getParameterPosition() {
      return parameter.position;
    }
  }
}
