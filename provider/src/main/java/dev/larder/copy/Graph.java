package dev.larder.copy;

import java.util.Objects;
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
  /** Deep enough for what people model, and far from the end of any stack. */
  private static final int MAX_DEPTH = 100;

  /** The longest table, in slots, that is scanned. */
  private static final int SCANNED = 32;

  /** In the place of a copy that there is not before its parts are. */
  private static final Object PENDING = new Object();

  private final GraphCopier plans;
  private @Nullable Object[] pairs = {};
  private int count;
  private int depth;
  private int keys;
  private @Nullable Plan last;

  Graph(GraphCopier plans) {
    this.plans = plans;
  }

  /** The copy of an element: they are mostly of one class, so the plan of the last is kept. */
  @Nullable Object copy(@Nullable Object from) throws Throwable {
    if (from == null) {
      return null;
    }
    Plan plan = last;
    if (plan == null || plan.type != from.getClass()) {
      plan = plans.planOf(from.getClass());
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

  /** Puts copies in the place of the array's elements; tells whether any differs. */
  boolean copyAll(@Nullable Object[] elements) throws Throwable {
    boolean differs = false;
    for (int i = 0; i < elements.length; i++) {
      Object from = elements[i];
      elements[i] = copy(from);
      differs |= elements[i] != from;
    }
    return differs;
  }

  /** Demands that the object stands for itself. */
  void keep(@Nullable Object from) throws Throwable {
    if (copy(from) != from) {
      throw new NotPlain();
    }
  }

  void enter() throws NotPlain {
    if (++depth > MAX_DEPTH) {
      throw new NotPlain();
    }
  }

  void leave() {
    depth--;
  }

  boolean isAtRoot() {
    return depth == 1;
  }

  /** The copy made of this very object before, if any; a flat one is complete when it is there. */
  @Nullable Object find(Object from, boolean flat) throws NotPlain {
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
    if (found != null && (found == PENDING || (keys > 0 && !flat && found != from))) {
      throw new NotPlain();
    }
    return found;
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

  /** Notes that a copy will come, and until then must not be asked for. */
  void announce(Object from) {
    add(from, PENDING);
  }

  /** Notes the announced copy, and gives it back. */
  Object complete(Object from, Object to) {
    int at = pairs.length > SCANNED ? slot(pairs, from) : 0;
    while (pairs[at] != from) {
      at += 2;
    }
    pairs[at + 1] = to;
    return to;
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
      if (from != null) {
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
