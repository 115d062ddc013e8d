package dev.larder.annotations.cdi;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Binds the interceptor to methods with an annotation of {@code javax.cache.annotation}. Those
 * annotations cannot be bindings themselves. Their members are {@code
 * javax.enterprise.util.Nonbinding}, which CDI 4 does not know, so an interceptor would be bound to
 * one value of each member.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface CacheIntercepted {
  /** An instance of the annotation, which has no members. */
  final class Literal extends AnnotationLiteral<CacheIntercepted> implements CacheIntercepted {
    private static final long serialVersionUID = 1L;

    static final Literal INSTANCE = new Literal();

    private Literal() {}
  }
}
