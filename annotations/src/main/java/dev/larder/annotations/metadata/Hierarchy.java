package dev.larder.annotations.metadata;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A class with all its supertypes, nearest first: classes before interfaces. Finds what a call
 * really runs, and which declarations that method implements, past the bridges that the compiler
 * makes for generic types.
 */
final class Hierarchy {
  private final List<Class<?>> types;

  Hierarchy(Class<?> type) {
    Set<Class<?>> found = new LinkedHashSet<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      found.add(each);
    }
    for (Class<?> each : List.copyOf(found)) {
      addInterfaces(each, found);
    }
    this.types = List.copyOf(found);
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> found) {
    for (Class<?> each : type.getInterfaces()) {
      if (found.add(each)) {
        addInterfaces(each, found);
      }
    }
  }

  List<Class<?>> types() {
    return types;
  }

  /** The method that a call of another one runs: the nearest of its signature, and no bridge. */
  Method implementation(Method called) {
    return types.stream()
        .flatMap(type -> Stream.ofNullable(declared(type, called)))
        .filter(found -> !Modifier.isAbstract(found.getModifiers()))
        .findFirst()
        .map(Hierarchy::bridged)
        .orElse(called);
  }

  private static @Nullable Method declared(Class<?> type, Method like) {
    try {
      Method found = type.getDeclaredMethod(like.getName(), like.getParameterTypes());
      return Modifier.isPrivate(found.getModifiers()) && !found.equals(like) ? null : found;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  /** What a bridge leads to; any other method itself. */
  static Method bridged(Method method) {
    if (!method.isBridge()) {
      return method;
    }
    List<Method> targets =
        Arrays.stream(method.getDeclaringClass().getDeclaredMethods())
            .filter(each -> !each.isBridge() && canBridge(method, each))
            .toList();
    return targets.size() == 1 ? targets.get(0) : method;
  }

  private static boolean canBridge(Method bridge, Method target) {
    Class<?>[] wide = bridge.getParameterTypes();
    Class<?>[] narrow = target.getParameterTypes();
    if (!bridge.getName().equals(target.getName())
        || wide.length != narrow.length
        || !bridge.getReturnType().isAssignableFrom(target.getReturnType())) {
      return false;
    }
    for (int i = 0; i < wide.length; i++) {
      if (!wide[i].isAssignableFrom(narrow[i])) {
        return false;
      }
    }
    return true;
  }

  /** The method and all that it overrides or implements, nearest first. */
  List<Method> declarations(Method implementation) {
    List<Method> signatures =
        Stream.concat(
                Stream.of(implementation),
                Arrays.stream(implementation.getDeclaringClass().getDeclaredMethods())
                    .filter(each -> each.isBridge() && bridged(each).equals(implementation)))
            .toList();
    return types.stream()
        .flatMap(
            type -> signatures.stream().flatMap(like -> Stream.ofNullable(declared(type, like))))
        .filter(each -> !each.isBridge())
        .distinct()
        .toList();
  }
}
