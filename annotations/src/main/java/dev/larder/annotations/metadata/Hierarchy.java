package dev.larder.annotations.metadata;

import dev.larder.annotations.AnnotationSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.annotation.CacheResult;

/**
 * A class with all its supertypes, nearest first: classes before interfaces, and an interface
 * before those that it extends. It groups methods that override one another, as the language
 * defines it: they have the same signature once type parameters are substituted, or the same
 * erasure. A supertype whose methods refer to a missing class is skipped.
 */
final class Hierarchy {
  private static final Logger LOG = System.getLogger("dev.larder.annotations");

  private final Class<?> type;
  private final AnnotationSource source;
  private final List<Class<?>> types;

  private final Map<Class<?>, Method[]> methods = new LinkedHashMap<>();

  /** The supertypes that cannot be read. */
  private final Map<Class<?>, LinkageError> missing = new HashMap<>();

  Hierarchy(Class<?> type, AnnotationSource source) {
    Set<Class<?>> found = new LinkedHashSet<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      found.add(each);
    }
    for (Class<?> each : List.copyOf(found)) {
      addInterfaces(each, found);
    }
    this.type = type;
    this.source = source;
    found.forEach(this::addMethods);
    this.types = List.copyOf(methods.keySet());
  }

  private void addMethods(Class<?> each) {
    try {
      methods.put(each, each.getDeclaredMethods());
    } catch (LinkageError e) {
      if (each == type) {
        throw e;
      }
      missing.put(each, e);
    }
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> found) {
    for (Class<?> each : type.getInterfaces()) {
      // An interface that was found before moves behind this type, which extends it.
      found.remove(each);
      found.add(each);
      addInterfaces(each, found);
    }
  }

  List<Class<?>> types() {
    return types;
  }

  AnnotationSource source() {
    return source;
  }

  private Stream<Method> methods() {
    return methods.values().stream().flatMap(Arrays::stream);
  }

  /**
   * Returns whether any annotation needs to be read; for most classes this is cheap to rule out.
   */
  boolean isAnnotated() {
    return types.stream().anyMatch(this::isAnnotated)
        || methods()
            .anyMatch(
                each ->
                    isAnnotated(each)
                        || Arrays.stream(each.getParameters()).anyMatch(this::isAnnotated));
  }

  private boolean isAnnotated(AnnotatedElement element) {
    for (Annotation each : source.on(element)) {
      if (each.annotationType().getPackageName().equals(CacheResult.class.getPackageName())) {
        return true;
      }
    }
    return false;
  }

  /** Returns all methods, grouped by overriding. */
  Collection<Family> families() {
    missing.forEach(
        (supertype, error) ->
            LOG.log(
                Level.WARNING,
                "annotations that %s may have by way of %s have no effect, since a class is missing"
                    .formatted(type.getName(), supertype.getName()),
                error));
    Families families = new Families(new TypeArguments(type));
    // Second, because a bridge joins the family of its erasure, which may be declared in any type.
    methods().filter(method -> !method.isBridge()).forEach(families::add);
    methods().filter(Method::isBridge).forEach(families::add);
    return families.all;
  }

  /** The families found so far. */
  private static final class Families {
    final Set<Family> all = new LinkedHashSet<>();
    private final Map<Signature, List<Family>> bySignature = new HashMap<>();
    private final TypeArguments arguments;

    Families(TypeArguments arguments) {
      this.arguments = arguments;
    }

    void add(Method method) {
      Family family = isAlone(method) ? new Family(arguments) : family(method);
      family.add(method);
      all.add(family);
    }

    /** Returns whether a method cannot be overridden, and so forms a family of its own. */
    private static boolean isAlone(Method method) {
      return (method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) != 0;
    }

    private Family family(Method method) {
      Signature erased = new Signature(method.getName(), List.of(method.getParameterTypes()));
      Signature replaced = new Signature(method.getName(), arguments.parameters(method));
      Family family =
          Stream.of(erased, replaced)
              .flatMap(each -> of(each).stream())
              .filter(each -> each.includes(method))
              .findFirst()
              .orElseGet(() -> new Family(arguments));
      for (Signature each : List.of(erased, replaced)) {
        if (!of(each).contains(family)) {
          of(each).add(family);
        }
      }
      return family;
    }

    /**
     * Returns the families of a signature: several only where package-private methods are hidden.
     */
    private List<Family> of(Signature signature) {
      return bySignature.computeIfAbsent(signature, any -> new ArrayList<>(1));
    }
  }

  private record Signature(String name, List<Class<?>> parameters) {}
}
