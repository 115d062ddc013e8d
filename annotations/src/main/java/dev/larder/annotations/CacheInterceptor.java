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
 * Puts the annotations of {@code javax.cache.annotation} into effect around calls that somebody
 * else intercepts: the one part that all bindings share. A binding asks {@link #intercepts} about
 * classes and methods, and passes the calls of those that are annotated to {@link #around}.
 *
 * <p>A method has the annotation that is on itself, or else on the nearest method that it overrides
 * or implements, or else on its class or interface. What the annotations of a class say is read,
 * checked and kept at the first question about it, as long as the interceptor is used: so one is to
 * live no longer than the classes that it serves. Thread-safe.
 */
public final class CacheInterceptor {
  private static final @Nullable Object[] NONE = {};

  private final Supplier<CacheManager> manager;
  private final Instances instances;
  private final CacheErrorHandler handler;

  /** The annotated methods of each class; a {@code ClassValue} would keep the interceptor. */
  private final Map<Class<?>, Map<Method, Advised>> methods = new ConcurrentHashMap<>();

  /**
   * Makes an interceptor.
   *
   * @param manager where caches are looked up by name, and created if they are missing; asked when
   *     a cache is first needed, and again after it has been closed
   * @param instances where key generators and resolver factories come from
   */
  public CacheInterceptor(Supplier<CacheManager> manager, Instances instances) {
    this(manager, instances, CacheErrorHandler.rethrowing());
  }

  /**
   * As {@link #CacheInterceptor(Supplier, Instances)}, with a handler for failures of caches.
   *
   * @param handler decides what becomes of a call whose cache fails
   */
  public CacheInterceptor(
      Supplier<CacheManager> manager, Instances instances, CacheErrorHandler handler) {
    this.manager = Objects.requireNonNull(manager, "manager");
    this.instances = Objects.requireNonNull(instances, "instances");
    this.handler = Objects.requireNonNull(handler, "handler");
  }

  /**
   * Whether some method of a class is annotated, its inherited ones included.
   *
   * @param type the class of the objects whose calls are to be intercepted
   * @throws InvalidCachingException if the annotations of a method break a rule
   */
  public boolean intercepts(Class<?> type) {
    return !advised(type).isEmpty();
  }

  /**
   * Whether a method is annotated.
   *
   * @param type the class of the objects that it is called on
   * @param method the method: of the class, or of a class or interface above it
   * @throws InvalidCachingException if the annotations of the class break a rule
   */
  public boolean intercepts(Class<?> type, Method method) {
    return advised(type).containsKey(method);
  }

  /**
   * As {@link #intercepts(Class)}, for who makes subclasses to intercept calls: methods that cannot
   * be overridden must not be annotated.
   *
   * @param type the class that is to be extended
   * @throws InvalidCachingException if annotations break a rule, or could have no effect
   */
  public boolean interceptsBySubclass(Class<?> type) {
    return areOverridable(advised(type));
  }

  /**
   * As {@link #interceptsBySubclass(Class)}, for a class whose annotations are not those of its
   * source code. They count from now on, in all calls.
   *
   * @param annotations where they are read
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
   * resolver factories, and {@link CacheManager} where a cache is looked up by its name. For
   * containers that make sure, before any call, that there is one of each.
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
   * Answers a call as the method's annotation says; a method without one is just called. From any
   * thread: calls do not wait for each other, not even those of one key.
   *
   * @param target what the method is called on; not null
   * @param method the method as it was called, of the target's class or of a class or interface
   *     above it; not null
   * @param arguments the arguments, each of which may be null, or null for none; not to be changed
   *     until the call is over
   * @param invocation runs the method; not null
   * @return what the call returns, which may be null; in place of a {@code CompletionStage} that
   *     the method returns another one, completed after the cache is
   * @throws InvalidCachingException if the method's annotations break a rule
   * @throws Throwable what the method throws, or a cached exception of it, or what the cache throws
   */
  public @Nullable Object around(
      Object target, Method method, @Nullable Object @Nullable [] arguments, Invocation invocation)
      throws Throwable {
    return around(target.getClass(), target, method, arguments, invocation);
  }

  /**
   * As {@link #around(Object, Method, Object[], Invocation)}, where the target's class is an
   * extension, by generated code, of the one meant.
   *
   * @param type the class that is meant: the target's, or one above it; not null
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
      // A resolver or a generator could not be had.
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

  /** An annotated method; resolvers and generators are asked for when it is first called. */
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
        // Two threads may both ask: it is the same for everybody.
        known = Advice.of(method, all, manager, instances, handler);
        advice = known;
      }
      return known;
    }
  }
}
