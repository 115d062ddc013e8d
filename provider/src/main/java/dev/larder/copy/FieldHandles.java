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
  private static final MethodHandle COPY = copyOfHint();

  private final ClassCopiers plans;

  FieldHandles(ClassCopiers plans) {
    this.plans = plans;
  }

  private static MethodHandle copyOfHint() {
    try {
      return LOOKUP.findVirtual(
          Hint.class, "copy", methodType(Object.class, Object.class, Graph.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** Returns whether the field can only hold primitives or immutable objects. */
  boolean isShared(Field field) {
    Class<?> type = field.getType();
    return type.isPrimitive()
        || ((Modifier.isFinal(type.getModifiers()) || type.isEnum())
            && plans.isImmutable(type)
            && plans.of(type) instanceof ClassCopier.Shared);
  }

  /** Returns a handle of type {@code (C from, Graph) T} that copies the value of the field. */
  MethodHandle copied(Field field) throws IllegalAccessException {
    field.setAccessible(true);
    MethodHandle get = LOOKUP.unreflectGetter(field);
    if (isShared(field)) {
      return MethodHandles.dropArguments(get, 1, Graph.class);
    }
    MethodHandle copy = COPY.bindTo(new Hint(plans));
    return MethodHandles.filterArguments(
            copy, 0, get.asType(get.type().changeReturnType(Object.class)))
        .asType(methodType(field.getType(), field.getDeclaringClass(), Graph.class));
  }

  /** Returns a handle of type {@code (C from, C to, Graph) void} that copies the field. */
  MethodHandle moved(Field field) throws IllegalAccessException {
    if (FINAL_IS_FINAL && Modifier.isFinal(field.getModifiers())) {
      throw new IllegalAccessException(field + " is final");
    }
    MethodHandle copied = copied(field);
    Class<?> owner = field.getDeclaringClass();
    MethodHandle set = MethodHandles.collectArguments(LOOKUP.unreflectSetter(field), 1, copied);
    return MethodHandles.permuteArguments(
        set, methodType(void.class, owner, owner, Graph.class), 1, 0, 2);
  }

  /**
   * Returns a handle that runs the steps in order. They form a balanced tree, because the JVM does
   * not inline a long chain.
   */
  static MethodHandle all(List<MethodHandle> steps) {
    if (steps.isEmpty()) {
      return MethodHandles.empty(methodType(void.class, Object.class, Object.class, Graph.class));
    }
    if (steps.size() == 1) {
      return steps.get(0);
    }
    int half = steps.size() / 2;
    MethodHandle first = all(steps.subList(0, half));
    return MethodHandles.foldArguments(all(steps.subList(half, steps.size())), first);
  }

  /** Caches the copier of the first class seen in a field, which is usually the only one. */
  static final class Hint {
    private final ClassCopiers plans;

    /** Racy, but harmless: copiers are immutable. */
    private @Nullable ClassCopier usual;

    Hint(ClassCopiers plans) {
      this.plans = plans;
    }

    @Nullable Object copy(@Nullable Object from, Graph graph) throws Throwable {
      if (from == null) {
        return null;
      }
      ClassCopier plan = usual;
      if (plan == null || plan.type != from.getClass()) {
        plan = other(from.getClass());
      }
      return plan.copy(from, graph);
    }

    private ClassCopier other(Class<?> type) {
      ClassCopier plan = plans.of(type);
      if (usual == null) {
        usual = plan;
      }
      return plan;
    }
  }
}
