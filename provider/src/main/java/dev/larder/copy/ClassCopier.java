package dev.larder.copy;

/**
 * How objects of one class are copied, to the result that serialization would have. Thread-safe.
 *
 * <p>A plan throws whatever user code throws, and {@link UnsupportedGraphException} for an object
 * that it cannot copy exactly. In both cases {@link GraphCopier} leaves the whole graph to
 * serialization.
 */
abstract class ClassCopier {
  final Class<?> type;

  ClassCopier(Class<?> type) {
    this.type = type;
  }

  /** Returns the copy of an object of exactly this class: one copy for an object in a graph. */
  abstract Object copy(Object from, Graph graph) throws Throwable;

  /** The plan of an object that cannot change: the object is its own copy. */
  static final class Shared extends ClassCopier {
    Shared(Class<?> type) {
      super(type);
    }

    @Override
    Object copy(Object from, Graph graph) {
      return from;
    }
  }

  /** The plan of an object that only serialization can copy, or has to refuse. */
  static final class Unplanned extends ClassCopier {
    Unplanned(Class<?> type) {
      super(type);
    }

    @Override
    Object copy(Object from, Graph graph) throws UnsupportedGraphException {
      throw new UnsupportedGraphException();
    }
  }

  /**
   * The plan of an object with an identity: it is copied once, and shared references stay shared.
   */
  abstract static class Tracked extends ClassCopier {
    /** Whether these objects refer to nothing else that is copied. */
    final boolean flat;

    Tracked(Class<?> type, boolean flat) {
      super(type);
      this.flat = flat;
    }

    @Override
    final Object copy(Object from, Graph graph) throws Throwable {
      Object known = graph.find(from, flat);
      return known == null ? make(from, graph) : known;
    }

    /** Makes the copy of an object that the graph does not know. */
    abstract Object make(Object from, Graph graph) throws Throwable;
  }

  /**
   * The plan of an object that exists before its parts do: an instance is made, added to the graph,
   * and then filled. Where the graph is deep, it is filled later.
   */
  abstract static class Filled extends Tracked {
    Filled(Class<?> type, boolean flat) {
      super(type, flat);
    }

    @Override
    final Object make(Object from, Graph graph) throws Throwable {
      Object to = allocate(from);
      if (!(flat && graph.isAtRoot())) { // no reference can lead back to a flat root
        graph.add(from, to);
      }
      graph.fill(this, from, to);
      return to;
    }

    /** Makes an instance without the parts that refer to others. */
    abstract Object allocate(Object from) throws Throwable;

    /** Sets the parts. A fill that was interrupted is repeated from its beginning. */
    abstract void fill(Object from, Object to, Graph graph) throws Throwable;
  }

  /** The plan of an object that is made from the copies of its parts. */
  abstract static class Built extends Tracked {
    Built(Class<?> type, boolean flat) {
      super(type, flat);
    }

    @Override
    final Object make(Object from, Graph graph) throws Throwable {
      return flat ? graph.added(from, build(from, graph)) : graph.build(this, from);
    }

    /** Makes the copy; answers the object itself if no part of it can change. */
    abstract Object build(Object from, Graph graph) throws Throwable;
  }
}
