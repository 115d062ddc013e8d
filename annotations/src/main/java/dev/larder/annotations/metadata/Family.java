package dev.larder.annotations.metadata;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The methods of a class and its supertypes that override one another: a call of any of them runs
 * the same implementation.
 */
final class Family {
  private final List<Method> declarations = new ArrayList<>();
  private final List<Method> bridges = new ArrayList<>();

  private final TypeArguments arguments;

  Family(TypeArguments arguments) {
    this.arguments = arguments;
  }

  void add(Method method) {
    (method.isBridge() ? bridges : declarations).add(method);
  }

  /**
   * Returns whether a method with a common signature belongs to this family. A package-private
   * method does only if a method of its own package overrides it.
   */
  boolean includes(Method method) {
    return !isPackagePrivate(method)
        || members().stream().anyMatch(each -> isOfPackage(each, method.getDeclaringClass()));
  }

  private static boolean isPackagePrivate(Method method) {
    return (method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.PRIVATE)) == 0;
  }

  private static boolean isOfPackage(Method method, Class<?> type) {
    Class<?> declaring = method.getDeclaringClass();
    return !declaring.isInterface()
        && declaring.getClassLoader() == type.getClassLoader()
        && declaring.getPackageName().equals(type.getPackageName());
  }

  /** Returns the methods of the source code, nearest first. */
  List<Method> declarations() {
    return declarations;
  }

  /** Returns all methods that can be called, including compiler-generated bridges. */
  List<Method> members() {
    return Stream.concat(declarations.stream(), bridges.stream()).toList();
  }

  /** Returns whether the family overrides a method of {@link Object}. */
  boolean isOfEveryObject() {
    return declarations.stream().anyMatch(method -> method.getDeclaringClass() == Object.class);
  }

  /** Returns the method that a call runs. */
  Method implementation() {
    return declarations.stream()
        .filter(method -> !Modifier.isAbstract(method.getModifiers()))
        .findFirst()
        .orElse(declarations.get(0));
  }

  /**
   * Returns the most specific return type, from the nearest method that declares it. A lambda's
   * class, or one with a type parameter, may declare less than its interface.
   */
  ResultType resultType() {
    Class<?> type = arguments.erased(TypeArguments.resultType(implementation()));
    boolean isOpen = arguments.isOpen(TypeArguments.resultType(implementation()));
    Class<?> argument = Object.class;
    for (Method each : declarations) {
      Class<?> declared = arguments.erased(TypeArguments.resultType(each));
      if (type.isAssignableFrom(declared)) {
        boolean saysNoMore = type == declared;
        isOpen = (isOpen || !saysNoMore) && arguments.isOpen(TypeArguments.resultType(each));
        type = declared;
      }
      if (argument == Object.class) {
        argument = arguments.argument(TypeArguments.resultType(each));
      }
    }
    return ResultType.of(type, isOpen, argument);
  }
}
