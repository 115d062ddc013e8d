package dev.larder.annotations.advice;

import dev.larder.annotations.Instances;
import dev.larder.annotations.metadata.CachedMethod;
import java.lang.annotation.Annotation;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** Finds what a method's annotation names: once, before the first call. */
final class Wiring {
  private final CacheResolverFactory defaultFactory;
  private final Instances instances;

  Wiring(Supplier<CacheManager> manager, Instances instances) {
    this.defaultFactory = new DefaultResolverFactory(manager);
    this.instances = instances;
  }

  <A extends Annotation> Caching<A> caching(CachedMethod<A> method) {
    CacheResolverFactory factory = factory(method);
    return caching(method, factory, factory.getCacheResolver(method.details()));
  }

  /** Where exceptions go: null if they go nowhere. */
  @Nullable Caching<CacheResult> exceptions(CachedMethod<CacheResult> method) {
    if (method.details().getCacheAnnotation().exceptionCacheName().isEmpty()) {
      return null;
    }
    CacheResolverFactory factory = factory(method);
    return caching(method, factory, factory.getExceptionCacheResolver(method.details()));
  }

  private <A extends Annotation> Caching<A> caching(
      CachedMethod<A> method, CacheResolverFactory factory, @Nullable CacheResolver resolver) {
    if (resolver == null) {
      throw new CacheException(factory.getClass().getName() + " has no resolver for " + method);
    }
    Class<? extends CacheKeyGenerator> generator = method.keyGenerator();
    return new Caching<>(
        method, resolver, generator == CacheKeyGenerator.class ? null : instances.get(generator));
  }

  private CacheResolverFactory factory(CachedMethod<?> method) {
    Class<? extends CacheResolverFactory> factory = method.resolverFactory();
    return factory == CacheResolverFactory.class ? defaultFactory : instances.get(factory);
  }
}
