package dev.larder.copy;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * Copier of a serializable class without hooks. It creates an instance without calling a
 * constructor of a serializable class, and copies the serializable fields of the class and its
 * superclasses. Transient fields keep their default values. The first superclass that is not
 * serializable initializes its own fields by its constructor.
 */
final class ObjectCopier extends ClassCopier.InstanceFiller {
  private static final Object[] NOTHING = {};

  private final Constructor<?> constructor;
  private final MethodHandle fields;

  ObjectCopier(Class<?> type, FieldHandles handles) throws ReflectiveOperationException {
    super(type, serialFields(type).stream().allMatch(handles::isShared));
    this.constructor = SerialConstructor.of(type);
    List<MethodHandle> steps = new ArrayList<>();
    for (Field field : serialFields(type)) {
      MethodHandle step = handles.copiedField(field);
      steps.add(step.asType(methodType(void.class, type, type, Graph.class)));
    }
    this.fields =
        FieldHandles.sequence(steps)
            .asType(methodType(void.class, Object.class, Object.class, Graph.class));
  }

  /** Returns the serializable fields, those of superclasses first. */
  private static List<Field> serialFields(Class<?> type) {
    List<Field> found = new ArrayList<>();
    for (Class<?> c = type; c != null && ClassCopiers.isSerializable(c); c = c.getSuperclass()) {
      List<Field> own = new ArrayList<>();
      for (Field field : c.getDeclaredFields()) {
        if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0) {
          own.add(field);
        }
      }
      found.addAll(0, own);
    }
    return found;
  }

  @Override
  Object allocate(Object from) throws Throwable {
    return constructor.newInstance(NOTHING);
  }

  @Override
  void fill(Object from, Object to, Graph graph) throws Throwable {
    fields.invokeExact(from, to, graph);
  }
}
