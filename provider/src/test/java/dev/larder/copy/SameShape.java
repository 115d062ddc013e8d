package dev.larder.copy;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Date;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.hamcrest.Description;
import org.hamcrest.Matcher;
import org.hamcrest.TypeSafeDiagnosingMatcher;

/**
 * Compares two graphs of objects: classes, fields including transient ones, elements, their order,
 * and which references lead to the same object. Only immutable values are compared by {@code
 * equals}. A graph may have any depth: the references still to follow are kept in a queue.
 */
final class SameShape extends TypeSafeDiagnosingMatcher<Object> {
  private final Object expected;
  private final boolean apart;
  private final IdentityHashMap<Object, Object> there = new IdentityHashMap<>();
  private final IdentityHashMap<Object, Object> back = new IdentityHashMap<>();
  private final Deque<Pair> pending = new ArrayDeque<>();

  /** Two references to compare, and the path that leads to them; null stands for null. */
  private record Pair(String path, Object a, Object b) {}

  private SameShape(Object expected, boolean apart) {
    this.expected = expected;
    this.apart = apart;
  }

  /** Matches a graph of the same shape. */
  static Matcher<Object> sameShapeAs(Object expected) {
    return new SameShape(expected, false);
  }

  /** Matches a graph of the same shape that shares no mutable object with the other. */
  static Matcher<Object> apartFrom(Object original) {
    return new SameShape(original, true);
  }

  @Override
  public void describeTo(Description description) {
    description.appendText("the same shape as ").appendText(expected.getClass().getName());
  }

  @Override
  protected boolean matchesSafely(Object actual, Description mismatch) {
    there.clear();
    back.clear();
    pending.clear();
    pending.add(new Pair("it", expected, actual));
    try {
      while (!pending.isEmpty()) {
        Pair next = pending.remove();
        compare(next.path(), next.a(), next.b());
      }
      return true;
    } catch (Different e) {
      mismatch.appendText(e.getMessage());
      return false;
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private void compare(String path, Object a, Object b) throws Different, IllegalAccessException {
    if (a == null || b == null) {
      require(path, a == b, "one is null");
      return;
    }
    require(path, a.getClass() == b.getClass(), a.getClass() + " and " + b.getClass());
    if (new ImmutableTypes(Set.of()).contains(a.getClass()) || a instanceof Class) {
      require(path, a.equals(b), a + " and " + b);
      return;
    }
    if (there.containsKey(a) || back.containsKey(b)) {
      require(path, there.get(a) == b && back.get(b) == a, "references lead elsewhere");
      return;
    }
    there.put(a, b);
    back.put(b, a);
    if (a.getClass().isArray()) {
      array(path, a, b);
    } else if (a.getClass().getName().startsWith("java.")) {
      known(path, a, b);
    } else {
      require(path, !apart || a != b || !hasState(a), "shared");
      fields(path, a, b);
    }
  }

  private void later(String path, Object a, Object b) {
    pending.add(new Pair(path, a, b));
  }

  private static boolean hasState(Object object) {
    return object.getClass().getDeclaredFields().length > 0;
  }

  private static boolean isConstant(Object object) {
    return object.getClass().getName().startsWith("java.util.Collections$");
  }

  /**
   * Returns whether the object is an unmodifiable collection of immutable elements, its own copy.
   */
  private static boolean isFixed(Object object) {
    return object.getClass().getName().contains("ImmutableCollections$")
        && (object instanceof Map<?, ?> map
            ? map.values().stream().allMatch(SameShape::isImmutable)
            : ((Collection<?>) object).stream().allMatch(SameShape::isImmutable));
  }

  private static boolean isImmutable(Object object) {
    return object == null
        || new ImmutableTypes(Set.of()).contains(object.getClass())
        || isFixed(object);
  }

  private void array(String path, Object a, Object b) throws Different {
    require(path, !apart || a != b, "shared");
    require(path, Array.getLength(a) == Array.getLength(b), "lengths differ");
    for (int i = 0; i < Array.getLength(a); i++) {
      later(path + "[" + i + "]", Array.get(a, i), Array.get(b, i));
    }
  }

  private void known(String path, Object a, Object b) throws Different {
    require(path, !apart || a != b || isConstant(a) || isFixed(a), "shared");
    if (a instanceof Collection<?> elements) {
      require(path, elements.size() == ((Collection<?>) b).size(), "sizes differ");
      Iterator<?> others = ((Collection<?>) b).iterator();
      int i = 0;
      for (Object element : elements) {
        later(path + "(" + i++ + ")", element, others.next());
      }
    } else if (a instanceof Map<?, ?> map) {
      require(path, map.size() == ((Map<?, ?>) b).size(), "sizes differ");
      Iterator<? extends Map.Entry<?, ?>> others = ((Map<?, ?>) b).entrySet().iterator();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Map.Entry<?, ?> other = others.next();
        later(path + ".key", entry.getKey(), other.getKey());
        later(path + "(" + entry.getKey() + ")", entry.getValue(), other.getValue());
      }
    } else if (a instanceof Date || a instanceof BitSet) {
      require(path, a.equals(b), a + " and " + b);
    } else {
      boolean tells = !a.toString().startsWith(a.getClass().getName() + "@");
      require(path, !tells || a.toString().equals(b.toString()), a + " and " + b);
    }
  }

  private void fields(String path, Object a, Object b) throws IllegalAccessException {
    for (Class<?> c = a.getClass(); !c.getName().startsWith("java."); c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())
            && !(apart && Modifier.isTransient(field.getModifiers()))) {
          field.setAccessible(true);
          later(path + "." + field.getName(), field.get(a), field.get(b));
        }
      }
    }
  }

  private static void require(String path, boolean condition, String message) throws Different {
    if (!condition) {
      throw new Different(path + ": " + message);
    }
  }

  private static final class Different extends Exception {
    Different(String message) {
      super(message);
    }
  }
}
