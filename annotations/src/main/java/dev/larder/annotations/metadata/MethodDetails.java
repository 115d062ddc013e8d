package dev.larder.annotations.metadata;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import javax.cache.annotation.CacheMethodDetails;

/**
 * The details of a method that are the same for all calls. Immutable, created once for each method.
 */
record MethodDetails<A extends Annotation>(
    Method method, Set<Annotation> annotations, A annotation, String cacheName)
    implements CacheMethodDetails<A> {
  @Override
  public Method getMethod() {
    return method;
  }

  @Override
  public Set<Annotation> getAnnotations() {
    return annotations;
  }

  @Override
  public A getCacheAnnotation() {
    return annotation;
  }

  @Override
  public String getCacheName() {
    return cacheName;
  }

  /** Returns the default name of the cache: {@link CacheMethodDetails#getCacheName()}. */
  static String defaultCacheName(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getName)
        .collect(
            Collectors.joining(
                ",", method.getDeclaringClass().getName() + "." + method.getName() + "(", ")"));
  }
}
