package dev.larder.store.heap;

import dev.larder.store.StackReserve;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hash table. Readers take no lock and write nothing. New nodes go to the head of their bin by
 * compare-and-set; whoever takes one out of a chain, or moves a chain, has the lock of the bin.
 * Under no lock runs {@code equals} or {@code hashCode} of a key: one searches first, and links
 * only if the bin's head is the one that the search began with. As nodes are added at the head
 * alone, an unchanged head means that nothing was added.
 *
 * <h2>Growing and shrinking</h2>
 *
 * When there is a node to each bin, a table of twice the size is made, and when few are left, one
 * that suits them. Each call of {@link #resize} moves a few bins over, so that no one operation
 * pays for all. The nodes of a bin keep their order:
 *
 * <pre>
 *   old bin:   chain             Moving(the nodes, as an array)          Moved(new bins)
 *              read as it is     read the array, the chain is relinked   read there
 * </pre>
 *
 * A chain that goes to one empty new bin as a whole needs no relinking, and no {@code
 * SplittingBin}. The bin locks of an old bin and of its new ones are the same, as no table has
 * fewer bins than locks.
 *
 * <h2>What a reader may see</h2>
 *
 * A node that it finds is the right one, by whatever way it got there. A reader whose bin is split
 * or crowded (see {@link TreeBin}) under its feet may be led past a node; so a miss counts only if
 * the same place, in the same array, still has the head that the search began with. A head comes
 * back to its place only when all that came before it since is dead and unlinked, and then there
 * was nothing to be missed. Unlinking a node leaves its own link alone, so a reader that stands on
 * it goes on to all that was behind it.
 *
 * <p>Of several nodes with the same key the first one found is the latest; the others are dead.
 */
final class Table<K, V> {
  /** The hash of what is no entry. */
  static final int NO_ENTRY = -1;

  private static final int INITIAL_BINS = BinLocks.COUNT;
  private static final int MAXIMUM_BINS = 1 << 30;

  /** A table with fewer nodes than such a part of its bins shrinks. */
  private static final int SPARSE = 16;

  /** So many bins of a table that shrinks take as long to move as one of a table that grows. */
  private static final int EMPTY_BINS = 8;

  private static final VarHandle BIN = MethodHandles.arrayElementVarHandle(Node[].class);

  private final Runnable growth;
  private volatile Node<K, V>[] bins = newBins(INITIAL_BINS);

  private final BinLocks locks = new BinLocks();

  // Guarded by the policy lock.
  private @Nullable ForwardingNode<K, V> next;
  private int movedBins;

  /**
   * Makes an empty table.
   *
   * @param growth called by readers, without a lock, when {@link #resize} should be
   */
  Table(Runnable growth) {
    this.growth = growth;
  }

  /** What stands in a bin whose nodes are in another table. */
  private static final class ForwardingNode<K, V> extends Node<K, V> {
    final Node<K, V>[] to;

    ForwardingNode(Node<K, V>[] to) {
      super(null, NO_ENTRY);
      this.to = to;
    }
  }

  /** What stands in a bin whose chain is being relinked. */
  private static final class SplittingBin<K, V> extends Node<K, V> {
    final List<Node<K, V>> chain;

    SplittingBin(List<Node<K, V>> chain) {
      super(null, NO_ENTRY);
      this.chain = chain;
    }
  }

  /** The hash that a key has here. */
  static int hash(Object key) {
    int hash = key.hashCode();
    return (hash ^ (hash >>> 16)) & Integer.MAX_VALUE;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <K, V> Node<K, V>[] newBins(int length) {
    return new Node[length];
  }

  @SuppressWarnings("unchecked")
  private static <K, V> @Nullable Node<K, V> head(Node<K, V>[] bins, int bin) {
    return (Node<K, V>) BIN.getAcquire(bins, bin);
  }

  private static <K, V> boolean replaceHead(
      Node<K, V>[] bins, int bin, @Nullable Node<K, V> head, @Nullable Node<K, V> node) {
    return BIN.compareAndSet(bins, bin, head, node);
  }

  private static <K, V> void setHead(Node<K, V>[] bins, int bin, @Nullable Node<K, V> node) {
    BIN.setRelease(bins, bin, node);
  }

  /** The latest node of a key, dead or alive; null if there is none. Calls {@code equals}. */
  @Nullable Node<K, V> find(K key, int hash) {
    Node<K, V>[] now = bins;
    Node<K, V> head = head(now, hash & (now.length - 1));
    for (Node<K, V> node = head; node != null; node = node.next()) {
      if (node.hash == hash) {
        K known = node.key;
        if (known == key || (known != null && key.equals(known))) {
          return node;
        }
        if (known == null) {
          break;
        }
      }
    }
    return head == null ? null : findAgain(key, hash);
  }

  /** The same for a bin that is no plain chain, or that has changed meanwhile. */
  private @Nullable Node<K, V> findAgain(K key, int hash) {
    Node<K, V>[] now = bins;
    if (head(now, hash & (now.length - 1)) instanceof ForwardingNode) {
      growth.run();
    }
    while (true) {
      now = bins(hash);
      Node<K, V> head = headOf(now, hash);
      Node<K, V> node = search(head, key, hash);
      if (node != null || (isHead(now, hash, head) && !(head instanceof ForwardingNode))) {
        return node;
      }
    }
  }

  /** The array that has the bin of a hash now. */
  Node<K, V>[] bins(int hash) {
    Node<K, V>[] now = bins;
    while (head(now, hash & (now.length - 1)) instanceof ForwardingNode<K, V> moved) {
      now = moved.to;
    }
    return now;
  }

  /** The head of the bin of a hash: what a search begins with. */
  @Nullable Node<K, V> headOf(Node<K, V>[] now, int hash) {
    return head(now, hash & (now.length - 1));
  }

  private static boolean isMarker(@Nullable Node<?, ?> head) {
    return head instanceof SplittingBin || head instanceof ForwardingNode;
  }

  /** Whether the bin of a hash is still in this array, and begins with this node. */
  boolean isHead(Node<K, V>[] now, int hash, @Nullable Node<K, V> head) {
    return head(now, hash & (now.length - 1)) == head;
  }

  /** Searches a bin from its head on. Calls {@code equals}, so without a lock. */
  @Nullable Node<K, V> search(@Nullable Node<K, V> head, K key, int hash) {
    if (head instanceof SplittingBin<K, V> moving) {
      for (Node<K, V> node : moving.chain) {
        Node<K, V> found = matching(node, key, hash);
        if (found != null) {
          return found;
        }
      }
      return null;
    }
    for (Node<K, V> node = head; node != null; node = node.next()) {
      Node<K, V> found = matching(node, key, hash);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static <K, V> @Nullable Node<K, V> matching(Node<K, V> node, K key, int hash) {
    if (node.hash != hash) {
      return null;
    }
    K known = node.key;
    if (known == null) {
      return node instanceof TreeBin<K, V> crowd ? crowd.find(key) : null;
    }
    return known == key || key.equals(known) ? node : null;
  }

  /**
   * Links a node at the head of its bin, unless the head has changed.
   *
   * @param now the array that the search for the node's key was made in
   * @param head what that search began with
   */
  boolean link(Node<K, V> node, Node<K, V>[] now, @Nullable Node<K, V> head) {
    if (isMarker(head)) {
      return false;
    }
    node.setNext(head);
    return replaceHead(now, node.hash & (now.length - 1), head, node);
  }

  /** Takes a node out of its chain; false if it is not there. */
  boolean unlink(Node<K, V> node) {
    SpinLock lock = locks.of(node.hash);
    lock.lock();
    try {
      boolean found = unlinkLocked(node);
      lock.unlock();
      return found;
    } catch (Throwable e) {
      lock.busy = false;
      throw e;
    }
  }

  /** The same: nobody else takes nodes out, or moves the bin; nodes may be added at its head. */
  private boolean unlinkLocked(Node<K, V> node) {
    Node<K, V>[] now = bins(node.hash);
    int bin = node.hash & (now.length - 1);
    while (head(now, bin) == node) {
      if (replaceHead(now, bin, node, node.next())) {
        return true;
      }
    }
    for (Node<K, V> at = head(now, bin); at != null; at = at.next()) {
      if (at.next() == node) {
        at.setNext(node.next());
        return true;
      }
    }
    return false;
  }

  /** The crowd that a node would join; null if it belongs in the chain. */
  @Nullable TreeBin<K, V> crowdOf(@Nullable Node<K, V> head, Node<K, V> fresh) {
    for (Node<K, V> node = head; node != null; node = node.next()) {
      if (node.hash == fresh.hash
          && node.key == null
          && node instanceof TreeBin<K, V> crowd
          && crowd.takes(fresh.entryKey())) {
        return crowd;
      }
    }
    return null;
  }

  /** Whether there are so many nodes with the hash of a new one that they should be sorted. */
  boolean isCrowding(@Nullable Node<K, V> head, Node<K, V> fresh) {
    Class<?> type = fresh.entryKey().getClass();
    int alike = 0;
    for (Node<K, V> node = head; node != null; node = node.next()) {
      alike += node.hash == fresh.hash && isOf(node, type) ? 1 : 0;
    }
    return alike >= TreeBin.LEAST && TreeBin.canSort(type);
  }

  private static boolean isOf(Node<?, ?> node, Class<?> type) {
    return node.key != null && node.key.getClass() == type;
  }

  /** A crowd of the nodes in a bin that have a fresh one's hash. Calls {@code compareTo}. */
  TreeBin<K, V> crowd(@Nullable Node<K, V> head, Node<K, V> fresh) {
    TreeBin<K, V> crowd = new TreeBin<>(fresh.hash, fresh.entryKey().getClass());
    for (Node<K, V> node : chain(head)) {
      if (node.hash == fresh.hash && node.key != null && crowd.takes(node.key) && !node.isDead()) {
        crowd.add(node);
      }
    }
    return crowd;
  }

  /** Links a crowd like any node, and takes its nodes out of the chain. */
  boolean link(TreeBin<K, V> crowd, Node<K, V>[] now, @Nullable Node<K, V> head) {
    boolean linked = link((Node<K, V>) crowd, now, head);
    if (linked) {
      crowd.nodes().forEach(this::unlink);
    }
    return linked;
  }

  /** Takes a dead node that is in no chain out of its crowd. Calls {@code compareTo}. */
  void leaveCrowd(Node<K, V> node) {
    for (int tries = 0; ; tries++) {
      Node<K, V>[] now = bins(node.hash);
      Node<K, V> head = headOf(now, node.hash);
      TreeBin<K, V> crowd = isMarker(head) ? null : crowdOf(head, node);
      if (crowd != null) {
        leave(crowd, node);
        return;
      }
      if (!isMarker(head) && isHead(now, node.hash, head)) {
        return;
      }
      Spin.pause(tries);
    }
  }

  private void leave(TreeBin<K, V> crowd, Node<K, V> node) {
    try {
      crowd.remove(node);
    } catch (Throwable e) {
      // Who is here evicts, and has nothing to do with this key. A dead node that stays does no
      // harm, and makes place for its key.
      return;
    }
    dissolve(crowd);
  }

  /** Takes a crowd out of its chain if nobody is in it. */
  void dissolve(TreeBin<K, V> crowd) {
    while (crowd.isEmpty() && crowd.close()) {
      if (crowd.isEmpty()) {
        unlink(crowd);
        return;
      }
      crowd.open();
    }
  }

  /**
   * Grows if there are more nodes than bins, shrinks if there are far fewer, and goes on if it is
   * at it. Under the policy lock.
   *
   * @param nodes how many there are, about
   * @param step how many bins to move at most; more of a table that shrinks, whose bins are empty
   */
  void resize(long nodes, int step) {
    Node<K, V>[] from = bins;
    ForwardingNode<K, V> moved = next;
    if (moved == null) {
      int length = lengthFor(nodes, from.length);
      if (length == from.length) {
        return;
      }
      moved = new ForwardingNode<>(newBins(length));
      next = moved;
      movedBins = 0;
    }
    // A bin that is moved by half would stay so.
    StackReserve.requireForHold();
    int most = moved.to.length > from.length ? step : step * EMPTY_BINS;
    int until = Math.min(from.length, movedBins + most);
    for (; movedBins < until; movedBins++) {
      SpinLock lock = locks.of(movedBins);
      lock.lock();
      try {
        move(from, movedBins, moved);
        lock.unlock();
      } catch (Throwable e) {
        lock.busy = false;
        throw e;
      }
    }
    if (movedBins == from.length) {
      bins = moved.to;
      next = null;
    }
  }

  private static int lengthFor(long nodes, int length) {
    if (nodes > length) {
      return length == MAXIMUM_BINS ? length : 2 * length;
    }
    if (length <= INITIAL_BINS || nodes >= length / SPARSE) {
      return length;
    }
    return (int) Math.max(INITIAL_BINS, 2 * Long.highestOneBit(Math.max(1, nodes)));
  }

  /**
   * Goes on shrinking if there are far fewer nodes than bins. Under the policy lock.
   *
   * @return whether there is more to do
   */
  boolean shrink(long nodes, int step) {
    ForwardingNode<K, V> moved = next;
    int length = moved == null ? lengthFor(nodes, bins.length) : moved.to.length;
    if (length >= bins.length) {
      return false;
    }
    resize(nodes, Math.max(1, step / EMPTY_BINS));
    return true;
  }

  /** Moves a bin, whatever is added to it meanwhile. Under its lock. */
  private static <K, V> void move(Node<K, V>[] from, int bin, ForwardingNode<K, V> moved) {
    boolean grows = moved.to.length > from.length;
    while (true) {
      Node<K, V> head = head(from, bin);
      if (head == null
          || (grows && !(head instanceof SplittingBin) && isOfOneSide(head, from.length))) {
        if (head != null) {
          setHead(moved.to, bin + (head.hash & from.length), head);
        }
        if (replaceHead(from, bin, head, moved)) {
          return;
        }
      } else {
        SplittingBin<K, V> moving = new SplittingBin<>(chain(head));
        if (replaceHead(from, bin, head, moving)) {
          if (grows) { // an attempt before may have left a chain there
            setHead(moved.to, bin, null);
            setHead(moved.to, bin + from.length, null);
          }
          relink(moved.to, moving.chain);
          setHead(from, bin, moved);
          return;
        }
      }
    }
  }

  private static boolean isOfOneSide(Node<?, ?> head, int bit) {
    Node<?, ?> node = head;
    while (node != null && (node.hash & bit) == (head.hash & bit)) {
      node = node.next();
    }
    return node == null;
  }

  /**
   * Links nodes at the heads of their new bins, from the last one on, so that they keep their
   * order.
   */
  private static <K, V> void relink(Node<K, V>[] to, List<Node<K, V>> chain) {
    for (int i = chain.size() - 1; i >= 0; i--) {
      Node<K, V> node = chain.get(i);
      int bin = node.hash & (to.length - 1);
      Node<K, V> head;
      do {
        head = head(to, bin);
        node.setNext(head);
      } while (!replaceHead(to, bin, head, node));
    }
  }

  private static <K, V> List<Node<K, V>> chain(@Nullable Node<K, V> head) {
    if (head instanceof SplittingBin<K, V> moving) {
      return moving.chain;
    }
    List<Node<K, V>> chain = new ArrayList<>();
    for (Node<K, V> node = head; node != null; node = node.next()) {
      chain.add(node);
    }
    return chain;
  }

  /** How many bins {@link #collect} takes; it may be asked with a number that is out of date. */
  int length() {
    return bins.length;
  }

  /** The nodes of one bin out of {@code length}, each of them once, whatever moves meanwhile. */
  List<Node<K, V>> collect(int bin, int length) {
    List<Node<K, V>> found = new ArrayList<>();
    collect(bins, bin, length, found);
    return found;
  }

  /** Collects the nodes whose hash is that of a bin in a table of some length. */
  private static <K, V> void collect(
      Node<K, V>[] now, int bin, int length, List<Node<K, V>> found) {
    // The table may have grown since: one bin is now every length-th. Or it has shrunk: one bin is
    // now part of another.
    int last = Math.max(now.length, length);
    for (int part = bin; part < last; part += length) {
      collectPart(now, part, last, found);
    }
  }

  private static <K, V> void collectPart(
      Node<K, V>[] now, int part, int length, List<Node<K, V>> found) {
    int bin = part & (now.length - 1);
    while (true) {
      Node<K, V> head = head(now, bin);
      if (head instanceof ForwardingNode<K, V> moved) {
        collect(moved.to, part, length, found);
        return;
      }
      List<Node<K, V>> chain = chain(head);
      if (head(now, bin) == head) {
        addEach(chain.stream().filter(node -> (node.hash & (length - 1)) == part).toList(), found);
        return;
      }
    }
  }

  /** Adds the nodes of a chain, each once: one that joins a crowd is in both for a while. */
  private static <K, V> void addEach(List<Node<K, V>> chain, List<Node<K, V>> found) {
    Set<Node<K, V>> crowded = null;
    for (Node<K, V> node : chain) {
      if (node instanceof TreeBin<K, V> crowd) {
        crowded = crowded == null ? new HashSet<>() : crowded;
        crowded.addAll(crowd.nodes());
      }
    }
    if (crowded != null) {
      found.addAll(crowded);
    }
    for (Node<K, V> node : chain) {
      if (!(node instanceof TreeBin) && (crowded == null || !crowded.contains(node))) {
        found.add(node);
      }
    }
  }

  /** Forgets all. Under the policy lock. */
  void clear() {
    bins = newBins(INITIAL_BINS);
    next = null;
  }
}
