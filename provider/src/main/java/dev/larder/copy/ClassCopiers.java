package dev.larder.copy;

import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The class copiers of one cache, each created at the first use of its class. Thread-safe. Classes
 * are referenced only as long as the cache is.
 */
final class ClassCopiers {
  private static final ClassCopier STRING = new ClassCopier.Immutable(String.class);

  private final Serializer serializer;
  private final ImmutableTypes immutable;
  private final boolean filtered;
  private final Map<Class<?>, ClassCopier> copiers = new ConcurrentHashMap<>();

  /**
   * Creates an empty set of copiers.
   *
   * @param filtered whether a filter may examine more than the class of an object. If so, only
   *     immutable objects and Larder's own classes are copied here; the filter sees all others
   */
  ClassCopiers(Serializer serializer, boolean filtered) {
    this.serializer = serializer;
    this.immutable = serializer.immutable();
    this.filtered = filtered;
  }

  /** Returns the copier of objects of exactly this class. */
  ClassCopier of(Class<?> type) {
    if (type == String.class) {
      return STRING;
    }
    ClassCopier copier = copiers.get(type);
    if (copier == null) {
      copier = copier(type);
      copiers.put(type, copier);
    }
    return copier;
  }

  /**
   * Returns whether objects of exactly this class are immutable. {@code Class} is excluded, because
   * serialization resolves it by name.
   */
  boolean isImmutable(Class<?> type) {
    return type != Class.class && immutable.contains(type);
  }

  /** Returns whether a field or an element of this type holds only primitives or shared objects. */
  boolean isShared(Class<?> type) {
    return type.isPrimitive()
        || ((Modifier.isFinal(type.getModifiers()) || type.isEnum())
            && isImmutable(type)
            && of(type) instanceof ClassCopier.Immutable);
  }

  static boolean isSerializable(Class<?> type) {
    return Serializable.class.isAssignableFrom(type);
  }

  /** Creates the copier of a class. Any failure to do so leaves the class to serialization. */
  private ClassCopier copier(Class<?> type) {
    if (immutable.isListed(type)) {
      return new ClassCopier.Immutable(type);
    }
    try {
      if (filtered ? mayPassFilters(type) : !isSerializable(type) || isAdmitted(type)) {
        return admitted(type);
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      // A closed package, a missing class or a missing module: serialization decides.
    }
    return new ClassCopier.SerializationFallback(type);
  }

  private boolean mayPassFilters(Class<?> type) {
    return isImmutable(type) || OwnTypes.contains(type) || type == Object[].class;
  }

  /**
   * Returns whether a stream would accept the class. A stream describes a class together with its
   * serializable superclasses, and resolves each of them.
   */
  private boolean isAdmitted(Class<?> type) throws ClassNotFoundException {
    Class<?> described = isConstantWithBody(type) ? type.getSuperclass() : type;
    for (Class<?> c = described; c != null && isSerializable(c); c = c.getSuperclass()) {
      if (!serializer.accepts(c)) {
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
      return new ClassCopier.Immutable(type);
    }
    ClassCopier known = JdkClassCopiers.copier(type);
    if (known != null) {
      return known;
    }
    if (type.isArray()) {
      return ofArray(type);
    }
    if (NativeImage.isRunning() || !isSerializable(type) || !SerializationHooks.isPlain(type)) {
      return new ClassCopier.SerializationFallback(type);
    }
    FieldCopiers fields = new FieldCopiers(this);
    return type.isRecord() ? fields.ofRecord(type) : fields.ofObject(type);
  }

  /** Returns the copier of an array of objects. A copy has the class of its original. */
  private ClassCopier ofArray(Class<?> type) {
    boolean flat = isShared(type.getComponentType());
    return new ClassCopier.InstanceFiller(type, flat) {
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
    };
  }
}
