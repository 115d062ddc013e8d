package dev.larder.annotations.metadata;

import dev.larder.annotations.AnnotationSource;
import dev.larder.annotations.InvalidCachingException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** The rules for combining annotations. An annotation that would have no effect is rejected. */
final class Rules {
  private final Class<?> target;
  private final Method method;
  private final AnnotationSource source;

  Rules(Class<?> target, Method method, AnnotationSource source) {
    this.target = target;
    this.method = method;
    this.source = source;
  }

  void checkSingle(List<Annotation> annotations) {
    if (annotations.size() > 1) {
      throw broken(
          null,
          CacheAnnotation.displayName(annotations)
              + " on one method: it can do one of these things");
    }
  }

  void check(
      CacheAnnotation<?> annotation,
      Method declaration,
      Parameters parameters,
      ResultType resultType) {
    if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
      throw broken(
          null,
          annotation.displayName() + " on a private or static method, which nobody can intercept");
    }
    checkMarks(annotation, parameters);
    if (!declaration.equals(method)) {
      checkUnmarked(method);
    }
    checkExceptions(annotation);
    if (annotation.annotation() instanceof CachePut) {
      checkPut(parameters);
    }
    checkReturned(annotation, resultType);
  }

  private void checkExceptions(CacheAnnotation<?> annotation) {
    ExceptionFilter exceptions = annotation.exceptions();
    if (exceptions.namesAny() && !exceptions.heeded()) {
      throw broken(
          null,
          annotation.annotation() instanceof CacheResult
              ? "@CacheResult names exceptions to cache or not, but no exceptionCacheName for them"
              : annotation.displayName()
                  + " names exceptions, but afterInvocation = false acts before there is one");
    }
  }

  private void checkReturned(CacheAnnotation<?> annotation, ResultType resultType) {
    boolean isResult = annotation.annotation() instanceof CacheResult;
    if (isResult && ResultType.isReadOnce(resultType.content())) {
      throw broken(
          null,
          "@CacheResult on a method that returns %s: it can be read once, or is computed again by each reader; return a collection or an array"
              .formatted(resultType.content().getName()));
    }
    if (isResult && resultType.isVoid()) {
      throw broken(null, "@CacheResult on a void method: there is no result to cache");
    }
    if (resultType.isUnknownFuture() && (isResult || annotation.exceptions().heeded())) {
      throw broken(
          null,
          "%s on a method that returns %s: what is over later has to be a CompletionStage or a CompletableFuture"
              .formatted(annotation.displayName(), resultType.type().getName()));
    }
  }

  private void checkMarks(CacheAnnotation<?> annotation, Parameters parameters) {
    for (Parameter parameter : parameters.all()) {
      if (parameter.isKey() && parameter.isValue()) {
        throw broken(
            parameter, "@CacheKey and @CacheValue on one parameter: a value is no part of its key");
      }
      if (parameter.isValue() && !(annotation.annotation() instanceof CachePut)) {
        throw broken(
            parameter, "@CacheValue goes with @CachePut, and here is " + annotation.displayName());
      }
      if (parameter.isValue() && !parameter.equals(parameters.value())) {
        throw broken(parameter, "a second @CacheValue: one parameter can be the value");
      }
      if (parameter.isKey() && annotation.annotation() instanceof CacheRemoveAll) {
        throw broken(parameter, "@CacheKey with @CacheRemoveAll, which needs no key");
      }
    }
  }

  private void checkPut(Parameters parameters) {
    if (parameters.value() == null) {
      throw broken(null, "@CachePut without a value: one parameter needs @CacheValue");
    }
    if (ResultType.isFuture(parameters.value().type())) {
      throw broken(
          parameters.value(), "@CacheValue is what can be cached, not what comes to it later");
    }
    if (ResultType.isReadOnce(parameters.value().type())) {
      throw broken(
          parameters.value(),
          "@CacheValue on a %s, which is used up by its first reader; take a collection or an array"
              .formatted(parameters.value().type().getName()));
    }
    if (parameters.keys().isEmpty()) {
      throw broken(
          null,
          "@CachePut without a key: besides the value there has to be a parameter for the key");
    }
  }

  void checkOverridable(CacheAnnotation<?> annotation) {
    if (Modifier.isFinal(method.getModifiers()) || Modifier.isFinal(target.getModifiers())) {
      throw broken(
          null,
          annotation.displayName()
              + " on a final method or in a final class, whose calls no subclass can intercept");
    }
  }

  /** Rejects annotated parameters of a method that has no caching annotation itself. */
  void checkUnmarked(Method unannotated) {
    for (Parameter parameter : new Parameters(unannotated, source).all()) {
      if (parameter.isKey() || parameter.isValue()) {
        throw broken(
            parameter,
            (parameter.isKey() ? "@CacheKey" : "@CacheValue")
                + " means something only on the method that has @CacheResult, @CachePut or"
                + " @CacheRemove itself");
      }
    }
  }

  private InvalidCachingException broken(@Nullable Parameter parameter, String rule) {
    String where = target.getName() + ", method " + MethodDetails.defaultCacheName(method);
    if (parameter != null) {
      String name = method.getParameters()[parameter.position()].getName();
      where += ", parameter " + (parameter.position() + 1) + " (" + name + ")";
    }
    return new InvalidCachingException(where + ": " + rule);
  }
}
