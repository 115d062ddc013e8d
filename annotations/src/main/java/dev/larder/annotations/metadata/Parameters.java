package dev.larder.annotations.metadata;

import dev.larder.annotations.AnnotationSource;
import dev.larder.annotations.key.Keys;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a method, with its key parameters: those with {@code @CacheKey}, or else all
 * but the one with {@code @CacheValue} ({@link CacheKeyInvocationContext#getKeyParameters()}).
 */
final class Parameters {
  private final List<Parameter> all;
  private final List<Parameter> keys;
  private final @Nullable Parameter value;

  Parameters(Method method, AnnotationSource source) {
    this.all = of(method, source);
    this.value = all.stream().filter(Parameter::isValue).findFirst().orElse(null);
    List<Parameter> marked = all.stream().filter(Parameter::isKey).toList();
    this.keys = marked.isEmpty() ? all.stream().filter(one -> !one.isValue()).toList() : marked;
  }

  private static List<Parameter> of(Method method, AnnotationSource source) {
    List<Parameter> parameters = new ArrayList<>();
    for (java.lang.reflect.Parameter each : method.getParameters()) {
      parameters.add(new Parameter(each.getType(), set(source.on(each)), parameters.size()));
    }
    return parameters;
  }

  static Set<Annotation> set(Annotation[] annotations) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(annotations)));
  }

  List<Parameter> all() {
    return all;
  }

  List<Parameter> keys() {
    return keys;
  }

  @Nullable Parameter value() {
    return value;
  }

  /** Returns the default key, equal to that of {@link Keys} but without intermediate objects. */
  GeneratedCacheKey key(@Nullable Object[] arguments) {
    if (keys.size() == 1) {
      return Keys.of(arguments[keys.get(0).position()]);
    }
    @Nullable Object[] chosen = new Object[keys.size()];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = arguments[keys.get(i).position()];
    }
    return Keys.of(chosen);
  }

  static CacheInvocationParameter[] with(List<Parameter> parameters, @Nullable Object[] arguments) {
    return parameters.stream()
        .map(one -> one.with(arguments[one.position()]))
        .toArray(CacheInvocationParameter[]::new);
  }
}
