package dev.larder.store.heap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a small cache, of which the least recently used one is found exactly: by looking
 * at the times of all of them. A look finds the oldest {@value #CANDIDATES}. As times only grow,
 * the oldest of these that was not used since is still the least recently used entry of all. So one
 * look serves for many evictions, and only uses of these very entries cost another one.
 *
 * <p>The times of the last use lie side by side in an array, so that a look at a thousand takes a
 * microsecond. The {@code stamp} of a node is its place there:
 *
 * <pre>
 *   nodes   | a | b | - | c |          place / stride
 *   times   | 7 . . . | 3 . . . | ? . . . | 9 . . . |     stride: few entries share a cache line
 * </pre>
 *
 * <p><b>Concurrency.</b> Readers set times without a lock ({@link #used}). A reader that comes
 * late, when its entry has left or the arrays were replaced, loses its note or makes it for another
 * entry. A reader may also overwrite the stamp, if it noted a use by the other kind of order: the
 * place is then looked for.
 *
 * <p>A new entry may take the place of the oldest one without a lock, too ({@link #replaceOldest}).
 * The thread claims a candidate, locks its node, and swaps the nodes by compare-and-set. Everything
 * else is guarded by the policy lock. The owner of that lock takes a node out of the array by
 * compare-and-set as well. Before it replaces arrays that are not empty, it marks all places as
 * moved. So of two threads that want the same place one fails, and no swap is lost.
 *
 * <p>A node that is in the array is marked: its {@code newer} is the node itself. A thread that
 * adds a node marks it first, by compare-and-set: so a node is added once. A node that is marked
 * and has no place is just being added without the lock, or was just replaced.
 */
final class ExactLruList<K, V> {
  private static final int CANDIDATES = 16;

  /** After so many looks the oldest entry goes all the same, though readers use it always. */
  private static final int MOST_LOOKS = 3;

  private static final int LEAST_LENGTH = 4;

  /** By how many places the arrays grow at most: up to there their length is doubled. */
  private static final int MOST_MORE = 64;

  /**
   * The times of a small list are spread over so many places, if a line each is enough for that.
   */
  private static final int SPREAD = 1_024;

  private static final int LINE = 16;

  private static final int[] NONE = {};

  private static final long NO_CLAIM = -1;

  /** Where the cursor is in the array of claims, away from other objects. */
  private static final int CURSOR = 8;

  /** The mask for the number of candidates that are left: the lower bits of the cursor. */
  private static final int LEFT = 31;

  private static final VarHandle NODE = MethodHandles.arrayElementVarHandle(Node[].class);
  private static final VarHandle CLAIM = MethodHandles.arrayElementVarHandle(long[].class);

  private static final Node<?, ?> MOVED = Node.sentinel();

  /** Both arrays, which are replaced together. */
  private static final class Places<K, V> {
    final Node<K, V>[] nodes;
    final int[] times;
    final int stride;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Places(int length) {
      this.nodes = new Node[length];
      this.stride = length == 0 ? 1 : Math.max(1, Math.min(LINE, SPREAD / length));
      this.times = new int[length * stride];
    }
  }

  /** Read by anyone. */
  private Places<K, V> places = new Places<>(0);

  /**
   * The cursor, and behind it the candidates, the oldest one last: the index of the node in the
   * lower half, its time in the upper one. The cursor has the number of the look above the number
   * of candidates that are left. The candidates only change while none is left.
   */
  private long @Nullable [] claims;

  // The rest is guarded by the policy lock.

  /** The places that are free, and how many of them there are. */
  private int[] free = NONE;

  private int frees;

  /** How many candidates the last look found, and how many were claimed under the policy lock. */
  private int chosen;

  private int polled;

  private int count() {
    return places.nodes.length - frees;
  }

  /** Notes that an entry is used. By anyone, without a lock. */
  void used(Node<K, V> node, int time) {
    int[] known = places.times;
    int place = node.stamp;
    if (place >= 0 && place < known.length) {
      known[place] = time;
    }
  }

  /** Adds an entry; false if another thread is adding it. */
  boolean add(Node<K, V> node, int time) {
    if (frees == 0) {
      grow();
    }
    if (!node.mark()) {
      return false;
    }
    int index = free[--frees];
    Places<K, V> all = places;
    all.times[index * all.stride] = time;
    node.stamp = index * all.stride;
    NODE.setVolatile(all.nodes, index, node);
    return true;
  }

  private void grow() {
    int length = places.nodes.length;
    // All memory first: without enough of it, nothing has changed.
    int more = Math.max(LEAST_LENGTH, Math.min(length, MOST_MORE));
    Places<K, V> longer = new Places<>(length + more);
    int[] indexes = new int[length + more];
    Places<K, V> all = places;
    for (int i = 0; i < length; i++) {
      Node<K, V> node = move(all, i);
      if (node != null) {
        longer.times[i * longer.stride] = all.times[i * all.stride];
        node.stamp = i * longer.stride;
        longer.nodes[i] = node;
      }
    }
    for (int i = length + more - 1; i >= length; i--) {
      indexes[frees++] = i;
    }
    free = indexes;
    publish(longer);
  }

  /** Takes a node out of arrays that are being replaced: later swaps of it fail. */
  @SuppressWarnings("unchecked")
  private @Nullable Node<K, V> move(Places<K, V> from, int index) {
    return (Node<K, V>) NODE.getAndSet(from.nodes, index, MOVED);
  }

  private void publish(Places<K, V> fresh) {
    VarHandle.releaseFence();
    places = fresh;
  }

  /** Takes an entry out; false if it has no place. */
  boolean remove(Node<K, V> node) {
    int index = indexOf(node);
    return index >= 0 && take(index, node);
  }

  private boolean take(int index, Node<K, V> node) {
    if (!NODE.compareAndSet(places.nodes, index, node, null)) {
      return false;
    }
    node.newer = null;
    free[frees++] = index;
    if (frees == places.nodes.length) {
      clear();
    }
    return true;
  }

  private int indexOf(Node<K, V> node) {
    Node<K, V>[] nodes = places.nodes;
    int index = Math.max(0, node.stamp) / places.stride;
    if (index < nodes.length && nodes[index] == node) {
      return index;
    }
    index = nodes.length - 1;
    while (index >= 0 && nodes[index] != node) {
      index--;
    }
    return index;
  }

  /**
   * Lets a new entry take the place of the least recently used one. By anyone, without the policy
   * lock.
   *
   * @param fresh the new entry, which is in no order yet
   * @param batch where the thread keeps some candidates that it has claimed; locked
   * @param time the present time, which becomes that of its last use
   * @return the entry that had the place, locked for the caller, who has to give it up; null if
   *     none was found without the policy lock
   */
  @Nullable Node<K, V> replaceOldest(Node<K, V> fresh, int time, WriteBuffer<K, V> batch) {
    for (long claim = claim(batch); claim != NO_CLAIM; claim = claim(batch)) {
      Places<K, V> all = places;
      int index = (int) claim;
      Node<K, V> victim = candidate(all, claim);
      if (victim == null || victim.stamp != index * all.stride) {
        continue;
      }
      if (!victim.tryLock()) {
        noteInUse(victim, all, claim, time);
        continue;
      }
      boolean isSwapped = false;
      try {
        isSwapped = swap(all, index, victim, fresh, time);
      } finally {
        if (!isSwapped) {
          // Let go of without a call: there may be no stack left for one.
          victim.state = Node.FREE;
        }
      }
      return isSwapped ? victim : null;
    }
    return null;
  }

  /** Another thread has locked an entry: so it is in use, unless it is gone. */
  private static <K, V> void noteInUse(Node<K, V> node, Places<K, V> all, long claim, int time) {
    int place = (int) claim * all.stride;
    if (!node.isDead() && all.times[place] == (int) (claim >>> 32)) {
      all.times[place] = time;
    }
  }

  /** Puts a fresh node in the place of another; false if a thread has come first. */
  private boolean swap(Places<K, V> all, int index, Node<K, V> old, Node<K, V> fresh, int time) {
    if (!fresh.mark()) {
      return false;
    }
    all.times[index * all.stride] = time;
    fresh.stamp = index * all.stride;
    if (NODE.compareAndSet(all.nodes, index, old, fresh)) {
      return true;
    }
    fresh.unmark();
    return false;
  }

  /** The node of a candidate, null if it has left or was used since. */
  @SuppressWarnings("unchecked")
  private @Nullable Node<K, V> candidate(Places<K, V> all, long claim) {
    int index = (int) claim;
    if (index >= all.nodes.length) {
      return null;
    }
    // The node is read before the time, because a thread that adds a node sets the time first.
    Node<K, V> node = (Node<K, V>) NODE.getVolatile(all.nodes, index);
    boolean isUsed = all.times[index * all.stride] != (int) (claim >>> 32);
    return isUsed || node == MOVED ? null : node;
  }

  /** The next candidate of a thread, which claims some at once so that threads seldom meet. */
  private long claim(WriteBuffer<K, V> batch) {
    long[] all = claims;
    long own = batch.nextClaim(all);
    if (own != NO_CLAIM) {
      return own;
    }
    if (all == null) {
      return NO_CLAIM;
    }
    while (true) {
      long cursor = (long) CLAIM.getVolatile(all, CURSOR);
      int left = (int) cursor & LEFT;
      int some = Math.min(WriteBuffer.CLAIMS, (left + 1) / 2);
      for (int i = 0; i < some; i++) {
        batch.setClaim(some - 1 - i, (long) CLAIM.getOpaque(all, CURSOR + left - i));
      }
      if (CLAIM.compareAndSet(all, CURSOR, cursor, cursor - some)) {
        batch.setClaims(some, all);
        return batch.nextClaim(all);
      }
    }
  }

  /** Claims the oldest candidate that no thread has claimed yet. Under the policy lock. */
  private long claim() {
    long[] all = claims;
    while (all != null) {
      long cursor = (long) CLAIM.getVolatile(all, CURSOR);
      int left = (int) cursor & LEFT;
      if (left + polled != chosen) {
        // A thread keeps older ones, which only another look can find.
        CLAIM.compareAndSet(all, CURSOR, cursor, cursor - left);
      } else if (left == 0) {
        return NO_CLAIM;
      } else if (CLAIM.compareAndSet(all, CURSOR, cursor, cursor - 1)) {
        polled++;
        return (long) CLAIM.getOpaque(all, CURSOR + left);
      }
      if (((long) CLAIM.getVolatile(all, CURSOR) & LEFT) == 0) {
        return NO_CLAIM;
      }
    }
    return NO_CLAIM;
  }

  /**
   * Takes the least recently used entry out; null if there is none.
   *
   * @param now the present time, which no entry is far ahead of
   */
  @Nullable Node<K, V> poll(int now) {
    for (int looks = 0; count() > 0; looks++) {
      for (long claim = claim(); claim != NO_CLAIM; claim = claim()) {
        Node<K, V> node = candidate(places, claim);
        if (node != null && isInPlace(node, (int) claim, now) && take((int) claim, node)) {
          return node;
        }
      }
      look(now);
      if (looks == MOST_LOOKS) {
        return takeAny();
      }
    }
    return null;
  }

  /** Takes one of the candidates out, though it is in use; or any entry, if others take those. */
  private @Nullable Node<K, V> takeAny() {
    for (int i = chosen; i > 0; i--) {
      int index = claims == null ? 0 : (int) claims[CURSOR + i];
      Node<K, V> node = places.nodes[index];
      if (node != null && take(index, node)) {
        return node;
      }
    }
    for (int index = places.nodes.length - 1; index >= 0; index--) {
      Node<K, V> node = places.nodes[index];
      if (node != null && take(index, node)) {
        return node;
      }
    }
    return null;
  }

  /** Whether uses of an entry were noted here; if not, the entry counts as used now. */
  private boolean isInPlace(Node<K, V> node, int index, int now) {
    Places<K, V> all = places;
    if (node.stamp == index * all.stride) {
      return true;
    }
    node.stamp = index * all.stride;
    all.times[index * all.stride] = now;
    return false;
  }

  /** Finds the candidates, while none of the last ones is left. */
  private void look(int now) {
    long[] found = claims;
    if (found == null) {
      found = new long[CURSOR + CANDIDATES + 1 + CURSOR];
    }
    int most = Math.min(CANDIDATES, Math.max(1, count() / 2));
    Places<K, V> all = places;
    chosen = 0;
    polled = 0;
    int youngest = Integer.MIN_VALUE;
    for (int i = 0, place = 0; i < all.nodes.length; i++, place += all.stride) {
      int age = now - all.times[place];
      if (age >= youngest && all.nodes[i] != null) {
        chosen = choose(found, chosen, most, (long) (now - age) << 32 | i, now);
        youngest = chosen < most ? Integer.MIN_VALUE : age(found[CURSOR + 1], now) + 1;
      }
    }
    long looks = (found[CURSOR] | LEFT) + 1;
    claims = found;
    CLAIM.setVolatile(found, CURSOR, looks + chosen);
  }

  private static int age(long candidate, int now) {
    return now - (int) (candidate >>> 32);
  }

  /** Puts an entry among the candidates, by its age; answers how many there are then. */
  private static int choose(long[] found, int chosen, int most, long candidate, int now) {
    int at = CURSOR + 1;
    int end = CURSOR + chosen;
    if (chosen < most) {
      // All that are older move up.
      for (at = end + 1; at > CURSOR + 1 && age(found[at - 1], now) > age(candidate, now); at--) {
        found[at] = found[at - 1];
      }
      found[at] = candidate;
      return chosen + 1;
    }
    // The youngest one drops out.
    while (at < end && age(found[at + 1], now) < age(candidate, now)) {
      found[at] = found[at + 1];
      at++;
    }
    found[at] = candidate;
    return chosen;
  }

  /** Takes all entries out, the least recently used one first, with their times for stamps. */
  void drain(int now, Consumer<Node<K, V>> receiver) {
    // All memory first: without enough of it, nothing has changed.
    Places<K, V> none = new Places<>(0);
    Places<K, V> all = places;
    Node<K, V>[] nodes = all.nodes.clone();
    long[] order = order(all, now);
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = move(all, i);
    }
    reset(none);
    for (long one : order) {
      Node<K, V> node = nodes[(int) one];
      node.newer = null;
      node.stamp = all.times[(int) one * all.stride];
      receiver.accept(node);
    }
  }

  /** The indexes of all entries by time: in the lower half of each number. */
  private static <K, V> long[] order(Places<K, V> all, int now) {
    Node<K, V>[] nodes = all.nodes;
    long[] order = new long[nodes.length];
    int found = 0;
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i] != null) {
        order[found++] = (long) (all.times[i * all.stride] - now) << 32 | i;
      }
    }
    order = Arrays.copyOf(order, found);
    Arrays.sort(order);
    return order;
  }

  /** Gives entries that are older than this age that age, in their order. */
  void limitAges(int now, int most) {
    Places<K, V> all = places;
    int latest = now - most - count();
    for (long one : order(all, now)) {
      int place = (int) one * all.stride;
      if (now - all.times[place] > most) {
        all.times[place] = latest++;
      }
    }
    forgetCandidates();
  }

  /** Forgets all, so that nothing keeps the entries alive. */
  void clear() {
    reset(new Places<>(0));
  }

  private void reset(Places<K, V> none) {
    publish(none);
    free = NONE;
    frees = 0;
    forgetCandidates();
  }

  /** Threads forget those that they have claimed as well: they are of an array of the past. */
  private void forgetCandidates() {
    claims = null;
    chosen = 0;
    polled = 0;
  }
}
