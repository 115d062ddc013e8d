package dev.larder.store.heap;

import static dev.larder.store.heap.Bins.chain;
import static dev.larder.store.heap.Bins.head;
import static dev.larder.store.heap.Bins.isMarker;
import static dev.larder.store.heap.Bins.replaceHead;

import dev.larder.store.heap.Bins.ForwardingNode;
import dev.larder.store.heap.Bins.SplittingBin;
import dev.larder.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The hash table. A search takes no lock and waits for none. If it meets a bin that has moved, the
 * reader asks the store to continue the move, unless another thread has the policy lock. A thread
 * that adds a node links it at the head of its bin by compare-and-set, or adds it to a {@link
 * TreeBin} of the chain. A thread that unlinks a node, or moves a bin, holds the lock of the bin.
 * The only node of a bin is unlinked by compare-and-set, without the lock. A thread that adds a
 * node to a bin that is being split tries again until the split has ended. {@link TableResize}
 * moves the bins.
 *
 * <p>No {@code equals} or {@code hashCode} of a key runs under a lock. A thread searches first, and
 * links its node only if the head of the bin is still the one that the search began with. Chains
 * grow at the head alone, so an unchanged head means that the chain has no new node.
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
  /** What {@link #search} returns for an absent key that shares its hash code with other keys. */
  private static final Node<?, ?> COLLISION = Node.sentinel();

  private final Runnable resizing;
  private final LongSupplier clock;
  private final BinLocks locks = new BinLocks();
  private final TableResize<K, V> resize = new TableResize<>(locks);
  private volatile Node<K, V>[] bins = Bins.create(TableResize.INITIAL_BINS);

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

  /** Returns the hash of a key in this table. Runs user code. */
  static int hash(Object key) {
    int hash = key.hashCode();
    return (hash ^ (hash >>> 16)) & Integer.MAX_VALUE;
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

  /** Returns the present array. While the table is resized, a bin may have {@link #moved}. */
  Node<K, V>[] bins() {
    return bins;
  }

  /**
   * Returns the array to which the bin with this head has moved, null if it has not moved. Moves
   * further bins, so that a table whose keys are only updated ends its resizing.
   */
  Node<K, V> @Nullable [] moved(@Nullable Node<K, V> head) {
    if (head instanceof ForwardingNode<K, V> forwarding) {
      resizing.run();
      return forwarding.to;
    }
    return null;
  }

  /** Returns the array that has the bin of a hash at present. */
  private Node<K, V>[] bins(int hash) {
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
    boolean collides = false;
    // A marker has no next node, and the hash of no key.
    for (Node<K, V> node = head; node != null; node = node.next()) {
      if (node.hash == hash) {
        Node<K, V> found = node.key == key ? node : match(node, key);
        if (found != null) {
          return found;
        }
        collides = true;
      }
    }
    if (head instanceof SplittingBin<K, V> splitting) {
      for (Node<K, V> node : splitting.chain) {
        Node<K, V> found = node.hash == hash ? match(node, key) : null;
        if (found != null) {
          return found;
        }
      }
      collides = true;
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
    TreeBin<K, V> treeBin = TreeBin.of(chain(head), fresh);
    if (treeBin == null) {
      return false;
    }
    if (link(treeBin, Ticker.NEVER, now, head)) {
      treeBin.nodes().forEach(this::unlink);
    }
    // A node may have died before it was in the tree bin. Its remover did not find it there.
    treeBin.nodes().stream().filter(Node::isDead).forEach(treeBin::remove);
    unlinkIfEmpty(treeBin);
    return true;
  }

  private void unlinkIfEmpty(TreeBin<K, V> treeBin) {
    if (treeBin.closeIfEmpty()) {
      unlink(treeBin);
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
    SpinLock lock = locks.of(node.hash);
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
      TreeBin<K, V> treeBin = isMarker(head) ? null : TreeBin.in(head, node);
      if (treeBin != null) {
        try {
          treeBin.remove(node);
        } catch (Throwable e) {
          // The caller may evict the node for an operation on another key, and that operation must
          // not fail. A dead node that stays is harmless: the next insertion of its key replaces
          // it.
          return;
        }
        unlinkIfEmpty(treeBin);
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
    Bins.collect(bins, bin, length, found);
    return found;
  }

  /**
   * Begins or continues to grow if there are more nodes than bins, or to shrink if there are far
   * fewer. Under the policy lock.
   *
   * @param nodes the approximate number of nodes
   * @param step the most bins of a growing table to move
   */
  void resize(long nodes, int step) {
    Node<K, V>[] before = bins;
    Node<K, V>[] now = resize.advance(before, nodes, step);
    // Written only if it has changed, because all readers read it.
    if (now != before) {
      bins = now;
    }
  }

  /**
   * Continues to shrink if there are far fewer nodes than bins. Under the policy lock.
   *
   * @param step the most bins to move
   * @return whether there is more to do
   */
  boolean shrink(long nodes, int step) {
    boolean shrinks = resize.isShrinking(bins, nodes);
    if (shrinks) {
      resize(nodes, Math.max(1, step / TableResize.SHRINKING_BINS));
    }
    return shrinks;
  }

  /** Drops all nodes. Under the policy lock. */
  void clear() {
    bins = Bins.create(TableResize.INITIAL_BINS);
    resize.cancel();
  }
}
