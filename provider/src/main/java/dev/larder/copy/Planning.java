package dev.larder.copy;

import java.io.Serializable;

/** Finds the plan for a class: what kind of class it is to serialization. */
final class Planning {
  private Planning() {}

  /** The plan; an unplanned one for whatever stands in the way of another. */
  static Plan plan(Class<?> type, GraphCopier copier, Serializer serializer) {
    try {
      return isAdmitted(type, serializer) ? admitted(type, copier) : new Plan.Unplanned(type);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return new Plan.Unplanned(type); // a package not opened, a class missing, a module missing
    }
  }

  /** The stream describes a class with its serializable superclasses, and resolves each of them. */
  private static boolean isAdmitted(Class<?> type, Serializer serializer)
      throws ClassNotFoundException {
    if (!isSerializable(type)) {
      return false;
    }
    Class<?> described = isConstantWithBody(type) ? type.getSuperclass() : type;
    for (Class<?> c = described; c != null && isSerializable(c); c = c.getSuperclass()) {
      if (!serializer.admits(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isConstantWithBody(Class<?> type) {
    Class<?> parent = type.getSuperclass();
    return parent != null && parent.isEnum();
  }

  static boolean isSerializable(Class<?> type) {
    return Serializable.class.isAssignableFrom(type);
  }

  private static Plan admitted(Class<?> type, GraphCopier copier)
      throws ReflectiveOperationException {
    if (ImmutableTypes.isValue(type)) {
      return new Plan.Shared(type);
    }
    if (type.isArray()) {
      return ArrayPlans.plan(type, copier);
    }
    Plan known = JdkPlans.plan(type);
    if (known != null) {
      return known;
    }
    if (!Hooks.isPlain(type)) {
      return new Plan.Unplanned(type);
    }
    FieldHandles handles = new FieldHandles(copier);
    return type.isRecord() ? new RecordPlan(type, handles) : new ObjectPlan(type, handles);
  }
}
