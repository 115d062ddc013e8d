package dev.larder.annotations.metadata;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Substitutes the type variables of a class's supertypes. */
final class TypeArguments {
  private final Map<TypeVariable<?>, Type> values = new HashMap<>();

  TypeArguments(Class<?> type) {
    addSupertypes(type);
  }

  private void addSupertypes(Class<?> type) {
    read(type::getGenericSuperclass, type::getSuperclass).ifPresent(this::add);
    for (Type each : read(type::getGenericInterfaces, type::getInterfaces).orElseThrow()) {
      add(each);
    }
  }

  /** Reads generic types, or falls back to erased ones if a class that they name is missing. */
  private static <T> Optional<T> read(
      Supplier<? extends @Nullable T> generic, Supplier<? extends @Nullable T> erased) {
    try {
      return Optional.ofNullable(generic.get());
    } catch (TypeNotPresentException e) {
      return Optional.ofNullable(erased.get());
    }
  }

  /** Returns the generic return type of a method. */
  static Type resultType(Method method) {
    return TypeArguments.<Type>read(method::getGenericReturnType, method::getReturnType)
        .orElseThrow();
  }

  /** Returns the erased parameter types of a method. */
  List<Class<?>> parameters(Method method) {
    return Arrays.stream(
            TypeArguments.<Type[]>read(method::getGenericParameterTypes, method::getParameterTypes)
                .orElseThrow())
        .<Class<?>>map(this::erased)
        .toList();
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

  /** Returns whether a type is an unbound variable, of a method or of a class. */
  boolean isOpen(Type type) {
    return type instanceof TypeVariable<?> variable
        && (!values.containsKey(variable) || isOpen(values.get(variable)));
  }

  /** Returns the erasure of a type, with the variables of this class substituted. */
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

  /** Returns the erasure of the first type argument, or Object if it is unknown. */
  Class<?> argument(Type type) {
    if (type instanceof TypeVariable<?> variable) {
      return argument(value(variable));
    }
    return type instanceof ParameterizedType generic
        ? erased(generic.getActualTypeArguments()[0])
        : Object.class;
  }
}
