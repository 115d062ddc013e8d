package dev.larder.copy;

import java.lang.reflect.Modifier;

/** For arrays, whose component type stays exactly what it is. */
final class ArrayPlans {
  private ArrayPlans() {}

  static Plan plan(Class<?> type, GraphCopier plans) {
    Class<?> component = type.getComponentType();
    if (component.isPrimitive()) {
      return new OfPrimitives(type);
    }
    boolean shared =
        Modifier.isFinal(component.getModifiers())
            && ImmutableTypes.isValue(component)
            && plans.planOf(component) instanceof Plan.Shared;
    return new OfObjects(type, shared);
  }

  private static final class OfPrimitives extends Plan.Tracked {
    OfPrimitives(Class<?> type) {
      super(type, true);
    }

    @Override
    Object make(Object from, Graph graph) {
      Object to = clone(from);
      graph.add(from, to);
      return to;
    }

    private static Object clone(Object from) {
      if (from instanceof byte[] array) {
        return array.clone();
      } else if (from instanceof int[] array) {
        return array.clone();
      } else if (from instanceof long[] array) {
        return array.clone();
      } else if (from instanceof double[] array) {
        return array.clone();
      } else if (from instanceof char[] array) {
        return array.clone();
      } else if (from instanceof float[] array) {
        return array.clone();
      } else if (from instanceof short[] array) {
        return array.clone();
      } else {
        return ((boolean[]) from).clone();
      }
    }
  }

  private static final class OfObjects extends Plan.Tracked {
    OfObjects(Class<?> type, boolean shared) {
      super(type, shared);
    }

    @Override
    Object make(Object from, Graph graph) throws Throwable {
      Object[] to = ((Object[]) from).clone();
      graph.add(from, to);
      if (!flat) {
        graph.copyAll(to);
      }
      return to;
    }
  }
}
