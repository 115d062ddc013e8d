package dev.larder.annotations;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;

/**
 * Where the annotations of a class, its methods and their parameters are read. Containers may have
 * their own: extensions of CDI add annotations, and remove some. Thread-safe.
 */
@FunctionalInterface
public interface AnnotationSource {
  /** The annotations that the source code has. */
  AnnotationSource DECLARED = AnnotatedElement::getDeclaredAnnotations;

  /**
   * Returns the annotations that are on an element itself.
   *
   * @param element a class, a method, or a parameter of a method; not null
   * @return an array that the caller does not change
   */
  Annotation[] on(AnnotatedElement element);
}
