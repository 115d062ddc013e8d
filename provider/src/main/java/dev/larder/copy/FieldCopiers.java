package dev.larder.copy;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Creates the copiers of records and of serializable classes without hooks. One method handle
 * copies all fields of a class, because the JVM compiles it like a method written for the class. A
 * handle for each field would cost an indirect call for each.
 */
final class FieldCopiers {
  /** From this release on, the JVM warns if code other than serialization sets a final field. */
  private static final boolean FINAL_IS_FINAL = Runtime.version().feature() >= 26;

  private static final Object[] NO_ARGUMENTS = {};
  private static final MethodType COPY = methodType(Object.class, Object.class, Graph.class);
  private static final MethodType FILL =
      methodType(void.class, Object.class, Object.class, Graph.class);

  private final ClassCopiers copiers;

  FieldCopiers(ClassCopiers copiers) {
    this.copiers = copiers;
  }

  /**
   * Returns the copier of a record. It passes the copies of the components to the canonical
   * constructor, so no component can refer to the new record. A record that is part of a cycle is
   * left to serialization.
   */
  ClassCopier ofRecord(Class<?> type) throws ReflectiveOperationException {
    List<Field> fields = new ArrayList<>();
    for (var component : type.getRecordComponents()) {
      fields.add(type.getDeclaredField(component.getName()));
    }
    Constructor<?> canonical =
        type.getDeclaredConstructor(fields.stream().map(Field::getType).toArray(Class<?>[]::new));
    canonical.setAccessible(true);
    MethodHandle all = MethodHandles.lookup().unreflectConstructor(canonical);
    for (int i = fields.size() - 1; i >= 0; i--) {
      all = MethodHandles.collectArguments(all, i, copiedValue(fields.get(i)));
    }
    int[] order = IntStream.range(0, 2 * fields.size()).map(i -> i % 2).toArray();
    MethodHandle copy =
        MethodHandles.permuteArguments(all, methodType(type, type, Graph.class), order)
            .asType(COPY);
    return new ClassCopier.InstanceBuilder(type, areShared(fields)) {
      @Override
      Object build(Object from, Graph graph) throws Throwable {
        return (Object) copy.invokeExact(from, graph);
      }
    };
  }

  /**
   * Returns the copier of a serializable class without hooks. It creates an instance without
   * calling a constructor of a serializable class, and copies the serializable fields of the class
   * and its superclasses. Transient fields keep their default values. The first superclass that is
   * not serializable initializes its own fields by its constructor.
   */
  ClassCopier ofObject(Class<?> type) throws ReflectiveOperationException {
    Constructor<?> constructor = serialConstructor(type);
    List<Field> fields = serialFields(type);
    List<MethodHandle> steps = new ArrayList<>();
    for (Field field : fields) {
      steps.add(copiedField(field).asType(methodType(void.class, type, type, Graph.class)));
    }
    MethodHandle all = sequence(steps).asType(FILL);
    return new ClassCopier.InstanceFiller(type, areShared(fields)) {
      @Override
      Object allocate(Object from) throws Throwable {
        return constructor.newInstance(NO_ARGUMENTS);
      }

      @Override
      void fill(Object from, Object to, Graph graph) throws Throwable {
        all.invokeExact(from, to, graph);
      }
    };
  }

  /**
   * Returns the constructor that deserialization uses: it calls the no-argument constructor of the
   * first superclass that is not serializable. The JDK offers {@code sun.reflect.ReflectionFactory}
   * to serialization libraries for this. It is looked up by name, because a custom runtime image
   * may lack its module if Larder is on the class path.
   */
  private static Constructor<?> serialConstructor(Class<?> type)
      throws ReflectiveOperationException {
    Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
    Method find = factory.getMethod("newConstructorForSerialization", Class.class);
    Object found = find.invoke(factory.getMethod("getReflectionFactory").invoke(null), type);
    if (found == null) {
      throw new NoSuchMethodException("no constructor for serialization: " + type.getName());
    }
    return (Constructor<?>) found;
  }

  /** Returns the serializable fields, those of superclasses first. */
  private static List<Field> serialFields(Class<?> type) {
    List<Field> found = new ArrayList<>();
    for (Class<?> c = type; c != null && ClassCopiers.isSerializable(c); c = c.getSuperclass()) {
      found.addAll(0, Stream.of(c.getDeclaredFields()).filter(FieldCopiers::isSerial).toList());
    }
    return found;
  }

  /** Returns whether the default serialization writes the field. */
  static boolean isSerial(Field field) {
    return (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0;
  }

  private boolean areShared(List<Field> fields) {
    return fields.stream().allMatch(field -> copiers.isShared(field.getType()));
  }

  /** Returns a handle of type {@code (C from, Graph) T} that copies the value of the field. */
  private MethodHandle copiedValue(Field field) throws ReflectiveOperationException {
    field.setAccessible(true);
    MethodHandle get = MethodHandles.lookup().unreflectGetter(field);
    if (copiers.isShared(field.getType())) {
      return MethodHandles.dropArguments(get, 1, Graph.class);
    }
    MethodHandle copy = MethodHandles.lookup().bind(new InlineCache(copiers), "copy", COPY);
    return MethodHandles.filterArguments(
            copy, 0, get.asType(get.type().changeReturnType(Object.class)))
        .asType(methodType(field.getType(), field.getDeclaringClass(), Graph.class));
  }

  /** Returns a handle of type {@code (C from, C to, Graph) void} that copies the field. */
  private MethodHandle copiedField(Field field) throws ReflectiveOperationException {
    if (FINAL_IS_FINAL && Modifier.isFinal(field.getModifiers())) {
      throw new IllegalAccessException(field + " is final");
    }
    MethodHandle value = copiedValue(field);
    Class<?> owner = field.getDeclaringClass();
    MethodHandle set =
        MethodHandles.collectArguments(MethodHandles.lookup().unreflectSetter(field), 1, value);
    return MethodHandles.permuteArguments(
        set, methodType(void.class, owner, owner, Graph.class), 1, 0, 2);
  }

  /**
   * Returns a handle that runs the steps in order. They form a balanced tree, because the JVM does
   * not inline a long chain.
   */
  private static MethodHandle sequence(List<MethodHandle> steps) {
    if (steps.size() <= 1) {
      return steps.isEmpty() ? MethodHandles.empty(FILL) : steps.get(0);
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
        copier = copiers.of(from.getClass());
        if (first == null) {
          first = copier;
        }
      }
      return copier.copy(from, graph);
    }
  }
}
