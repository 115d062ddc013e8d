package dev.larder.copy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Compares a copy with the one that serialization produces from the same original. Two serialized
 * copies are made. A difference between these two, such as the order of an identity map, is
 * ignored.
 */
final class Compare {
  private Compare() {}

  /** Returns the first difference from the serialized copy of the original, or null. */
  static String difference(Object original, Object copy) {
    return difference(original, copy, false);
  }

  /** Returns the first difference of a copy whose hash code was computed and may be cached. */
  static String differenceOfKey(Object original, Object copy) {
    return difference(original, copy, true);
  }

  /** Mutable objects are copied twice: when they are stored and when they are read. */
  private static String difference(Object original, Object copy, boolean hashed) {
    String twice = fromForm(form(roundTrip(original)), copy, hashed);
    return twice == null || fromForm(form(original), copy, hashed) == null ? null : twice;
  }

  private static String fromForm(byte[] form, Object copy, boolean hashed) {
    Object expected = read(form);
    Object again = read(form);
    if (expected.getClass() != copy.getClass()) {
      return expected.getClass() + " expected, not " + copy.getClass();
    }
    if (hashed) {
      attempt(Object::hashCode, expected);
      attempt(Object::hashCode, again);
      attempt(Object::hashCode, copy);
    }
    Map<String, String> unstable = Walk.differences(expected, again);
    for (Map.Entry<String, String> found : Walk.differences(expected, copy).entrySet()) {
      if (!unstable.containsKey(found.getKey())) {
        return "state: it" + found.getKey() + ": " + found.getValue();
      }
    }
    String inForm = inForm(expected, again, copy);
    return inForm == null ? inBehaviour(expected, again, copy) : inForm;
  }

  private static String inForm(Object expected, Object again, Object copy) {
    byte[] form = form(expected);
    if (Arrays.equals(form, form(again)) && !Arrays.equals(form, form(copy))) {
      byte[] other = form(copy);
      return "form: of "
          + form.length
          + " bytes expected, not "
          + other.length
          + ", from byte "
          + Arrays.mismatch(form, other)
          + " on";
    }
    return null;
  }

  private static String inBehaviour(Object expected, Object again, Object copy) {
    String hash = visible("hashCode", Object::hashCode, expected, again, copy);
    if (hash != null) {
      return hash;
    }
    String text = visible("toString", Object::toString, expected, again, copy);
    if (text != null) {
      return text;
    }
    if (Boolean.TRUE.equals(attempt(expected::equals, again))
        && !(Boolean.TRUE.equals(attempt(expected::equals, copy))
            && Boolean.TRUE.equals(attempt(copy::equals, expected)))) {
      return "equals: the copy is not equal";
    }
    return null;
  }

  private static String visible(
      String what, Function<Object, Object> method, Object expected, Object again, Object copy) {
    Object answer = attempt(method, expected);
    Object other = attempt(method, copy);
    return answer.equals(attempt(method, again)) && !answer.equals(other)
        ? what + ": " + answer + " expected, not " + other
        : null;
  }

  private static Object attempt(Function<Object, Object> method, Object on) {
    try {
      return String.valueOf(method.apply(on)).equals("true") ? true : "" + method.apply(on);
    } catch (RuntimeException | StackOverflowError e) {
      return e.getClass(); // such as that of a list in itself
    }
  }

  /** Returns the classes of the objects that the copy needlessly shares with the original. */
  static Set<String> shared(Object original, Object copy) {
    Set<Object> of = Walk.reachable(original);
    Set<Object> anyway = Walk.reachable(roundTrip(original));
    Set<String> names = new TreeSet<>();
    for (Object object : Walk.reachable(copy)) {
      if (of.contains(object) && !anyway.contains(object)) {
        names.add(object.getClass().getTypeName());
      }
    }
    return names;
  }

  static Object roundTrip(Object object) {
    return read(form(object));
  }

  static byte[] form(Object object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be serialized: " + e, e);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] form) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(form))) {
      return in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalArgumentException("cannot be deserialized: " + e, e);
    }
  }

  /** Walks over one or two graphs of objects. Inaccessible fields are ignored. */
  private static final class Walk {
    private static final int MOST = 50;

    private final IdentityHashMap<Object, Object> there = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Object> back = new IdentityHashMap<>();
    private final Map<String, String> found = new LinkedHashMap<>();
    private final Deque<Both> open = new ArrayDeque<>();

    private record Both(String path, Object a, Object b) {}

    static Map<String, String> differences(Object a, Object b) {
      Walk walk = new Walk();
      walk.open.add(new Both("", a, b));
      while (!walk.open.isEmpty() && walk.found.size() < MOST) {
        walk.compare(walk.open.poll());
      }
      return walk.found;
    }

    static Set<Object> reachable(Object root) {
      Walk walk = new Walk();
      Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
      walk.open.add(new Both("", root, root));
      while (!walk.open.isEmpty()) {
        Both next = walk.open.poll();
        if (next.a != null && !isValue(next.a) && seen.add(next.a)) {
          walk.parts(next);
        }
      }
      return seen;
    }

    private void compare(Both both) {
      Object a = both.a;
      Object b = both.b;
      if (a == null || b == null) {
        require(both, a == b, a == null ? "null expected" : "null, but not expected");
      } else if (a.getClass() != b.getClass()) {
        require(both, false, a.getClass() + " expected, not " + b.getClass());
      } else if (isValue(a)) {
        require(both, a.equals(b), a + " expected, not " + b);
      } else if (there.containsKey(a) || back.containsKey(b)) {
        require(both, there.get(a) == b && back.get(b) == a, "a reference leads elsewhere");
      } else {
        there.put(a, b);
        back.put(b, a);
        parts(both);
      }
    }

    private static boolean isValue(Object object) {
      return object instanceof String
          || object instanceof Class
          || object instanceof Enum
          || object instanceof Boolean
          || object instanceof Character
          || (object instanceof Number && object.getClass().getName().startsWith("java.lang."));
    }

    private void parts(Both both) {
      Object a = both.a;
      Object b = both.b;
      if (a.getClass().isArray()) {
        array(both);
      } else if (a instanceof Collection<?> elements && isOfJdk(a)) {
        Iterator<?> others = ((Collection<?>) b).iterator();
        int i = 0;
        for (Object element : elements) {
          open.add(
              new Both(
                  both.path + "(" + i++ + ")", element, others.hasNext() ? others.next() : null));
        }
        require(both, !others.hasNext(), "more elements than expected");
      } else if (a instanceof Map<?, ?> map && isOfJdk(a)) {
        Iterator<? extends Map.Entry<?, ?>> others = ((Map<?, ?>) b).entrySet().iterator();
        int i = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          Map.Entry<?, ?> other = others.hasNext() ? others.next() : null;
          String path = both.path + "{" + i++ + "}";
          open.add(new Both(path + ".key", entry.getKey(), other == null ? null : other.getKey()));
          open.add(new Both(path, entry.getValue(), other == null ? null : other.getValue()));
        }
        require(both, !others.hasNext(), "more entries than expected");
      }
      fields(both);
    }

    private static boolean isOfJdk(Object object) {
      return object.getClass().getName().startsWith("java.");
    }

    private void array(Both both) {
      int length = Array.getLength(both.a);
      if (length != Array.getLength(both.b)) {
        require(both, false, "a length of " + length + " expected, not " + Array.getLength(both.b));
      } else if (both.a.getClass().getComponentType().isPrimitive()) {
        require(both, Arrays.deepEquals(new Object[] {both.a}, new Object[] {both.b}), "differs");
      } else {
        for (int i = 0; i < length; i++) {
          open.add(new Both(both.path + "[" + i + "]", Array.get(both.a, i), Array.get(both.b, i)));
        }
      }
    }

    private void fields(Both both) {
      for (Class<?> c = both.a.getClass(); c != null; c = c.getSuperclass()) {
        for (Field field : c.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers()) && isAccessible(field)) {
            open.add(
                new Both(both.path + "." + field.getName(), of(field, both.a), of(field, both.b)));
          }
        }
      }
    }

    private static boolean isAccessible(Field field) {
      try {
        field.setAccessible(true);
        return true;
      } catch (InaccessibleObjectException e) {
        return false; // of the JDK
      }
    }

    private static Object of(Field field, Object object) {
      try {
        return field.get(object);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }

    private void require(Both both, boolean condition, String message) {
      if (!condition) {
        found.putIfAbsent(both.path, message);
      }
    }
  }
}
