package dev.larder.copy;

import java.lang.reflect.Modifier;

/** Copiers of arrays. A copy has the class and the length of its original. */
final class ArrayCopiers {
  private ArrayCopiers() {}

  static ClassCopier copier(Class<?> type, ClassCopiers copiers) {
    Class<?> component = type.getComponentType();
    if (component.isPrimitive()) {
      return new OfPrimitives(type);
    }
    boolean shared =
        Modifier.isFinal(component.getModifiers())
            && copiers.isImmutable(component)
            && copiers.of(component) instanceof ClassCopier.Immutable;
    return new OfObjects(type, shared);
  }

  private static final class OfPrimitives extends ClassCopier.InstanceBuilder {
    OfPrimitives(Class<?> type) {
      super(type, true);
    }

    @Override
    Object build(Object from, Graph graph) {
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

  private static final class OfObjects extends ClassCopier.InstanceFiller {
    OfObjects(Class<?> type, boolean shared) {
      super(type, shared);
    }

    @Override
    Object allocate(Object from) {
      return ((Object[]) from).clone();
    }

    @Override
    void fill(Object from, Object to, Graph graph) throws Throwable {
      if (!flat) {
        graph.copyEach((Object[]) from, (Object[]) to);
      }
    }
  }
}
