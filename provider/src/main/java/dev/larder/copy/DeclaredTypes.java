package dev.larder.copy;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.net.URL;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
      Class<?> element = known;
      while (element.isArray()) {
        element = element.getComponentType();
      }
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
        addWithSubclasses(erased(bound));
      }
    }
  }

  /** Returns the bound without its type arguments, which may refer to the variable itself. */
  private static Type erased(Type bound) {
    return bound instanceof ParameterizedType generic ? generic.getRawType() : bound;
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
    addAllWithSubclasses(typeArgumentsOfParents(type));
    for (Field field : type.getDeclaredFields()) {
      if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0) {
        addWithSubclasses(field.getGenericType());
      }
    }
    acceptForms(type);
  }

  /** Returns the element types of collections such as {@code Orders extends ArrayList<Order>}. */
  private static Type[] typeArgumentsOfParents(Class<?> type) {
    return type.getGenericSuperclass() instanceof ParameterizedType parent
        ? parent.getActualTypeArguments()
        : new Type[0];
  }

  private void acceptForms(Class<?> type) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals("writeReplace") && method.getParameterCount() == 0) {
        if (method.getReturnType() != Object.class) {
          addWithSubclasses(method.getReturnType());
        }
        for (Class<?> nested : type.getNestHost().getNestMembers()) {
          if (nested != type && ClassCopiers.isSerializable(nested) && resolves(nested)) {
            accept(nested);
          }
        }
      }
    }
  }

  private static boolean resolves(Class<?> type) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals("readResolve") && method.getParameterCount() == 0) {
        return true;
      }
    }
    return false;
  }
}
