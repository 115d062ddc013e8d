package dev.larder.copy;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds method handles that copy fields. One handle copies all fields of a class, because the JVM
 * compiles it like a method written for the class. A handle for each field would cost an indirect
 * call for each.
 */
final class FieldHandles {
  /** From this release on, the JVM warns if code other than serialization sets a final field. */
  private static final boolean FINAL_IS_FINAL = Runtime.version().feature() >= 26;

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final MethodHandle COPY = inlineCacheCopy();

  private final ClassCopiers copiers;

  FieldHandles(ClassCopiers copiers) {
    this.copiers = copiers;
  }

  private static MethodHandle inlineCacheCopy() {
    try {
      return LOOKUP.findVirtual(
          InlineCache.class, "copy", methodType(Object.class, Object.class, Graph.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** Returns whether the field can only hold primitives or immutable objects. */
  boolean isShared(Field field) {
    Class<?> type = field.getType();
    return type.isPrimitive()
        || ((Modifier.isFinal(type.getModifiers()) || type.isEnum())
            && copiers.isImmutable(type)
            && copiers.of(type) instanceof ClassCopier.Immutable);
  }

  /** Returns a handle of type {@code (C from, Graph) T} that copies the value of the field. */
  MethodHandle copiedValue(Field field) throws IllegalAccessException {
    field.setAccessible(true);
    MethodHandle get = LOOKUP.unreflectGetter(field);
    if (isShared(field)) {
      return MethodHandles.dropArguments(get, 1, Graph.class);
    }
    MethodHandle copy = COPY.bindTo(new InlineCache(copiers));
    return MethodHandles.filterArguments(
            copy, 0, get.asType(get.type().changeReturnType(Object.class)))
        .asType(methodType(field.getType(), field.getDeclaringClass(), Graph.class));
  }

  /** Returns a handle of type {@code (C from, C to, Graph) void} that copies the field. */
  MethodHandle copiedField(Field field) throws IllegalAccessException {
    if (FINAL_IS_FINAL && Modifier.isFinal(field.getModifiers())) {
      throw new IllegalAccessException(field + " is final");
    }
    MethodHandle value = copiedValue(field);
    Class<?> owner = field.getDeclaringClass();
    MethodHandle set = MethodHandles.collectArguments(LOOKUP.unreflectSetter(field), 1, value);
    return MethodHandles.permuteArguments(
        set, methodType(void.class, owner, owner, Graph.class), 1, 0, 2);
  }

  /**
   * Returns a handle that runs the steps in order. They form a balanced tree, because the JVM does
   * not inline a long chain.
   */
  static MethodHandle sequence(List<MethodHandle> steps) {
    if (steps.isEmpty()) {
      return MethodHandles.empty(methodType(void.class, Object.class, Object.class, Graph.class));
    }
    if (steps.size() == 1) {
      return steps.get(0);
    }
    int half = steps.size() / 2;
    MethodHandle first = sequence(steps.subList(0, half));
    return MethodHandles.foldArguments(sequence(steps.subList(half, steps.size())), first);
  }

  /** Caches the copier of the first class seen in a field, which is usually the only one. */
  static final class InlineCache {
    private final ClassCopiers copiers;

    /** Racy, but harmless: copiers are immutable. */
    private @Nullable ClassCopier first;

    InlineCache(ClassCopiers copiers) {
      this.copiers = copiers;
    }

    @Nullable Object copy(@Nullable Object from, Graph graph) throws Throwable {
      if (from == null) {
        return null;
      }
      ClassCopier copier = first;
      if (copier == null || copier.type != from.getClass()) {
        copier = other(from.getClass());
      }
      return copier.copy(from, graph);
    }

    private ClassCopier other(Class<?> type) {
      ClassCopier copier = copiers.of(type);
      if (first == null) {
        first = copier;
      }
      return copier;
    }
  }
}
