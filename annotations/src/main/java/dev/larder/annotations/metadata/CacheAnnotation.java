package dev.larder.annotations.metadata;

import dev.larder.annotations.AnnotationSource;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.List;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/**
 * The common part of the four annotations. The generator is null for {@code @CacheRemoveAll}, which
 * needs no key.
 */
record CacheAnnotation<A extends Annotation>(
    A annotation,
    String cacheName,
    Class<? extends CacheResolverFactory> resolverFactory,
    @Nullable Class<? extends CacheKeyGenerator> keyGenerator,
    ExceptionFilter exceptions) {

  static final List<Class<? extends Annotation>> TYPES =
      List.of(CacheResult.class, CachePut.class, CacheRemove.class, CacheRemoveAll.class);

  /** Returns the caching annotations of a method or class. */
  static List<Annotation> on(AnnotatedElement element, AnnotationSource source) {
    return Arrays.stream(source.on(element))
        .filter(each -> TYPES.contains(each.annotationType()))
        .toList();
  }

  static CacheAnnotation<?> of(Annotation annotation) {
    if (annotation instanceof CacheResult it) {
      return new CacheAnnotation<>(
          it,
          it.cacheName(),
          it.cacheResolverFactory(),
          it.cacheKeyGenerator(),
          ExceptionFilter.of(
              it.cachedExceptions(),
              it.nonCachedExceptions(),
              !it.exceptionCacheName().isEmpty(),
              true));
    } else if (annotation instanceof CachePut it) {
      return new CacheAnnotation<>(
          it,
          it.cacheName(),
          it.cacheResolverFactory(),
          it.cacheKeyGenerator(),
          ExceptionFilter.of(it.cacheFor(), it.noCacheFor(), it.afterInvocation(), false));
    } else if (annotation instanceof CacheRemove it) {
      return new CacheAnnotation<>(
          it,
          it.cacheName(),
          it.cacheResolverFactory(),
          it.cacheKeyGenerator(),
          ExceptionFilter.of(it.evictFor(), it.noEvictFor(), it.afterInvocation(), false));
    }
    CacheRemoveAll it = (CacheRemoveAll) annotation;
    return new CacheAnnotation<>(
        it,
        it.cacheName(),
        it.cacheResolverFactory(),
        null,
        ExceptionFilter.of(it.evictFor(), it.noEvictFor(), it.afterInvocation(), false));
  }

  /** Returns the name with its at sign, for messages. */
  String displayName() {
    return displayName(annotation);
  }

  static String displayName(Annotation annotation) {
    return "@" + annotation.annotationType().getSimpleName();
  }

  static String displayName(List<Annotation> annotations) {
    return String.join(" and ", annotations.stream().map(CacheAnnotation::displayName).toList());
  }
}
