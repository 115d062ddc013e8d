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

  private final TypeArguments arguments;

  Family(TypeArguments arguments) {
    this.arguments = arguments;
  }

  void add(Method method) {
    (method.isBridge() ? bridges : declarations).add(method);
  }

  /**
   * Whether a method of one of the signatures is one of these: if it is package-private, only if
   * one of its own package overrides it.
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

  /** Those that somebody wrote, nearest first. */
  List<Method> declarations() {
    return declarations;
  }

  /** All that may be called, with the bridges that the compiler made. */
  List<Method> members() {
    return Stream.concat(declarations.stream(), bridges.stream()).toList();
  }

  /** Whether the methods are one with a method of {@link Object}. */
  boolean isOfEveryObject() {
    return declarations.stream().anyMatch(method -> method.getDeclaringClass() == Object.class);
  }

  /** What a call runs. */
  Method implementation() {
    return declarations.stream()
        .filter(method -> !Modifier.isAbstract(method.getModifiers()))
        .findFirst()
        .orElse(declarations.get(0));
  }

  /**
   * What a call returns: as the nearest says it that says most, for a class made of a lambda
   * expression, or one with a type parameter, says less than its interface.
   */
  Returned returned() {
    Class<?> type = arguments.erased(TypeArguments.returned(implementation()));
    boolean isOpen = arguments.isOpen(TypeArguments.returned(implementation()));
    Class<?> argument = Object.class;
    for (Method each : declarations) {
      Class<?> declared = arguments.erased(TypeArguments.returned(each));
      if (type.isAssignableFrom(declared)) {
        boolean saysNoMore = type == declared;
        isOpen = (isOpen || !saysNoMore) && arguments.isOpen(TypeArguments.returned(each));
        type = declared;
      }
      if (argument == Object.class) {
        argument = arguments.argument(TypeArguments.returned(each));
      }
    }
    return Returned.of(type, isOpen, argument);
  }
}
