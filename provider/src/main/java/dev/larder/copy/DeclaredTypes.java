package dev.larder.copy;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.net.URL;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The classes that a value of one declared type may consist of, by its declarations:
 *
 * <ul>
 *   <li>the declared type and its subclasses;
 *   <li>the types of the fields of an accepted class, their type arguments and bounds, and the
 *       subclasses of all of these;
 *   <li>the superclasses of an accepted class, but not the other subclasses of a superclass;
 *   <li>the serializable classes in the nest of an accepted class that has {@code writeReplace}:
 *       one of them is its serialized form.
 * </ul>
 *
 * <p>The declarations of a subclass are examined at its first use. Classes of the platform are not
 * included; {@link SerialFilter} accepts those by name. Thread-safe.
 */
final class DeclaredTypes {
  /** Types that are accepted with all their subclasses. */
  private final Set<Class<?>> extensible = ConcurrentHashMap.newKeySet();

  /** Accepted classes, whose fields have been examined. */
  private final Set<Class<?>> accepted = ConcurrentHashMap.newKeySet();

  DeclaredTypes(Class<?> type) {
    addWithSubclasses(type);
  }

  /** Returns whether the class belongs to the platform, whose classes are accepted by name only. */
  static boolean isOfPlatform(Class<?> type) {
    return type.getName().startsWith("java.") || type.getName().startsWith("javax.");
  }

  /** Returns the type of the elements of an array of any dimension, or the type itself. */
  static Class<?> elementType(Class<?> type) {
    return type.isArray() ? elementType(type.getComponentType()) : type;
  }

  /** Returns whether objects of this class are accepted. Arrays are not included. */
  boolean contains(Class<?> type) {
    if (accepted.contains(type) || extensible.contains(type)) {
      return true;
    }
    for (Class<?> known : extensible) {
      if (known.isAssignableFrom(type)) {
        accept(type);
        return true;
      }
    }
    return false;
  }

  private void addWithSubclasses(@Nullable Type type) {
    if (type instanceof Class<?> known) {
      Class<?> element = elementType(known);
      boolean isDeclared =
          element == URL.class || !(element.isPrimitive() || isOfPlatform(element));
      if (isDeclared && extensible.add(element)) {
        accept(element);
      }
    } else if (type instanceof ParameterizedType generic) {
      addWithSubclasses(generic.getRawType());
      for (Type argument : generic.getActualTypeArguments()) {
        addWithSubclasses(argument);
      }
    } else if (type instanceof GenericArrayType array) {
      addWithSubclasses(array.getGenericComponentType());
    } else if (type instanceof WildcardType wildcard) {
      addAllWithSubclasses(wildcard.getUpperBounds());
      addAllWithSubclasses(wildcard.getLowerBounds());
    } else if (type instanceof TypeVariable<?> variable) {
      for (Type bound : variable.getBounds()) {
        // The type arguments of a bound may refer to the variable itself.
        addWithSubclasses(
            bound instanceof ParameterizedType generic ? generic.getRawType() : bound);
      }
    }
  }

  private void addAllWithSubclasses(Type... types) {
    for (Type type : types) {
      addWithSubclasses(type);
    }
  }

  /** Accepts a class, its superclasses, and the types of their fields and serialized forms. */
  private void accept(Class<?> type) {
    for (Class<?> c = type; c != null && !isOfPlatform(c); c = c.getSuperclass()) {
      if (accepted.add(c)) {
        try {
          acceptParts(c);
        } catch (LinkageError | TypeNotPresentException e) {
          // A declared class is missing, so no stream can contain an object of it.
        }
      }
    }
  }

  private void acceptParts(Class<?> type) {
    if (type.getGenericSuperclass() instanceof ParameterizedType parent) {
      addAllWithSubclasses(parent.getActualTypeArguments()); // Orders extends ArrayList<Order>
    }
    for (Field field : type.getDeclaredFields()) {
      if (FieldCopiers.isSerial(field)) {
        addWithSubclasses(field.getGenericType());
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (isHook(method, "writeReplace")) {
        acceptForms(type, method.getReturnType());
      }
    }
  }

  private void acceptForms(Class<?> type, Class<?> form) {
    if (form != Object.class) {
      addWithSubclasses(form);
    }
    for (Class<?> nested : type.getNestHost().getNestMembers()) {
      if (nested != type
          && ClassCopiers.isSerializable(nested)
          && Stream.of(nested.getDeclaredMethods()).anyMatch(m -> isHook(m, "readResolve"))) {
        accept(nested);
      }
    }
  }

  private static boolean isHook(Method method, String name) {
    return method.getName().equals(name) && method.getParameterCount() == 0;
  }
}
