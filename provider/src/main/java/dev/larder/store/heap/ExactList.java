package dev.larder.store.heap;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a small cache, of which the least recently used one is found exactly: by looking
 * at the times of all of them. A look finds the oldest {@value #CANDIDATES}, oldest first. As times
 * only grow, the first of these that was not used since is still the least recently used entry of
 * all, so one look serves for many evictions, and only uses of these very entries cost another one.
 *
 * <p>The times of the last use lie side by side in an array, so that a look at a thousand takes a
 * microsecond. A node's {@code stamp} is its place there:
 *
 * <pre>
 *   nodes   | a | b | - | c |          place / stride
 *   times   | 7 . . . | 3 . . . | ? . . . | 9 . . . |     stride: few entries share a cache line
 * </pre>
 *
 * <p>Readers set times without a lock. A reader that comes late, when its entry has left or the
 * array was replaced, loses its note or makes it for another entry. A reader may also overwrite the
 * stamp, if it noted a use by the other kind of order: the place is then looked for. Everything but
 * {@link #used} is guarded by the policy lock. An entry that is in has itself for its {@code
 * newer}.
 */
final class ExactList<K, V> {
  private static final int CANDIDATES = 16;

  /** After so many looks the oldest entry goes all the same, though readers use it always. */
  private static final int MOST_LOOKS = 3;

  private static final int LEAST_LENGTH = 4;

  /**
   * The times of a small list are spread over so many places, if a line each is enough for that.
   */
  private static final int SPREAD = 1_024;

  private static final int LINE = 16;

  private static final int[] NONE = {};

  private Node<K, V>[] nodes = array(0);

  /** Read and written by readers too. */
  private int[] times = NONE;

  private int stride = LINE;

  /** The places that are free, and how many of them there are. */
  private int[] free = NONE;

  private int frees;

  // What the last look found, oldest first: indexes of nodes, and their times then.
  private int[] candidates = NONE;
  private int[] seen = NONE;
  private int next;
  private int chosen;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <K, V> Node<K, V>[] array(int length) {
    return new Node[length];
  }

  private int count() {
    return nodes.length - frees;
  }

  /** Notes that an entry is used. By anyone, without a lock. */
  void used(Node<K, V> node, int time) {
    int[] known = times;
    int place = node.stamp;
    if (place >= 0 && place < known.length) {
      known[place] = time;
    }
  }

  void add(Node<K, V> node, int time) {
    if (frees == 0) {
      grow();
    }
    int index = free[--frees];
    nodes[index] = node;
    times[index * stride] = time;
    node.stamp = index * stride;
    node.newer = node;
  }

  private void grow() {
    int length = Math.max(LEAST_LENGTH, 2 * nodes.length);
    int wider = Math.max(1, Math.min(LINE, SPREAD / length));
    // All of them first: without memory for one, nothing has changed.
    int[] moved = new int[length * wider];
    int[] places = new int[length];
    Node<K, V>[] more = Arrays.copyOf(nodes, length);
    for (int i = 0; i < nodes.length; i++) {
      moved[i * wider] = times[i * stride];
      nodes[i].stamp = i * wider;
    }
    for (int i = length - 1; i >= nodes.length; i--) {
      places[frees++] = i;
    }
    free = places;
    nodes = more;
    times = moved;
    stride = wider;
  }

  void remove(Node<K, V> node) {
    int index = indexOf(node);
    nodes[index] = null;
    free[frees++] = index;
    node.newer = null;
    if (frees == nodes.length) {
      clear();
    }
  }

  private int indexOf(Node<K, V> node) {
    int index = Math.max(0, node.stamp) / stride;
    if (index < nodes.length && nodes[index] == node) {
      return index;
    }
    index = 0;
    while (nodes[index] != node) {
      index++;
    }
    return index;
  }

  /**
   * The least recently used entry; null if there is none. It stays in.
   *
   * @param now the present time, which no entry is far ahead of
   */
  @Nullable Node<K, V> oldest(int now) {
    for (int looks = 0; count() > 0; looks++) {
      while (next < chosen) {
        int index = candidates[next];
        boolean isUsed = times[index * stride] != seen[next++];
        Node<K, V> node = nodes[index];
        if (node != null && !isUsed && isInPlace(node, index, now)) {
          return node;
        }
      }
      look(now);
      if (looks == MOST_LOOKS) {
        return nodes[candidates[next++]];
      }
    }
    return null;
  }

  /** Whether uses of an entry were noted here; if not, the entry counts as used now. */
  private boolean isInPlace(Node<K, V> node, int index, int now) {
    if (node.stamp == index * stride) {
      return true;
    }
    node.stamp = index * stride;
    times[index * stride] = now;
    return false;
  }

  private void look(int now) {
    if (seen.length == 0) {
      candidates = new int[CANDIDATES];
      seen = new int[CANDIDATES];
    }
    int most = Math.min(CANDIDATES, Math.max(1, count() / 4));
    int[] known = times;
    int step = stride;
    next = 0;
    chosen = 0;
    int youngest = Integer.MIN_VALUE;
    for (int i = 0, place = 0; place < known.length; i++, place += step) {
      int age = now - known[place];
      if (age >= youngest && nodes[i] != null) {
        choose(i, age, now, most);
        youngest = chosen < most ? Integer.MIN_VALUE : now - seen[chosen - 1] + 1;
      }
    }
  }

  /** Puts an entry among the candidates, by its age. */
  private void choose(int index, int age, int now, int most) {
    int at = chosen < most ? chosen++ : most - 1;
    while (at > 0 && now - seen[at - 1] < age) {
      seen[at] = seen[at - 1];
      candidates[at] = candidates[at - 1];
      at--;
    }
    seen[at] = now - age;
    candidates[at] = index;
  }

  /** Takes all entries out, the least recently used one first, with their times for stamps. */
  void drain(int now, Consumer<Node<K, V>> receiver) {
    long[] order = order(now);
    Node<K, V>[] all = nodes;
    int[] last = times;
    int step = stride;
    clear();
    for (long one : order) {
      Node<K, V> node = all[(int) one];
      node.newer = null;
      node.stamp = last[(int) one * step];
      receiver.accept(node);
    }
  }

  /** The indexes of all entries by time: in the lower half of each number. */
  private long[] order(int now) {
    long[] order = new long[count()];
    int found = 0;
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i] != null) {
        order[found++] = (long) (times[i * stride] - now) << 32 | i;
      }
    }
    Arrays.sort(order);
    return order;
  }

  /** Gives entries that are older than this age that age, in their order. */
  void limitAges(int now, int most) {
    int latest = now - most - count();
    for (long one : order(now)) {
      int place = (int) one * stride;
      if (now - times[place] > most) {
        times[place] = latest++;
      }
    }
    next = chosen;
  }

  /** Forgets all, so that nothing keeps the entries alive. */
  void clear() {
    nodes = array(0);
    times = NONE;
    free = NONE;
    stride = LINE;
    frees = 0;
    next = 0;
    chosen = 0;
  }
}
