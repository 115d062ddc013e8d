package dev.larder.annotations.cdi;

import dev.larder.annotations.AnnotationSource;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the annotations of a bean class as the container has them, and those of its supertypes from
 * their declarations.
 */
final class BeanAnnotations implements AnnotationSource {
  private final Map<AnnotatedElement, Annotated> known = new HashMap<>();

  BeanAnnotations(AnnotatedType<?> type) {
    known.put(type.getJavaClass(), type);
    for (AnnotatedMethod<?> method : type.getMethods()) {
      known.put(method.getJavaMember(), method);
      for (AnnotatedParameter<?> parameter : method.getParameters()) {
        known.put(parameter.getJavaParameter(), parameter);
      }
    }
  }

  @Override
  public Annotation[] on(AnnotatedElement element) {
    Annotated annotated = known.get(element);
    return annotated == null
        ? element.getDeclaredAnnotations()
        : annotated.getAnnotations().toArray(Annotation[]::new);
  }
}
