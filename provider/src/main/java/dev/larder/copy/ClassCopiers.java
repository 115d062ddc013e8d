package dev.larder.copy;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The plans of one cache, each made when its class is first met. Thread-safe; it keeps no class
 * alive longer than the cache.
 */
final class ClassCopiers {
  private static final ClassCopier STRING = new ClassCopier.Shared(String.class);

  private final Serializer serializer;
  private final ImmutableTypes immutable;
  private final boolean filtered;
  private final Map<Class<?>, ClassCopier> plans = new ConcurrentHashMap<>();

  /**
   * Makes an empty set of plans.
   *
   * @param filtered whether a filter may look at more than the class of an object. Then there are
   *     plans for immutable objects and for Larder's own classes only, and the filter sees the rest
   */
  ClassCopiers(Serializer serializer, boolean filtered) {
    this.serializer = serializer;
    this.immutable = serializer.immutable();
    this.filtered = filtered;
  }

  ClassCopier of(Class<?> type) {
    if (type == String.class) {
      return STRING;
    }
    ClassCopier plan = plans.get(type);
    if (plan == null) {
      plan = plan(type);
      plans.put(type, plan);
    }
    return plan;
  }

  /** Whether an object of exactly this class is immutable, as far as its class can tell. */
  boolean isImmutable(Class<?> type) {
    return type != Class.class && immutable.contains(type);
  }

  static boolean isSerializable(Class<?> type) {
    return Serializable.class.isAssignableFrom(type);
  }

  /** The plan; an unplanned one for whatever stands in the way of another. */
  private ClassCopier plan(Class<?> type) {
    if (immutable.isListed(type)) {
      return new ClassCopier.Shared(type);
    }
    try {
      if (filtered ? mayPassFilters(type) : !isSerializable(type) || isAdmitted(type)) {
        return admitted(type);
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      // A package that is not open, a missing class, a missing module: serialization decides.
    }
    return new ClassCopier.Unplanned(type);
  }

  private boolean mayPassFilters(Class<?> type) {
    return isImmutable(type) || OwnTypes.contains(type) || type == Object[].class;
  }

  /** The stream describes a class with its serializable superclasses, and resolves each of them. */
  private boolean isAdmitted(Class<?> type) throws ClassNotFoundException {
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

  private ClassCopier admitted(Class<?> type) throws ReflectiveOperationException {
    if (isImmutable(type)) {
      return new ClassCopier.Shared(type);
    }
    if (type.isArray()) {
      return ArrayCopiers.plan(type, this);
    }
    ClassCopier known = JdkClassCopiers.plan(type);
    if (known != null) {
      return known;
    }
    if (!isSerializable(type) || !SerializationHooks.isPlain(type)) {
      return new ClassCopier.Unplanned(type);
    }
    FieldHandles handles = new FieldHandles(this);
    return type.isRecord() ? new RecordCopier(type, handles) : new ObjectCopier(type, handles);
  }
}
