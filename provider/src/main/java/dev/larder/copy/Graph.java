package dev.larder.copy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of copying one graph of objects: the copies made so far, which keep shared and circular
 * references intact, and the depth of the recursion. Confined to one thread.
 *
 * <p>The table holds pairs of original and copy. A small table, which is the common case, is
 * scanned. A larger one is a hash table by identity with open addressing, at most half full:
 *
 * <pre>
 *   small   | a | a' | b | b' | c | c' | - | - |
 *   large   | - | - | b | b' | - | - | a | a' | ...     probes from the identity hash to a gap
 * </pre>
 */
final class Graph {
  /** How many references the recursion follows: few enough for any stack. */
  private static final int MAX_DEPTH = 100;

  /** Maximum number of slots of a table that is scanned. */
  private static final int SCANNED = 32;

  /** Stands for a copy that is constructed once its parts are complete. */
  private static final Object PENDING = new Object();

  private final ClassCopiers copiers;
  private @Nullable Object[] pairs = {};
  private int count;
  private int depth;

  /** Number of enclosing calls for keys of hashed collections, whose parts must be complete. */
  private int keyDepth;

  /** Number of enclosing calls for constructed objects, whose parts must be complete. */
  private int buildDepth;

  /** Tasks to run once the recursion has returned, the next one last. */
  private @Nullable Deque<Task> tasks;

  /** The originals of the instances that {@link #tasks} will fill. */
  private @Nullable Set<Object> unfilled;

  /** The copier used last: elements of a collection are usually of one class. */
  private @Nullable ClassCopier last;

  Graph(ClassCopiers copiers) {
    this.copiers = copiers;
  }

  /** Returns the copy of an object, null for null. */
  @Nullable Object copy(@Nullable Object from) throws Throwable {
    if (from == null) {
      return null;
    }
    ClassCopier copier = last;
    if (copier == null || copier.type != from.getClass()) {
      copier = copiers.of(from.getClass());
      last = copier;
    }
    return copier.copy(from, this);
  }

  /**
   * Returns the copy of a key, which must be complete before it is hashed. If the key refers to an
   * earlier object that may be incomplete, the graph is left to serialization.
   */
  @Nullable Object copyKey(@Nullable Object from) throws Throwable {
    keyDepth++;
    Object to = copy(from);
    keyDepth--;
    return to;
  }

  /** Copies each element into the second array. Returns whether any copy is another object. */
  boolean copyEach(@Nullable Object[] from, @Nullable Object[] to) throws Throwable {
    boolean differs = false;
    for (int i = 0; i < from.length; i++) {
      Object element = from[i];
      to[i] = copy(element);
      differs |= to[i] != element;
    }
    return differs;
  }

  /** Requires that an object is its own copy. */
  void requireSame(@Nullable Object from) throws Throwable {
    if (copy(from) != from) {
      throw new UnsupportedGraphException();
    }
  }

  /** Returns whether the object being copied is the root of the graph. */
  boolean isAtRoot() {
    return depth == 0 && tasks == null;
  }

  /**
   * A deferred part of a copy.
   *
   * @param to the instance to fill, null if the original is still to be copied
   */
  record Task(ClassCopier.ReferenceTracker copier, Object from, @Nullable Object to) {
    void run(Graph graph) throws Throwable {
      if (to == null) {
        copier.copy(from, graph);
      } else {
        ((ClassCopier.InstanceFiller) copier).fill(from, to, graph);
      }
    }
  }

  /**
   * Returns the copy of a whole graph. The recursion ends at a depth of {@value #MAX_DEPTH}. Deeper
   * parts become tasks, so no depth exhausts the stack.
   */
  Object copyAll(Object root, ClassCopier copier) throws Throwable {
    if (!(copier instanceof ClassCopier.ReferenceTracker tracker)) {
      return copier.copy(root, this);
    }
    Object copy = null;
    try {
      copy = tracker.copy(root, this);
    } catch (TooDeepException e) {
      schedule(new Task(tracker, root, null));
      schedule(e);
    }
    runTasks();
    return copy == null ? Objects.requireNonNull(find(root, true)) : copy;
  }

  private void runTasks() throws Throwable {
    while (tasks != null && !tasks.isEmpty()) {
      Task task = tasks.removeLast();
      depth = 0;
      buildDepth = 0;
      try {
        task.run(this);
        if (task.to() != null) {
          unfilled().remove(task.from());
        }
      } catch (TooDeepException e) {
        schedule(task);
        schedule(e);
      }
    }
  }

  private void schedule(Task task) {
    if (tasks == null) {
      tasks = new ArrayDeque<>();
    }
    tasks.add(task);
    if (task.to() != null) {
      unfilled().add(task.from());
    }
  }

  /** Schedules the innermost task last, because it runs first. */
  private void schedule(TooDeepException e) {
    for (int i = e.tasks.size() - 1; i >= 0; i--) {
      schedule(e.tasks.get(i));
    }
  }

  private Set<Object> unfilled() {
    Set<Object> known = unfilled;
    if (known == null) {
      known = Collections.newSetFromMap(new IdentityHashMap<>());
      unfilled = known;
    }
    return known;
  }

  /**
   * Thrown when a graph is too deep for recursion. It carries the tasks that must precede the copy
   * of the interrupted object: the object at which the recursion stopped, and each partly filled
   * instance between the two.
   */
  private static final class TooDeepException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Innermost first, which is the order of execution. */
    final transient List<Task> tasks = new ArrayList<>();

    /** Creates an exception without a stack trace, because it only unwinds the recursion. */
    TooDeepException(Task innermost) {
      super("too deep for recursion", null, false, false);
      tasks.add(innermost);
    }
  }

  /** Fills an instance, or schedules that at the maximum depth. */
  void fill(ClassCopier.InstanceFiller copier, Object from, Object to) throws Throwable {
    int entered = depth;
    int outer = buildDepth;
    if (entered == MAX_DEPTH) {
      Task later = new Task(copier, from, to);
      if (buildDepth > 0) {
        throw tooDeep(later);
      }
      requireNoKey();
      schedule(later);
      return;
    }
    depth = entered + 1;
    try {
      copier.fill(from, to, this);
    } catch (TooDeepException e) {
      e.tasks.add(new Task(copier, from, to));
      buildDepth = outer;
      if (outer > 0) {
        throw e;
      }
      schedule(e);
    }
    depth = entered;
  }

  /**
   * Returns an object constructed from the copies of its parts. If a part refers back to it, the
   * graph is left to serialization.
   */
  Object build(ClassCopier.InstanceBuilder copier, Object from) throws Throwable {
    int entered = depth;
    if (entered == MAX_DEPTH) {
      throw tooDeep(new Task(copier, from, null));
    }
    add(from, PENDING);
    depth = entered + 1;
    buildDepth++;
    Object to;
    try {
      to = copier.build(from, this);
    } catch (TooDeepException e) {
      remove(from);
      throw e;
    }
    buildDepth--;
    depth = entered;
    put(from, to);
    return to;
  }

  private TooDeepException tooDeep(Task innermost) throws UnsupportedGraphException {
    requireNoKey();
    return new TooDeepException(innermost);
  }

  /** Fails within a key: no part of a key can be deferred until after it is hashed. */
  private void requireNoKey() throws UnsupportedGraphException {
    if (keyDepth > 0) {
      throw new UnsupportedGraphException();
    }
  }

  /**
   * Returns the earlier copy of an object, null if there is none.
   *
   * @param flat whether the copy is complete as soon as it exists
   * @throws UnsupportedGraphException if the copy may be incomplete where it must be complete
   */
  @Nullable Object find(Object from, boolean flat) throws UnsupportedGraphException {
    int end = 2 * count;
    Object found = null;
    if (pairs.length > SCANNED) {
      found = pairs[slot(pairs, from) + 1];
    } else {
      for (int i = 0; i < end; i += 2) {
        if (pairs[i] == from) {
          found = pairs[i + 1];
          break;
        }
      }
    }
    if (found != null && found != from && !flat && !isComplete(from, found)) {
      throw new UnsupportedGraphException();
    }
    return found;
  }

  /** Returns whether an earlier copy is complete enough for the object that will refer to it. */
  private boolean isComplete(Object from, Object found) {
    return found != PENDING
        && keyDepth == 0
        && (buildDepth == 0 || unfilled == null || !unfilled.contains(from));
  }

  /** Records the copy of an object that has none yet. */
  void add(Object from, Object to) {
    if (pairs.length <= SCANNED ? 2 * count == pairs.length : 4 * count >= pairs.length) {
      grow();
    }
    int at = pairs.length > SCANNED ? slot(pairs, from) : 2 * count;
    pairs[at] = from;
    pairs[at + 1] = to;
    count++;
  }

  /** Returns the index of an object that is in the table. */
  private int indexOf(Object from) {
    int at = pairs.length > SCANNED ? slot(pairs, from) : 0;
    while (pairs[at] != from) {
      at += 2;
    }
    return at;
  }

  private void put(Object from, Object to) {
    pairs[indexOf(from) + 1] = to;
  }

  /** Removes an object whose copy was not completed. A task will copy it again. */
  private void remove(Object from) {
    int at = indexOf(from);
    pairs[at + 1] = null;
    if (pairs.length <= SCANNED) {
      count--;
      pairs[at] = pairs[2 * count];
      pairs[at + 1] = pairs[2 * count + 1];
    }
  }

  /** Records a copy and returns it. */
  Object added(Object from, Object to) {
    add(from, to);
    return to;
  }

  private void grow() {
    if (pairs.length < SCANNED) {
      @Nullable Object[] more = new @Nullable Object[pairs.length == 0 ? 8 : SCANNED];
      System.arraycopy(pairs, 0, more, 0, pairs.length);
      pairs = more;
      return;
    }
    @Nullable Object[] more = new @Nullable Object[4 * pairs.length];
    for (int i = 0; i < pairs.length; i += 2) {
      Object from = pairs[i];
      if (from != null && pairs[i + 1] != null) {
        int at = slot(more, from);
        more[at] = from;
        more[at + 1] = Objects.requireNonNull(pairs[i + 1]);
      }
    }
    pairs = more;
  }

  /** Returns the index of an object in a hash table, or of the slot for it. */
  private static int slot(@Nullable Object[] table, Object from) {
    int hash = System.identityHashCode(from) * 0x9E3779B9;
    int mask = table.length - 2;
    int at = (hash >>> 8) << 1 & mask;
    while (table[at] != null && table[at] != from) {
      at = (at + 2) & mask;
    }
    return at;
  }
}
