package dev.larder.copy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
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
 * <p>The first copies are kept in an array of pairs, original before copy, which is scanned. Most
 * graphs need no more. Beyond that a hash table by identity holds all copies.
 */
final class Graph {
  /** How many references the recursion follows: few enough for any stack. */
  private static final int MAX_DEPTH = 100;

  /** Maximum length of the array of pairs. */
  private static final int SCANNED = 32;

  /** Stands for a copy that is constructed once its parts are complete. */
  private static final Object PENDING = new Object();

  private final ClassCopiers copiers;
  private @Nullable Object[] pairs = {};

  /** Number of used elements of {@link #pairs}. */
  private int end;

  /** All copies by original, null as long as they fit into {@link #pairs}. */
  private @Nullable IdentityHashMap<Object, Object> table;

  /** Number of references that the recursion has followed. */
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
    replace(from, to);
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
    Object found = table == null ? scan(from) : table.get(from);
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
    if (table == null && end < SCANNED) {
      if (end == pairs.length) {
        pairs = Arrays.copyOf(pairs, end == 0 ? 8 : SCANNED);
      }
      pairs[end++] = from;
      pairs[end++] = to;
    } else {
      table().put(from, to);
    }
  }

  /** Records a copy and returns it. */
  Object added(Object from, Object to) {
    add(from, to);
    return to;
  }

  /** Returns the hash table, which holds all pairs from then on. */
  private IdentityHashMap<Object, Object> table() {
    IdentityHashMap<Object, Object> known = table;
    if (known == null) {
      known = new IdentityHashMap<>(4 * SCANNED);
      for (int i = 0; i < end; i += 2) {
        known.put(Objects.requireNonNull(pairs[i]), Objects.requireNonNull(pairs[i + 1]));
      }
      table = known;
    }
    return known;
  }

  private @Nullable Object scan(Object from) {
    int index = indexOf(from);
    return index < end ? pairs[index + 1] : null;
  }

  private void replace(Object from, Object to) {
    if (table == null) {
      pairs[indexOf(from) + 1] = to;
    } else {
      table.put(from, to);
    }
  }

  /** Removes an object whose copy was not completed. A task will copy it again. */
  private void remove(Object from) {
    if (table == null) {
      int index = indexOf(from);
      end -= 2;
      pairs[index] = pairs[end];
      pairs[index + 1] = pairs[end + 1];
    } else {
      table.remove(from);
    }
  }

  /** Returns the index of an object in the array of pairs, {@link #end} if it is not there. */
  private int indexOf(Object from) {
    int index = 0;
    while (index < end && pairs[index] != from) {
      index += 2;
    }
    return index;
  }
}
