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
 * A method with one of the four annotations: on itself, or else on the nearest method that it
 * overrides or implements, or else on its class. Immutable.
 *
 * @param <A> the annotation's type
 */
public final class CachedMethod<A extends Annotation> {
  private final Rules rules;
  private final List<Method> members;
  private final MethodDetails<A> details;
  private final Parameters parameters;
  private final Returned returned;
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
    this.returned = family.returned();
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
   * Reads what the methods of a class say, its inherited ones included.
   *
   * @param target the class of the objects that they are called on
   * @param source where annotations are read
   * @return those that are annotated
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
   * What an annotation on a class or interface is for: what others may call on an object, but not
   * what every object has, like {@code hashCode}. That of a class is for its own methods only, and
   * not for those that override them.
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
    rules.check(annotation, declaration, method.parameters, method.returned);
    return method;
  }

  /**
   * Makes sure that a subclass of the target's class can intercept calls.
   *
   * @throws dev.larder.annotations.InvalidCachingException if the method or the class is final
   */
  public void requireOverridable() {
    rules.checkOverridable(CacheAnnotation.of(details.annotation()));
  }

  /** All methods of the class and its supertypes that run this one when they are called. */
  public List<Method> members() {
    return members;
  }

  /** What is known of the method before any call. */
  public CacheMethodDetails<A> details() {
    return details;
  }

  /** What the method returns. */
  public Returned returned() {
    return returned;
  }

  /** Which of its exceptions count. */
  public ExceptionFilter exceptions() {
    return exceptions;
  }

  /** The factory's class; the interface itself stands for the default. */
  public Class<? extends CacheResolverFactory> resolverFactory() {
    return resolverFactory;
  }

  /** The generator's class; the interface itself stands for the default. */
  public Class<? extends CacheKeyGenerator> keyGenerator() {
    return keyGenerator;
  }

  /** The key that the default generator makes of a call's arguments. */
  public GeneratedCacheKey key(@Nullable Object[] arguments) {
    return parameters.key(arguments);
  }

  /** All parameters, with a call's arguments. */
  public CacheInvocationParameter[] allParameters(@Nullable Object[] arguments) {
    return Parameters.with(parameters.all(), arguments);
  }

  /** The parameters that make the key, with a call's arguments. */
  public CacheInvocationParameter[] keyParameters(@Nullable Object[] arguments) {
    return Parameters.with(parameters.keys(), arguments);
  }

  /** The parameter with {@code @CacheValue}, with a call's argument; null if there is none. */
  public @Nullable CacheInvocationParameter valueParameter(@Nullable Object[] arguments) {
    Parameter value = parameters.value();
    return value == null ? null : value.with(arguments[value.position()]);
  }

  @Override
  public String toString() {
    return CacheAnnotation.shown(details.annotation()) + " " + details.method();
  }
}
