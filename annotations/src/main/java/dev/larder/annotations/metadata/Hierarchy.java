package dev.larder.annotations.metadata;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.annotation.CacheResult;

/**
 * A class with all its supertypes, nearest first: classes before interfaces, and an interface
 * before those that it extends. Finds which of their methods are one, as the language has it: those
 * of one signature once type parameters are replaced by what they stand for, or of one erasure.
 */
final class Hierarchy {
  private final Class<?> type;
  private final List<Class<?>> types;

  Hierarchy(Class<?> type) {
    Set<Class<?>> found = new LinkedHashSet<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      found.add(each);
    }
    for (Class<?> each : List.copyOf(found)) {
      addInterfaces(each, found);
    }
    this.type = type;
    this.types = List.copyOf(found);
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> found) {
    for (Class<?> each : type.getInterfaces()) {
      // One that was there moves behind this type, which extends it.
      found.remove(each);
      found.add(each);
      addInterfaces(each, found);
    }
  }

  List<Class<?>> types() {
    return types;
  }

  private Stream<Method> methods() {
    return types.stream().flatMap(each -> Arrays.stream(each.getDeclaredMethods()));
  }

  /** Whether there is anything to read: of most classes it can be told that there is not. */
  boolean isAnnotated() {
    return types.stream().anyMatch(each -> isAnnotated(each.getDeclaredAnnotations()))
        || methods()
            .anyMatch(
                each ->
                    isAnnotated(each.getDeclaredAnnotations())
                        || Arrays.stream(each.getParameterAnnotations())
                            .anyMatch(Hierarchy::isAnnotated));
  }

  private static boolean isAnnotated(Annotation[] annotations) {
    for (Annotation each : annotations) {
      if (each.annotationType().getPackageName().equals(CacheResult.class.getPackageName())) {
        return true;
      }
    }
    return false;
  }

  /** All methods, by what they override and implement. */
  Collection<Family> families() {
    Families families = new Families(new TypeArguments(type));
    // A bridge belongs to what it has the erasure of, which may be declared anywhere.
    methods().filter(method -> !method.isBridge()).forEach(families::add);
    methods().filter(Method::isBridge).forEach(families::add);
    return families.all;
  }

  /** Families as they grow. */
  private static final class Families {
    final Set<Family> all = new LinkedHashSet<>();
    private final Map<Signature, Family> bySignature = new HashMap<>();
    private final TypeArguments arguments;

    Families(TypeArguments arguments) {
      this.arguments = arguments;
    }

    void add(Method method) {
      Family family = isAlone(method) ? new Family(arguments) : family(method);
      family.add(method);
      all.add(family);
    }

    /** What cannot be overridden is no other's relative. */
    private static boolean isAlone(Method method) {
      return (method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) != 0;
    }

    private Family family(Method method) {
      Signature erased = new Signature(method.getName(), List.of(method.getParameterTypes()));
      Signature replaced =
          new Signature(method.getName(), arguments.erased(method.getGenericParameterTypes()));
      Family family = bySignature.get(erased);
      if (family == null) {
        family = bySignature.computeIfAbsent(replaced, any -> new Family(arguments));
        bySignature.put(erased, family);
      } else {
        bySignature.putIfAbsent(replaced, family);
      }
      return family;
    }
  }

  private record Signature(String name, List<Class<?>> parameters) {}
}
