package dev.larder.copy;

/**
 * Copies objects of one class with the same result as serialization. Thread-safe.
 *
 * <p>A copier passes on the exceptions of user code, and throws {@link UnsupportedGraphException}
 * for an object that it cannot copy exactly. In both cases {@link GraphCopier} serializes the whole
 * graph instead.
 */
abstract class ClassCopier {
  final Class<?> type;

  ClassCopier(Class<?> type) {
    this.type = type;
  }

  /**
   * Returns the copy of an object of exactly this class. An object has one copy in a graph, however
   * many references lead to it.
   */
  abstract Object copy(Object from, Graph graph) throws Throwable;

  /** Copier of immutable objects: an object is its own copy. */
  static final class Immutable extends ClassCopier {
    Immutable(Class<?> type) {
      super(type);
    }

    @Override
    Object copy(Object from, Graph graph) {
      return from;
    }
  }

  /** Copier of classes that only serialization can copy or reject. */
  static final class SerializationFallback extends ClassCopier {
    SerializationFallback(Class<?> type) {
      super(type);
    }

    @Override
    Object copy(Object from, Graph graph) throws UnsupportedGraphException {
      throw new UnsupportedGraphException();
    }
  }

  /** Copier of objects with an identity: each is copied once, and shared references stay shared. */
  abstract static class ReferenceTracker extends ClassCopier {
    /** Whether objects of the class hold only primitives and immutable objects. */
    final boolean flat;

    ReferenceTracker(Class<?> type, boolean flat) {
      super(type);
      this.flat = flat;
    }

    @Override
    final Object copy(Object from, Graph graph) throws Throwable {
      Object existing = graph.find(from, flat);
      return existing == null ? create(from, graph) : existing;
    }

    /** Returns a new copy of an object that has none in the graph yet. */
    abstract Object create(Object from, Graph graph) throws Throwable;
  }

  /**
   * Copier of objects that can exist before their parts. It allocates an instance, adds it to the
   * graph and then fills it. In a deep graph the instance is filled later.
   */
  abstract static class InstanceFiller extends ReferenceTracker {
    InstanceFiller(Class<?> type, boolean flat) {
      super(type, flat);
    }

    @Override
    final Object create(Object from, Graph graph) throws Throwable {
      Object to = allocate(from);
      if (!(flat && graph.isAtRoot())) { // a flat root cannot be referred to again
        graph.add(from, to);
      }
      graph.fill(this, from, to);
      return to;
    }

    /** Returns a new instance whose references to mutable objects are not set yet. */
    abstract Object allocate(Object from) throws Throwable;

    /** Sets the parts of a copy. An interrupted call is repeated from its beginning. */
    abstract void fill(Object from, Object to, Graph graph) throws Throwable;
  }

  /** Copier of objects that are constructed from the copies of their parts. */
  abstract static class InstanceBuilder extends ReferenceTracker {
    InstanceBuilder(Class<?> type, boolean flat) {
      super(type, flat);
    }

    @Override
    final Object create(Object from, Graph graph) throws Throwable {
      return flat ? graph.added(from, build(from, graph)) : graph.build(this, from);
    }

    /** Returns a copy, or the object itself if all its parts are immutable. */
    abstract Object build(Object from, Graph graph) throws Throwable;
  }
}
