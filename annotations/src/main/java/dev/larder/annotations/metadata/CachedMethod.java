package dev.larder.annotations.metadata;

import dev.larder.annotations.AnnotationSource;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * A method with one of the four annotations, which is on the method itself, or else on the nearest
 * method that it overrides or implements, or else on its class. Immutable.
 *
 * @param <A> the annotation's type
 */
public final class CachedMethod<A extends Annotation> {
  private final Rules rules;
  private final List<Method> members;
  private final MethodDetails<A> details;
  private final Parameters parameters;
  private final ResultType resultType;
  private final ExceptionFilter exceptions;
  private final Class<? extends CacheResolverFactory> resolverFactory;
  private final Class<? extends CacheKeyGenerator> keyGenerator;

  private CachedMethod(
      Rules rules,
      Hierarchy hierarchy,
      Family family,
      Method method,
      CacheAnnotation<A> annotation) {
    this.rules = rules;
    this.members = family.members();
    this.resultType = family.resultType();
    this.exceptions = annotation.exceptions();
    List<CacheDefaults> defaults =
        Stream.concat(hierarchy.types().stream(), Stream.of(method.getDeclaringClass()))
            .flatMap(type -> Arrays.stream(hierarchy.source().on(type)))
            .filter(CacheDefaults.class::isInstance)
            .map(CacheDefaults.class::cast)
            .limit(1)
            .toList();
    String name = firstOf("", annotation.cacheName(), defaults, CacheDefaults::cacheName);
    this.details =
        new MethodDetails<>(
            method,
            Parameters.set(hierarchy.source().on(method)),
            annotation.annotation(),
            name.isEmpty() ? MethodDetails.defaultCacheName(method) : name);
    this.parameters = new Parameters(method, hierarchy.source());
    this.resolverFactory =
        firstOf(
            CacheResolverFactory.class,
            annotation.resolverFactory(),
            defaults,
            CacheDefaults::cacheResolverFactory);
    Class<? extends CacheKeyGenerator> generator = annotation.keyGenerator();
    this.keyGenerator =
        generator == null
            ? CacheKeyGenerator.class
            : firstOf(
                CacheKeyGenerator.class, generator, defaults, CacheDefaults::cacheKeyGenerator);
  }

  private static <T> T firstOf(
      T unset, T own, List<CacheDefaults> defaults, Function<CacheDefaults, T> shared) {
    return own.equals(unset) && !defaults.isEmpty() ? shared.apply(defaults.get(0)) : own;
  }

  /**
   * Returns the annotated methods of a class, including inherited ones.
   *
   * @param target the class of the objects that they are called on
   * @param source reads annotations
   * @return the annotated methods
   * @throws dev.larder.annotations.InvalidCachingException if a rule is broken
   */
  public static List<CachedMethod<?>> allOf(Class<?> target, AnnotationSource source) {
    Hierarchy hierarchy = new Hierarchy(target, source);
    if (!hierarchy.isAnnotated()) {
      return List.of();
    }
    return hierarchy.families().stream()
        .<CachedMethod<?>>flatMap(family -> Stream.ofNullable(of(target, hierarchy, family)))
        .toList();
  }

  private static @Nullable CachedMethod<?> of(Class<?> target, Hierarchy hierarchy, Family family) {
    Rules rules = new Rules(target, family.implementation(), hierarchy.source());
    for (Method declaration : family.declarations()) {
      List<Annotation> found = CacheAnnotation.on(declaration, hierarchy.source());
      if (!found.isEmpty()) {
        return checked(rules, hierarchy, family, declaration, found);
      }
    }
    for (Method declaration : family.declarations()) {
      List<Annotation> ofType =
          CacheAnnotation.on(declaration.getDeclaringClass(), hierarchy.source());
      if (!ofType.isEmpty() && isIncluded(declaration, family)) {
        return checked(rules, hierarchy, family, declaration, ofType);
      }
    }
    rules.checkUnmarked(family.implementation());
    return null;
  }

  /**
   * Returns whether an annotation on a class or interface applies to a method. It applies to
   * methods that other classes may call, except those of {@code Object}, such as {@code hashCode}.
   * The annotation of a class applies to its own methods, and not to methods that override them.
   */
  private static boolean isIncluded(Method method, Family family) {
    return !family.isOfEveryObject()
        && (method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) == 0
        && !method.isSynthetic()
        && (method.equals(family.implementation()) || method.getDeclaringClass().isInterface());
  }

  private static CachedMethod<?> checked(
      Rules rules, Hierarchy hierarchy, Family family, Method declaration, List<Annotation> found) {
    rules.checkSingle(found);
    CacheAnnotation<?> annotation = CacheAnnotation.of(found.get(0));
    CachedMethod<?> method = new CachedMethod<>(rules, hierarchy, family, declaration, annotation);
    rules.check(annotation, declaration, method.parameters, method.resultType);
    return method;
  }

  /**
   * Checks that a subclass of the target's class can intercept calls.
   *
   * @throws dev.larder.annotations.InvalidCachingException if the method or the class is final
   */
  public void requireOverridable() {
    rules.checkOverridable(CacheAnnotation.of(details.annotation()));
  }

  /** Returns all methods of the class and its supertypes whose calls run this one. */
  public List<Method> members() {
    return members;
  }

  /** Returns the details that are the same for all calls. */
  public CacheMethodDetails<A> details() {
    return details;
  }

  /** Returns the description of the method's result. */
  public ResultType resultType() {
    return resultType;
  }

  /** Returns the filter of the method's exceptions. */
  public ExceptionFilter exceptions() {
    return exceptions;
  }

  /** Returns the class of the resolver factory, or the interface itself for the default. */
  public Class<? extends CacheResolverFactory> resolverFactory() {
    return resolverFactory;
  }

  /** Returns the class of the key generator, or the interface itself for the default. */
  public Class<? extends CacheKeyGenerator> keyGenerator() {
    return keyGenerator;
  }

  /** Returns the default key of a call with these arguments. */
  public GeneratedCacheKey key(@Nullable Object[] arguments) {
    return parameters.key(arguments);
  }

  /** Returns all parameters with the arguments of a call. */
  public CacheInvocationParameter[] allParameters(@Nullable Object[] arguments) {
    return Parameters.with(parameters.all(), arguments);
  }

  /** Returns the key parameters with the arguments of a call. */
  public CacheInvocationParameter[] keyParameters(@Nullable Object[] arguments) {
    return Parameters.with(parameters.keys(), arguments);
  }

  /** Returns the parameter with {@code @CacheValue} and its argument, or null if there is none. */
  public @Nullable CacheInvocationParameter valueParameter(@Nullable Object[] arguments) {
    Parameter value = parameters.value();
    return value == null ? null : value.with(arguments[value.position()]);
  }

  @Override
  public String toString() {
    return CacheAnnotation.displayName(details.annotation()) + " " + details.method();
  }
}
