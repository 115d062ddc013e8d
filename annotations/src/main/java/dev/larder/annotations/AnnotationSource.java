package dev.larder.annotations;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;

/**
 * Reads the annotations of classes, methods and parameters. A container may have its own source,
 * because extensions of CDI add and remove annotations. Implementations are thread-safe.
 */
@FunctionalInterface
public interface AnnotationSource {
  /** Reads the annotations that are declared in the source code. */
  AnnotationSource DECLARED = AnnotatedElement::getDeclaredAnnotations;

  /**
   * Returns the annotations that are directly on an element.
   *
   * @param element a class, a method, or a parameter of a method; not null
   * @return an array that the caller does not change
   */
  Annotation[] on(AnnotatedElement element);
}
