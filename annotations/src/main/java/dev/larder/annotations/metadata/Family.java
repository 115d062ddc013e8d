package dev.larder.annotations.metadata;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All methods of a class and its supertypes that are one: a call of any of them runs the same. */
final class Family {
  private final List<Method> declarations = new ArrayList<>();
  private final List<Method> bridges = new ArrayList<>();

  void add(Method method) {
    (method.isBridge() ? bridges : declarations).add(method);
  }

  /** Those that somebody wrote, nearest first. */
  List<Method> declarations() {
    return declarations;
  }

  /** All that may be called, with the bridges that the compiler made. */
  List<Method> members() {
    return Stream.concat(declarations.stream(), bridges.stream()).toList();
  }

  /** What a call runs. */
  Method implementation() {
    return declarations.stream()
        .filter(method -> !Modifier.isAbstract(method.getModifiers()))
        .findFirst()
        .orElse(declarations.get(0));
  }
}
