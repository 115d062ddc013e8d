package dev.larder.copy;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One copy in the making: which object became which, for references shared or circular, and how
 * deep it has gone. Belongs to one thread.
 *
 * <p>The table holds pairs, original before copy. It is scanned as long as it is small, which most
 * are, and becomes a hash table by identity, open and at most half full, when it is not:
 *
 * <pre>
 *   small   | a | a' | b | b' | c | c' | - | - |
 *   large   | - | - | b | b' | - | - | a | a' | ...     start at the identity hash, go on to a gap
 * </pre>
 */
final class Graph {
  /** How many references the recursion follows: far from the end of any stack. */
  private static final int MAX_DEPTH = 100;

  /** The longest table, in slots, that is scanned. */
  private static final int SCANNED = 32;

  /** In the place of a copy that there is not before its parts are. */
  private static final Object PENDING = new Object();

  private final ClassCopiers plans;
  private @Nullable Object[] pairs = {};
  private int count;
  private int depth;

  /** How many calls are under way that need complete parts: of keys, and of built objects. */
  private int keys;

  private int building;

  /** What is left to do once the recursion has ended, the next task last. */
  private @Nullable Deque<Task> tasks;

  /** The instances that {@link #tasks} are to fill. */
  private @Nullable Set<Object> unfilled;

  private @Nullable ClassCopier last;

  Graph(ClassCopiers plans) {
    this.plans = plans;
  }

  /** The copy of an element: they are mostly of one class, so the plan of the last is kept. */
  @Nullable Object copy(@Nullable Object from) throws Throwable {
    if (from == null) {
      return null;
    }
    ClassCopier plan = last;
    if (plan == null || plan.type != from.getClass()) {
      plan = plans.of(from.getClass());
      last = plan;
    }
    return plan.copy(from, this);
  }

  /**
   * The copy of what will be hashed. It has to be complete by then, so references from it to what
   * was met before, and may be half made, are left to serialization and its order of things.
   */
  @Nullable Object copyKey(@Nullable Object from) throws Throwable {
    keys++;
    Object to = copy(from);
    keys--;
    return to;
  }

  /** Sets the second array to copies of the first one's elements; tells whether any differs. */
  boolean copyEach(@Nullable Object[] from, @Nullable Object[] to) throws Throwable {
    boolean differs = false;
    for (int i = 0; i < from.length; i++) {
      Object element = from[i];
      to[i] = copy(element);
      differs |= to[i] != element;
    }
    return differs;
  }

  /** Demands that the object stands for itself. */
  void keep(@Nullable Object from) throws Throwable {
    if (copy(from) != from) {
      throw new UnsupportedGraphException();
    }
  }

  boolean isAtRoot() {
    return depth == 0 && tasks == null;
  }

  /** A part of a copy that the recursion left behind. */
  record Task(ClassCopier.Tracked plan, Object from, @Nullable Object to) {
    void run(Graph graph) throws Throwable {
      if (to == null) {
        plan.copy(from, graph);
      } else {
        ((ClassCopier.Filled) plan).fill(from, to, graph);
      }
    }
  }

  /**
   * Copies a whole graph. The recursion ends at a depth of {@value #MAX_DEPTH}; what is deeper is
   * copied from a list of tasks, so that no depth exhausts the stack.
   */
  Object copyAll(Object root, ClassCopier plan) throws Throwable {
    if (!(plan instanceof ClassCopier.Tracked tracked)) {
      return plan.copy(root, this);
    }
    Object copy = null;
    try {
      copy = tracked.copy(root, this);
    } catch (Deeper e) {
      schedule(new Task(tracked, root, null));
      schedule(e);
    }
    runTasks();
    return copy == null ? Objects.requireNonNull(find(root, true)) : copy;
  }

  private void runTasks() throws Throwable {
    while (tasks != null && !tasks.isEmpty()) {
      Task task = tasks.removeLast();
      depth = 0;
      building = 0;
      try {
        task.run(this);
        if (task.to() != null) {
          unfilled().remove(task.from());
        }
      } catch (Deeper e) {
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

  /** The innermost part is copied first, so it is scheduled last. */
  private void schedule(Deeper deeper) {
    for (int i = deeper.tasks.size() - 1; i >= 0; i--) {
      schedule(deeper.tasks.get(i));
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

  /** Fills an instance now or, where the graph is deep, later. */
  void fill(ClassCopier.Filled plan, Object from, Object to) throws Throwable {
    int entered = depth;
    int outer = building;
    if (entered == MAX_DEPTH) {
      Task later = new Task(plan, from, to);
      if (building > 0) {
        throw deeper(later);
      }
      requireNoKey();
      schedule(later);
      return;
    }
    depth = entered + 1;
    try {
      plan.fill(from, to, this);
    } catch (Deeper e) {
      e.tasks.add(new Task(plan, from, to));
      building = outer;
      if (outer > 0) {
        throw e;
      }
      schedule(e);
    }
    depth = entered;
  }

  /** Makes an object from copies of its parts; a reference back to it is left to serialization. */
  Object build(ClassCopier.Built plan, Object from) throws Throwable {
    int entered = depth;
    if (entered == MAX_DEPTH) {
      throw deeper(new Task(plan, from, null));
    }
    add(from, PENDING);
    depth = entered + 1;
    building++;
    Object to;
    try {
      to = plan.build(from, this);
    } catch (Deeper e) {
      retract(from);
      throw e;
    }
    building--;
    depth = entered;
    complete(from, to);
    return to;
  }

  private Deeper deeper(Task innermost) throws UnsupportedGraphException {
    requireNoKey();
    return new Deeper(innermost);
  }

  /** A key has to be complete before it is hashed, so none of its parts can be left for later. */
  private void requireNoKey() throws UnsupportedGraphException {
    if (keys > 0) {
      throw new UnsupportedGraphException();
    }
  }

  /** The copy made of this very object before, if any; a flat one is complete when it is there. */
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

  /** Whether a copy that was made before is as complete as the copy that will refer to it needs. */
  private boolean isComplete(Object from, Object found) {
    return found != PENDING
        && keys == 0
        && (building == 0 || unfilled == null || !unfilled.contains(from));
  }

  /** Notes a copy that {@link #find} had not found. */
  void add(Object from, Object to) {
    if (pairs.length <= SCANNED ? 2 * count == pairs.length : 4 * count >= pairs.length) {
      grow();
    }
    int at = pairs.length > SCANNED ? slot(pairs, from) : 2 * count;
    pairs[at] = from;
    pairs[at + 1] = to;
    count++;
  }

  private int place(Object from) {
    int at = pairs.length > SCANNED ? slot(pairs, from) : 0;
    while (pairs[at] != from) {
      at += 2;
    }
    return at;
  }

  private void complete(Object from, Object to) {
    pairs[place(from) + 1] = to;
  }

  /** Forgets an object whose copy was not completed: it will be copied again. */
  private void retract(Object from) {
    int at = place(from);
    pairs[at + 1] = null;
    if (pairs.length <= SCANNED) {
      count--;
      pairs[at] = pairs[2 * count];
      pairs[at + 1] = pairs[2 * count + 1];
    }
  }

  /** Notes a copy, and gives it back. */
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

  /** Where in a hash table the object is, or would be. */
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
