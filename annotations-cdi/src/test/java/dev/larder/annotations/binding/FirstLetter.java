package dev.larder.annotations.binding;

import dev.larder.annotations.key.Keys;
import java.lang.annotation.Annotation;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.GeneratedCacheKey;

/** A key generator of an application. */
public class FirstLetter implements CacheKeyGenerator {
  @Override
  public GeneratedCacheKey generateCacheKey(
      CacheKeyInvocationContext<? extends Annotation> context) {
    return Keys.of(context.getKeyParameters()[0].getValue().toString().charAt(0));
  }
}
