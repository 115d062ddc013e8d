package dev.larder.annotations;

import dev.larder.annotations.advice.Advice;
import dev.larder.annotations.metadata.CachedMethod;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheResolverFactory;
import org.jspecify.annotations.Nullable;

/**
 * Applies the annotations of {@code javax.cache.annotation} to calls that a binding intercepts. All
 * bindings share this class. A binding asks {@link #intercepts} about classes and methods, and
 * passes the calls of annotated methods to {@link #around}.
 *
 * <p>The annotation of a method is the one on the method itself. Without one, it is that of the
 * nearest method that it overrides or implements, or else that of its class or interface. The
 * annotations of a class are read and checked at the first question about the class, and kept as
 * long as the interceptor. An interceptor should therefore not outlive the classes that it serves.
 * Thread-safe.
 */
public final class CacheInterceptor {
  private static final @Nullable Object[] NONE = {};

  private final Supplier<CacheManager> manager;
  private final Instances instances;
  private final CacheErrorHandler handler;

  /**
   * The annotated methods of each class. A {@code ClassValue} would keep the interceptor reachable.
   */
  private final Map<Class<?>, Map<Method, Advised>> methods = new ConcurrentHashMap<>();

  /**
   * Creates an interceptor that fails a call whose cache fails.
   *
   * @param manager supplies the manager in which caches are looked up by name and created if
   *     missing; called when a cache is first needed, and again after the manager is closed
   * @param instances supplies key generators and resolver factories
   */
  public CacheInterceptor(Supplier<CacheManager> manager, Instances instances) {
    this(manager, instances, CacheErrorHandler.rethrowing());
  }

  /**
   * Creates an interceptor like {@link #CacheInterceptor(Supplier, Instances)}, with a handler for
   * failures of caches.
   *
   * @param handler decides how a call continues when its cache fails
   */
  public CacheInterceptor(
      Supplier<CacheManager> manager, Instances instances, CacheErrorHandler handler) {
    this.manager = Objects.requireNonNull(manager, "manager");
    this.instances = Objects.requireNonNull(instances, "instances");
    this.handler = Objects.requireNonNull(handler, "handler");
  }

  /**
   * Returns whether a class has or inherits an annotated method.
   *
   * @param type the class of the objects whose calls are to be intercepted
   * @throws InvalidCachingException if the annotations of a method break a rule
   */
  public boolean intercepts(Class<?> type) {
    return !advised(type).isEmpty();
  }

  /**
   * Returns whether a method is annotated.
   *
   * @param type the class of the objects that the method is called on
   * @param method a method of the class, or of a class or interface above it
   * @throws InvalidCachingException if the annotations of the class break a rule
   */
  public boolean intercepts(Class<?> type, Method method) {
    return advised(type).containsKey(method);
  }

  /**
   * Does the same as {@link #intercepts(Class)}, for a binding that intercepts calls with a
   * subclass. Methods that cannot be overridden must not be annotated.
   *
   * @param type the class that is to be extended
   * @throws InvalidCachingException if annotations break a rule, or could have no effect
   */
  public boolean interceptsBySubclass(Class<?> type) {
    return areOverridable(advised(type));
  }

  /**
   * Does the same as {@link #interceptsBySubclass(Class)}, for a class whose annotations differ
   * from its source code. All later calls use these annotations.
   *
   * @param annotations reads the annotations of the class
   */
  public boolean interceptsBySubclass(Class<?> type, AnnotationSource annotations) {
    Map<Method, Advised> advised = read(type, annotations);
    boolean any = areOverridable(advised);
    methods.put(type, advised);
    return any;
  }

  private static boolean areOverridable(Map<Method, Advised> advised) {
    advised.values().forEach(each -> each.method.requireOverridable());
    return !advised.isEmpty();
  }

  /**
   * Returns the classes of the objects that the annotated methods of a class need: key generators,
   * resolver factories, and {@link CacheManager} where a cache is looked up by name. A container
   * can check before the first call that it has exactly one of each.
   *
   * @param type the class of the objects whose calls are to be intercepted
   * @throws InvalidCachingException if the annotations of a method break a rule
   */
  public Set<Class<?>> needs(Class<?> type) {
    Set<Class<?>> needed = new HashSet<>();
    for (Advised each : advised(type).values()) {
      Class<?> factory = each.method.resolverFactory();
      needed.add(factory == CacheResolverFactory.class ? CacheManager.class : factory);
      needed.add(each.method.keyGenerator());
    }
    needed.remove(CacheKeyGenerator.class);
    return needed;
  }

  /**
   * Runs a call as its method's annotation says; a method without annotation is just called. Calls
   * may come from any thread and do not wait for each other, not even for the same key.
   *
   * @param target the object that the method is called on; not null
   * @param method the method as it was called, of the target's class or of a class or interface
   *     above it; not null
   * @param arguments the arguments, each of which may be null, or null for none; not changed until
   *     the call has ended
   * @param invocation runs the method; not null
   * @return the result of the call, which may be null; a {@code CompletionStage} of the method is
   *     replaced by another one, which completes after the cache is updated
   * @throws InvalidCachingException if the method's annotations break a rule
   * @throws Throwable the exception of the method, a cached exception of it, or the exception of
   *     the cache
   */
  public @Nullable Object around(
      Object target, Method method, @Nullable Object @Nullable [] arguments, Invocation invocation)
      throws Throwable {
    return around(target.getClass(), target, method, arguments, invocation);
  }

  /**
   * Runs a call like {@link #around(Object, Method, Object[], Invocation)}, for a target whose
   * class is a generated subclass.
   *
   * @param type the class whose annotations apply: the target's class, or one above it; not null
   */
  public @Nullable Object around(
      Class<?> type,
      Object target,
      Method method,
      @Nullable Object @Nullable [] arguments,
      Invocation invocation)
      throws Throwable {
    Advised advised = advised(type).get(method);
    @Nullable Object[] given = arguments == null ? NONE : arguments;
    if (advised == null) {
      return invocation.proceed(given);
    }
    Advice advice;
    try {
      advice = advised.advice();
    } catch (RuntimeException e) {
      // No resolver or generator could be obtained.
      CachedMethod<?> failed = advised.method;
      handler.failed(e, failed.details().getCacheName(), failed.toString());
      return invocation.proceed(given);
    }
    return advice.around(target, given, invocation);
  }

  private Map<Method, Advised> advised(Class<?> type) {
    Map<Method, Advised> known = methods.get(type);
    return known != null
        ? known
        : methods.computeIfAbsent(type, any -> read(any, AnnotationSource.DECLARED));
  }

  private Map<Method, Advised> read(Class<?> type, AnnotationSource source) {
    Map<Method, Advised> advised = new HashMap<>();
    List<CachedMethod<?>> all = CachedMethod.allOf(type, source);
    for (CachedMethod<?> method : all) {
      Advised one = new Advised(method, all);
      method.members().forEach(member -> advised.put(member, one));
    }
    return Map.copyOf(advised);
  }

  /** An annotated method. Its resolvers and generators are requested at its first call. */
  private final class Advised {
    private final CachedMethod<?> method;
    private final List<CachedMethod<?>> all;
    private volatile @Nullable Advice advice;

    Advised(CachedMethod<?> method, List<CachedMethod<?>> all) {
      this.method = method;
      this.all = all;
    }

    Advice advice() {
      Advice known = advice;
      if (known == null) {
        // Two threads may both create the advice; either one can be used.
        known = Advice.of(method, all, manager, instances, handler);
        advice = known;
      }
      return known;
    }
  }
}
