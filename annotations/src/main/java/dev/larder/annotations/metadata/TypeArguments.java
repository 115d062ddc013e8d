package dev.larder.annotations.metadata;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the type variables of a class's supertypes stand for in that class. */
final class TypeArguments {
  private final Map<TypeVariable<?>, Type> values = new HashMap<>();

  TypeArguments(Class<?> type) {
    addSupertypes(type);
  }

  private void addSupertypes(Class<?> type) {
    Stream.concat(
            Stream.ofNullable(type.getGenericSuperclass()),
            Arrays.stream(type.getGenericInterfaces()))
        .forEach(this::add);
  }

  private void add(Type supertype) {
    Class<?> type = erased(supertype);
    if (supertype instanceof ParameterizedType generic) {
      TypeVariable<?>[] variables = type.getTypeParameters();
      for (int i = 0; i < variables.length; i++) {
        values.put(variables[i], generic.getActualTypeArguments()[i]);
      }
    }
    addSupertypes(type);
  }

  private Type value(TypeVariable<?> variable) {
    return values.getOrDefault(variable, variable.getBounds()[0]);
  }

  /**
   * Whether a type is a variable that this class leaves open: a method's own, or one of a class.
   */
  boolean isOpen(Type type) {
    return type instanceof TypeVariable<?> variable
        && (!values.containsKey(variable) || isOpen(values.get(variable)));
  }

  /** The class that is left of a type when it is compiled in the class that this is about. */
  Class<?> erased(Type type) {
    if (type instanceof TypeVariable<?> variable) {
      return erased(value(variable));
    } else if (type instanceof ParameterizedType generic) {
      return (Class<?>) generic.getRawType();
    } else if (type instanceof GenericArrayType array) {
      return erased(array.getGenericComponentType()).arrayType();
    } else if (type instanceof WildcardType wildcard) {
      return erased(wildcard.getUpperBounds()[0]);
    }
    return (Class<?>) type;
  }

  List<Class<?>> erased(Type[] types) {
    return Arrays.stream(types).<Class<?>>map(this::erased).toList();
  }

  /** The first argument of a generic type, erased; Object where it is not known. */
  Class<?> argument(Type type) {
    if (type instanceof TypeVariable<?> variable) {
      return argument(value(variable));
    }
    return type instanceof ParameterizedType generic
        ? erased(generic.getActualTypeArguments()[0])
        : Object.class;
  }
}
