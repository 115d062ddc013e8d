package dev.larder.copy;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds method handles that copy fields. One handle does all fields of a class: the JVM compiles
 * it, once it is warm, like a method written for the class, where one handle a field would be
 * called through a pointer each.
 */
final class FieldHandles {
  /** From here on the JVM warns when a final field is set, unless by serialization. */
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

  /** Whether what the field holds, if anything, can only be of a class that is shared. */
  boolean isShared(Field field) {
    Class<?> type = field.getType();
    return type.isPrimitive()
        || ((Modifier.isFinal(type.getModifiers()) || type.isEnum())
            && plans.isImmutable(type)
            && plans.of(type) instanceof ClassCopier.Shared);
  }

  /** {@code (C from, Graph) T}: the copy of what the field holds. */
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

  /** {@code (Object from, Object to, Graph) void}: sets the field to what is copied. */
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

  /** One after the other; as a balanced tree, for a long chain would not be inlined. */
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

  /** One field's objects are mostly of one class: the plan of the first spares looking it up. */
  static final class Hint {
    private final ClassCopiers plans;

    /** Set once, or a few times in a race: plans are immutable. */
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
