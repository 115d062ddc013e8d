package dev.larder.copy;

/**
 * How objects of one class are copied, to the result that serialization would have. Thread-safe.
 *
 * <p>Plans throw whatever the code of users throws, and {@link NotPlain} for what they cannot do
 * exactly; either way {@link GraphCopier} then leaves the whole graph to serialization.
 */
abstract class Plan {
  final Class<?> type;

  Plan(Class<?> type) {
    this.type = type;
  }

  /** The copy of an object of exactly this class: in one graph, the same for the same object. */
  abstract Object copy(Object from, Graph graph) throws Throwable;

  /** Objects that nothing can change stand for themselves. */
  static final class Shared extends Plan {
    Shared(Class<?> type) {
      super(type);
    }

    @Override
    Object copy(Object from, Graph graph) {
      return from;
    }
  }

  /** What is left to serialization, be it to copy or to refuse. */
  static final class Unplanned extends Plan {
    Unplanned(Class<?> type) {
      super(type);
    }

    @Override
    Object copy(Object from, Graph graph) throws NotPlain {
      throw new NotPlain();
    }
  }

  /** Objects with an identity: each is copied once, and references to it stay references to it. */
  abstract static class Tracked extends Plan {
    /** Whether these objects refer to nothing else that is copied. */
    final boolean flat;

    Tracked(Class<?> type, boolean flat) {
      super(type);
      this.flat = flat;
    }

    @Override
    final Object copy(Object from, Graph graph) throws Throwable {
      Object known = graph.find(from, flat);
      if (known != null) {
        return known;
      }
      graph.enter();
      Object to = make(from, graph);
      graph.leave();
      return to;
    }

    /** Makes the copy, and adds it to the graph before copying what may refer to it. */
    abstract Object make(Object from, Graph graph) throws Throwable;
  }
}
