package dev.larder.copy;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/**
 * Copier of a record. It passes the copies of the components to the canonical constructor, so no
 * component can refer to the new record. A record that is part of a cycle is left to serialization.
 */
final class RecordCopier extends ClassCopier.InstanceBuilder {
  private final MethodHandle make;

  RecordCopier(Class<?> type, FieldHandles handles) throws ReflectiveOperationException {
    super(type, fields(type).stream().allMatch(handles::isShared));
    List<Field> fields = fields(type);
    Constructor<?> canonical =
        type.getDeclaredConstructor(fields.stream().map(Field::getType).toArray(Class<?>[]::new));
    canonical.setAccessible(true);
    MethodHandle all = MethodHandles.lookup().unreflectConstructor(canonical);
    for (int i = fields.size() - 1; i >= 0; i--) {
      all = MethodHandles.collectArguments(all, i, handles.copiedValue(fields.get(i)));
    }
    int[] order = new int[2 * fields.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i % 2;
    }
    this.make =
        MethodHandles.permuteArguments(all, methodType(type, type, Graph.class), order)
            .asType(methodType(Object.class, Object.class, Graph.class));
  }

  private static List<Field> fields(Class<?> type) throws NoSuchFieldException {
    List<Field> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      fields.add(type.getDeclaredField(component.getName()));
    }
    return fields;
  }

  @Override
  Object build(Object from, Graph graph) throws Throwable {
    return (Object) make.invokeExact(from, graph);
  }
}
