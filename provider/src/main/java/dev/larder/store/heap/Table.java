package dev.larder.store.heap;

import dev.larder.time.Ticker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The hash table. A search takes no lock and waits for none. If it meets a bin that has moved, the
 * reader asks the store to continue the move, unless another thread has the policy lock. A thread
 * that adds a node links it at the head of its bin by compare-and-set, or adds it to a {@link
 * TreeBin} of the chain. A thread that unlinks a node, or moves a bin, holds the lock of the bin.
 * The only node of a bin is unlinked by compare-and-set, without the lock. A thread that adds a
 * node to a bin that is being split tries again until the split has ended.
 *
 * <p>No {@code equals} or {@code hashCode} of a key runs under a lock. A thread searches first, and
 * links its node only if the head of the bin is still the one that the search began with. Chains
 * grow at the head alone, so an unchanged head means that the chain has no new node.
 *
 * <h2>Growing and shrinking</h2>
 *
 * The table doubles when it has more nodes than bins, and shrinks when it has less than one node
 * for 16 bins. Each call of {@link #resize} moves a few bins, so no insertion, removal or read pays
 * for all of them. The nodes of a bin keep their order:
 *
 * <pre>
 *   old bin    chain              ->  SplittingBin(nodes)   ->  ForwardingNode(new bins)
 *   reader     reads the chain        reads its list            reads the new bins
 *   mover                             relinks the chain
 * </pre>
 *
 * A chain that moves to one empty new bin as a whole needs no relinking, and no {@code
 * SplittingBin}. An old bin and its new bins share a lock, as no table has fewer bins than locks.
 *
 * <h2>What a reader may see</h2>
 *
 * A node that a reader finds was the latest node of its key during the search, whatever links the
 * reader has followed. But the reader may miss a node while its bin is split or turned into a
 * {@link TreeBin}. So a miss counts only if the same bin, of the same array, still has the head
 * that the search began with. If the head was replaced and is back, all nodes that were linked in
 * front of it meanwhile are dead and unlinked. So the reader missed no live node. Unlinking leaves
 * the link of the unlinked node alone, so a reader that stands on it continues to all nodes behind
 * it.
 *
 * <p>The first of several nodes with one key is the latest; the others are dead.
 */
final class Table<K, V> {
  /** The hash of sentinels and forwarding nodes. */
  static final int NO_ENTRY = -1;

  private static final int LOCKS = 16;
  private static final int INITIAL_BINS = LOCKS;
  private static final int MAXIMUM_BINS = 1 << 30;

  /** A table with fewer nodes than this part of its bins shrinks. */
  private static final int SPARSE_PART = 16;

  /** How many bins of a shrinking table take as long to move as one bin of a growing table. */
  private static final int SHRINKING_BINS = 8;

  private static final VarHandle BIN = MethodHandles.arrayElementVarHandle(Node[].class);

  /** What {@link #search} returns for an absent key that shares its hash code with other keys. */
  private static final Node<?, ?> COLLISION = Node.sentinel();

  private final Runnable resizing;
  private final LongSupplier clock;
  private volatile Node<K, V>[] bins = Node.array(INITIAL_BINS);

  /** The locks of the bins, each created when it is first needed. */
  private final AtomicReferenceArray<@Nullable SpinLock> locks = new AtomicReferenceArray<>(LOCKS);

  // Guarded by the policy lock.
  private @Nullable ForwardingNode<K, V> next;
  private int movedBins;

  /**
   * Creates an empty table.
   *
   * @param clock the time in nanoseconds, for the deadlines of added nodes
   * @param resizing called by readers, without a lock, when {@link #resize} should be called
   */
  Table(LongSupplier clock, Runnable resizing) {
    this.clock = clock;
    this.resizing = resizing;
  }

  /** Stands in a bin whose nodes have moved to another array. */
  private static final class ForwardingNode<K, V> extends Node<K, V> {
    final Node<K, V>[] to;

    ForwardingNode(Node<K, V>[] to) {
      super(null, NO_ENTRY);
      this.to = to;
    }
  }

  /** Stands in a bin whose chain is being relinked into two bins. */
  private static final class SplittingBin<K, V> extends Node<K, V> {
    final List<Node<K, V>> chain;

    /** Whether a thread has begun to relink the chain, and may have failed. */
    boolean isRelinked;

    SplittingBin(List<Node<K, V>> chain) {
      super(null, NO_ENTRY);
      this.chain = chain;
    }
  }

  /** As large as a cache line, because the locks may lie side by side. */
  @SuppressWarnings("unused") // the fields only take space
  private static final class PaddedLock extends SpinLock {
    long p1;
    long p2;
    long p3;
    long p4;
    long p5;
    long p6;
  }

  /** Returns the hash of a key in this table. Runs user code. */
  static int hash(Object key) {
    int hash = key.hashCode();
    return (hash ^ (hash >>> 16)) & Integer.MAX_VALUE;
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

  /** Returns the lock of a bin; a bin has the same lock in a table of any size. */
  private SpinLock lock(int bin) {
    int index = bin & (LOCKS - 1);
    SpinLock known = locks.get(index);
    if (known == null) {
      SpinLock fresh = new PaddedLock();
      SpinLock rival = locks.compareAndExchange(index, null, fresh);
      known = rival == null ? fresh : rival;
    }
    return known;
  }

  /** Returns the latest node of a key, dead or alive, or null. Calls {@code equals}. */
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

  /**
   * Repeats a search that has found no node, because the bin may be no plain chain or may have
   * changed.
   */
  private @Nullable Node<K, V> findAgain(K key, int hash) {
    Node<K, V>[] now = bins;
    if (head(now, hash & (now.length - 1)) instanceof ForwardingNode) {
      resizing.run();
    }
    while (true) {
      now = bins(hash);
      Node<K, V> head = headOf(now, hash);
      Node<K, V> node = search(head, key, hash);
      if (isMatch(node)) {
        return node;
      }
      if (isHead(now, hash, head)) {
        return null;
      }
    }
  }

  /** Returns the array that has the bin of a hash at present. */
  Node<K, V>[] bins(int hash) {
    Node<K, V>[] now = bins;
    while (head(now, hash & (now.length - 1)) instanceof ForwardingNode<K, V> forwarding) {
      now = forwarding.to;
    }
    return now;
  }

  /** Returns the head of the bin of a hash, with which a search begins. */
  @Nullable Node<K, V> headOf(Node<K, V>[] now, int hash) {
    return head(now, hash & (now.length - 1));
  }

  private static boolean isMarker(@Nullable Node<?, ?> head) {
    return head instanceof SplittingBin || head instanceof ForwardingNode;
  }

  /** Returns whether the bin of a hash is still in this array, and begins with this node. */
  boolean isHead(Node<K, V>[] now, int hash, @Nullable Node<K, V> head) {
    return head(now, hash & (now.length - 1)) == head && !(head instanceof ForwardingNode);
  }

  /** Returns whether {@link #search} has found the key. */
  static boolean isMatch(@Nullable Node<?, ?> found) {
    return found != null && found != COLLISION;
  }

  /**
   * Searches a bin from its head. Calls {@code equals}, so it runs without a lock.
   *
   * @return the node of the key; null if no node has its hash; else a node that is no {@link
   *     #isMatch match}
   */
  @SuppressWarnings("unchecked")
  @Nullable Node<K, V> search(@Nullable Node<K, V> head, K key, int hash) {
    Node<K, V> found = null;
    if (head instanceof SplittingBin<K, V> splitting) {
      for (Node<K, V> node : splitting.chain) {
        found = node.hash == hash ? match(node, key) : null;
        if (found != null) {
          return found;
        }
      }
      return (Node<K, V>) COLLISION;
    }
    boolean collides = false;
    for (Node<K, V> node = head; node != null; node = node.next()) {
      if (node.hash == hash) {
        found = match(node, key);
        if (found != null) {
          return found;
        }
        collides = true;
      }
    }
    return collides ? (Node<K, V>) COLLISION : null;
  }

  private static <K, V> @Nullable Node<K, V> match(Node<K, V> node, K key) {
    K known = node.key;
    if (known == null) {
      return node instanceof TreeBin<K, V> treeBin ? treeBin.find(key) : null;
    }
    return known == key || key.equals(known) ? node : null;
  }

  /**
   * Links a node at the head of its bin, unless the head has changed.
   *
   * @param life the time to live in nanoseconds, counted from this call: if the node is linked, the
   *     key was absent until now
   * @param now the array in which the key was searched for
   * @param head the head with which that search began
   */
  boolean link(Node<K, V> node, long life, Node<K, V>[] now, @Nullable Node<K, V> head) {
    if (isMarker(head)) {
      return false;
    }
    setDeadline(node, life);
    node.setNext(head);
    return replaceHead(now, node.hash & (now.length - 1), head, node);
  }

  private void setDeadline(Node<K, V> node, long life) {
    if (life != Ticker.NEVER) {
      node.setDeadline(Ticker.after(clock.getAsLong(), life));
    }
  }

  /**
   * Adds a node for its key, unless the key has a live node. Calls {@code equals} and {@code
   * compareTo}, so it runs without a lock.
   *
   * @param life how long the entry lives, in nanoseconds from a moment at which its key is absent
   * @return null if the node was added; the live node of the key if there is one; {@code fresh}
   *     itself, dead, if the caller has to start again
   */
  @Nullable Node<K, V> insert(Node<K, V> fresh, long life) {
    K key = fresh.entryKey();
    int hash = fresh.hash;
    for (int tries = 0; ; tries++) {
      Node<K, V>[] now = bins(hash);
      Node<K, V> head = headOf(now, hash);
      Node<K, V> dead = null;
      TreeBin<K, V> treeBin = null;
      int alike = 0;
      if (isMarker(head)) {
        // A failure may have left the bin half moved.
        resizing.run();
        SpinLock.pause(tries);
        continue;
      }
      for (Node<K, V> node = head; node != null; node = node.next()) {
        if (node.hash == hash) {
          Node<K, V> found = match(node, key);
          if (found != null && !found.isDead()) {
            return found;
          }
          dead = dead == null ? found : dead;
          if (node instanceof TreeBin<K, V> bin) {
            treeBin = bin.accepts(key) ? bin : treeBin;
          } else if (node.key != null && node.key.getClass() == key.getClass()) {
            alike++;
          }
        }
      }
      if (treeBin != null) {
        // A dead node in the chain would hide the live one in the tree bin.
        if (dead == null || !unlink(dead)) {
          return join(treeBin, fresh, life, now, head);
        }
      } else if (alike >= TreeBin.TREEIFY_THRESHOLD
          && TreeBin.canSort(key.getClass())
          && treeify(fresh, now, head)) {
        continue;
      } else if (link(fresh, life, now, head)) {
        return null;
      }
      SpinLock.pause(tries);
    }
  }

  /**
   * Adds a node to a tree bin, or to the chain if a key that compares equal is in the tree bin. The
   * node holds no value until it is certain that no thread has added the key in the other place.
   */
  private @Nullable Node<K, V> join(
      TreeBin<K, V> treeBin,
      Node<K, V> fresh,
      long life,
      Node<K, V>[] now,
      @Nullable Node<K, V> head) {
    V value = fresh.value();
    // A node that is held already, for a claim, stays held.
    boolean isLocked = fresh.tryLock();
    boolean isAdded = false;
    fresh.value = null;
    try {
      Node<K, V> rival = treeBin.add(fresh);
      if (rival != null && fresh.entryKey().equals(rival.key)) {
        return rival;
      }
      boolean isLinked =
          rival == null
              ? isHead(now, fresh.hash, head) && !treeBin.isClosed()
              : link(fresh, Ticker.NEVER, now, head) && !rival.isDead();
      setDeadline(fresh, life);
      isAdded = isLinked;
    } finally {
      // Assignments, because no stack may be left for a call.
      if (isAdded) {
        fresh.value = value;
        fresh.state = isLocked ? Node.FREE : fresh.state;
      } else {
        fresh.hold = null;
        fresh.state = Node.DEAD;
      }
    }
    if (!isAdded) {
      remove(fresh);
    }
    return isAdded ? null : fresh;
  }

  /**
   * Replaces the nodes that have the hash of a fresh one by a tree bin.
   *
   * @return false if the keys are not comparable after all, and stay in the chain
   */
  private boolean treeify(Node<K, V> fresh, Node<K, V>[] now, @Nullable Node<K, V> head) {
    TreeBin<K, V> treeBin = new TreeBin<>(fresh.hash, fresh.entryKey().getClass());
    try {
      for (Node<K, V> node : chain(head)) {
        boolean isKey = node.hash == fresh.hash && node.key != null;
        if (isKey && treeBin.accepts(node.entryKey()) && !node.isDead()) {
          treeBin.add(node);
        }
      }
    } catch (Exception e) {
      // The cache sorts these keys for its own sake, so their failure must not reach the caller.
      return false;
    }
    if (link(treeBin, Ticker.NEVER, now, head)) {
      treeBin.nodes().forEach(this::unlink);
    }
    // A node may have died before it was in the tree bin. Its remover did not find it there.
    treeBin.nodes().stream().filter(Node::isDead).forEach(treeBin::remove);
    untreeify(treeBin);
    return true;
  }

  /** Unlinks a tree bin that is empty. */
  private void untreeify(TreeBin<K, V> treeBin) {
    while (treeBin.isEmpty() && treeBin.close()) {
      if (treeBin.isEmpty()) {
        unlink(treeBin);
        return;
      }
      treeBin.open();
    }
  }

  /** Removes a dead node from its chain or tree bin. May call {@code compareTo}: under no lock. */
  void remove(Node<K, V> node) {
    if (!unlink(node)) {
      // Another thread has unlinked it, or it is in a tree bin.
      removeFromTreeBin(node);
    }
  }

  /** Takes a node out of its chain; returns false if it is not there. */
  boolean unlink(Node<K, V> node) {
    if (unlinkAlone(node)) {
      return true;
    }
    SpinLock lock = lock(node.hash);
    lock.lock();
    try {
      return unlinkLocked(node);
    } finally {
      lock.busy = false;
    }
  }

  /**
   * Takes a node out of its bin without the lock, if the bin has no other node. Nodes are only
   * added in front of it, and a bin that moves has another head, so the replacement fails then.
   */
  private boolean unlinkAlone(Node<K, V> node) {
    Node<K, V>[] now = bins;
    int bin = node.hash & (now.length - 1);
    return head(now, bin) == node && node.next() == null && replaceHead(now, bin, node, null);
  }

  /**
   * Takes a node out of its chain. The caller has the lock of the bin, so other threads only add
   * nodes, or take out the only one.
   */
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

  private void removeFromTreeBin(Node<K, V> node) {
    for (int tries = 0; ; tries++) {
      Node<K, V>[] now = bins(node.hash);
      Node<K, V> head = headOf(now, node.hash);
      TreeBin<K, V> treeBin = isMarker(head) ? null : treeBin(head, node);
      if (treeBin != null) {
        try {
          treeBin.remove(node);
        } catch (Throwable e) {
          // The caller may evict the node for an operation on another key, and that operation must
          // not fail. A dead node that stays is harmless: the next insertion of its key replaces
          // it.
          return;
        }
        untreeify(treeBin);
        return;
      }
      if (isMarker(head)) {
        // A failure may have left the bin half moved.
        resizing.run();
      } else if (isHead(now, node.hash, head)) {
        return;
      }
      SpinLock.pause(tries);
    }
  }

  private @Nullable TreeBin<K, V> treeBin(@Nullable Node<K, V> head, Node<K, V> member) {
    for (Node<K, V> node = head; node != null; node = node.next()) {
      if (node.hash == member.hash
          && node instanceof TreeBin<K, V> bin
          && bin.accepts(member.entryKey())) {
        return bin;
      }
    }
    return null;
  }

  /**
   * Begins or continues to grow if there are more nodes than bins, or to shrink if there are far
   * fewer. Under the policy lock.
   *
   * @param nodes the approximate number of nodes
   * @param step the most bins to move; {@code SHRINKING_BINS} times as many of a shrinking table,
   *     whose bins are mostly empty
   */
  void resize(long nodes, int step) {
    Node<K, V>[] from = bins;
    ForwardingNode<K, V> forwarding = next;
    if (forwarding == null) {
      int length = lengthFor(nodes, from.length);
      if (length == from.length) {
        return;
      }
      forwarding = new ForwardingNode<>(Node.array(length));
      next = forwarding;
      movedBins = 0;
    }
    int most = forwarding.to.length > from.length ? step : step * SHRINKING_BINS;
    int until = Math.min(from.length, movedBins + most);
    for (; movedBins < until; movedBins++) {
      SpinLock lock = lock(movedBins);
      lock.lock();
      try {
        move(from, movedBins, forwarding);
      } finally {
        lock.busy = false;
      }
    }
    if (movedBins == from.length) {
      bins = forwarding.to;
      next = null;
    }
  }

  private static int lengthFor(long nodes, int length) {
    if (nodes > length) {
      return length == MAXIMUM_BINS ? length : 2 * length;
    }
    if (length <= INITIAL_BINS || nodes >= length / SPARSE_PART) {
      return length;
    }
    return (int) Math.max(INITIAL_BINS, 2 * Long.highestOneBit(Math.max(1, nodes)));
  }

  /**
   * Continues to shrink if there are far fewer nodes than bins. Under the policy lock.
   *
   * @return whether there is more to do
   */
  boolean shrink(long nodes, int step) {
    ForwardingNode<K, V> forwarding = next;
    int length = forwarding == null ? lengthFor(nodes, bins.length) : forwarding.to.length;
    if (length >= bins.length) {
      return false;
    }
    resize(nodes, Math.max(1, step / SHRINKING_BINS));
    return true;
  }

  /**
   * Moves a bin, to which other threads may add nodes meanwhile. Under its lock. The move can be
   * repeated after a failure at any point.
   */
  private static <K, V> void move(Node<K, V>[] from, int bin, ForwardingNode<K, V> forwarding) {
    boolean grows = forwarding.to.length > from.length;
    while (true) {
      Node<K, V> head = head(from, bin);
      boolean isWhole =
          head == null
              || (grows && !(head instanceof SplittingBin) && hasOneSide(head, from.length));
      if (isWhole) {
        if (grows) {
          clear(forwarding.to, bin, from.length);
        }
        if (head != null) {
          setHead(forwarding.to, bin + (head.hash & from.length), head);
        }
        if (replaceHead(from, bin, head, forwarding)) {
          return;
        }
      } else {
        SplittingBin<K, V> splitting =
            head instanceof SplittingBin<K, V> begun ? begun : new SplittingBin<>(chain(head));
        if (head == splitting || replaceHead(from, bin, head, splitting)) {
          if (grows && !splitting.isRelinked) {
            clear(forwarding.to, bin, from.length);
          }
          relink(forwarding.to, splitting);
          setHead(from, bin, forwarding);
          return;
        }
      }
    }
  }

  /** Drops what a failed attempt to move a chain as a whole may have left in its new bins. */
  private static <K, V> void clear(Node<K, V>[] to, int bin, int length) {
    setHead(to, bin, null);
    setHead(to, bin + length, null);
  }

  private static boolean hasOneSide(Node<?, ?> head, int bit) {
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
  private static <K, V> void relink(Node<K, V>[] to, SplittingBin<K, V> splitting) {
    boolean isRepeated = splitting.isRelinked;
    splitting.isRelinked = true;
    for (int i = splitting.chain.size() - 1; i >= 0; i--) {
      Node<K, V> node = splitting.chain.get(i);
      int bin = node.hash & (to.length - 1);
      if (!isRepeated || !isLinked(head(to, bin), node)) {
        Node<K, V> head;
        do {
          head = head(to, bin);
          node.setNext(head);
        } while (!replaceHead(to, bin, head, node));
      }
    }
  }

  private static <K, V> boolean isLinked(@Nullable Node<K, V> head, Node<K, V> node) {
    Node<K, V> at = head;
    while (at != null && at != node) {
      at = at.next();
    }
    return at != null;
  }

  private static <K, V> List<Node<K, V>> chain(@Nullable Node<K, V> head) {
    if (head instanceof SplittingBin<K, V> splitting) {
      return splitting.chain;
    }
    List<Node<K, V>> chain = new ArrayList<>();
    for (Node<K, V> node = head; node != null; node = node.next()) {
      chain.add(node);
    }
    return chain;
  }

  /** Returns the number of bins at present, for {@link #collect}. */
  int length() {
    return bins.length;
  }

  /**
   * Returns the nodes of one bin, each of them once, whatever moves meanwhile.
   *
   * @param length the number of bins that the caller knows, which may be out of date
   */
  List<Node<K, V>> collect(int bin, int length) {
    List<Node<K, V>> found = new ArrayList<>();
    collect(bins, bin, length, found);
    return found;
  }

  private static <K, V> void collect(
      Node<K, V>[] now, int bin, int length, List<Node<K, V>> found) {
    // If the table has grown since, the nodes of the bin are in every length-th bin from there on.
    // If it has shrunk, they are in a bin with others.
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
      if (head instanceof ForwardingNode<K, V> forwarding) {
        collect(forwarding.to, part, length, found);
        return;
      }
      List<Node<K, V>> chain = chain(head);
      if (head(now, bin) == head) {
        addEach(chain.stream().filter(node -> (node.hash & (length - 1)) == part).toList(), found);
        return;
      }
    }
  }

  /** Adds the nodes of a chain; a node that is being moved to a tree bin is in both for a while. */
  private static <K, V> void addEach(List<Node<K, V>> chain, List<Node<K, V>> found) {
    if (chain.stream().noneMatch(TreeBin.class::isInstance)) {
      found.addAll(chain);
      return;
    }
    Set<Node<K, V>> each = new LinkedHashSet<>();
    for (Node<K, V> node : chain) {
      if (node instanceof TreeBin<K, V> treeBin) {
        each.addAll(treeBin.nodes());
      } else {
        each.add(node);
      }
    }
    found.addAll(each);
  }

  /** Drops all nodes. Under the policy lock. */
  void clear() {
    bins = Node.array(INITIAL_BINS);
    next = null;
  }
}
