package dev.larder.store.heap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hash table. Readers take no lock and write nothing; whoever links, unlinks or moves nodes
 * holds the policy lock, under which no {@code equals} or {@code hashCode} of a key runs: one
 * searches first, then takes the lock, and links only if the bin's head is the one that the search
 * began with. New nodes go to the head of their bin, so an unchanged head means that nothing was
 * added.
 *
 * <h2>Growing</h2>
 *
 * When there is a node to each bin, a table of twice the size is made, and each link moves a few
 * bins over, so that no one operation pays for all; so does a reader who comes by a bin that has
 * moved, if the lock is free. A bin is split in place, its nodes keeping their order:
 *
 * <pre>
 *   old bin:   chain             Moving(the nodes, as an array)          Moved(new bins)
 *              read as it is     read the array, the chain is relinked   read there
 * </pre>
 *
 * A chain that goes to one new bin as a whole needs no relinking, and no {@code Moving}.
 *
 * <h2>What a reader may see</h2>
 *
 * A node that it finds is the right one, by whatever way it got there. A reader whose bin is split
 * or crowded (see {@link Crowd}) under its feet may be led past a node; so a miss counts only if
 * the bin's head is still the one that the search began with. Heads do not come back: markers and
 * crowds stay, and nodes are linked once. Unlinking a node leaves its own link alone, so a reader
 * that stands on it goes on to all that was behind it.
 *
 * <p>Of several nodes with the same key the first one found is the latest; the others are dead.
 */
final class Table<K, V> {
  /** The hash of what is no entry. */
  static final int NO_ENTRY = -1;

  private static final int INITIAL_BINS = 16;
  private static final int MAXIMUM_BINS = 1 << 30;
  private static final int BINS_MOVED_A_LINK = 64;

  /** Who reads by way of a bin that has moved lets the rest follow sooner. */
  private static final int BINS_MOVED_A_READ = 256;

  private static final VarHandle BIN = MethodHandles.arrayElementVarHandle(Node[].class);

  private final Runnable growth;
  private volatile Node<K, V>[] bins = newBins(INITIAL_BINS);

  // Guarded by the policy lock.
  private long nodes;
  private @Nullable Moved<K, V> next;
  private int movedBins;

  /**
   * Makes an empty table.
   *
   * @param growth called by readers, without a lock, when {@link #goOn} should be
   */
  Table(Runnable growth) {
    this.growth = growth;
  }

  /** What stands in a bin whose nodes are in another table. */
  private static final class Moved<K, V> extends Node<K, V> {
    final Node<K, V>[] to;

    Moved(Node<K, V>[] to) {
      super(null, NO_ENTRY);
      this.to = to;
    }
  }

  /** What stands in a bin whose chain is being relinked. */
  private static final class Moving<K, V> extends Node<K, V> {
    final List<Node<K, V>> chain;

    Moving(List<Node<K, V>> chain) {
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
    if (head(now, hash & (now.length - 1)) instanceof Moved) {
      growth.run();
    }
    while (true) {
      Node<K, V> head = head(hash);
      Node<K, V> node = search(head, key, hash);
      if (node != null || head(hash) == head) {
        return node;
      }
    }
  }

  /** The head of the bin that a hash belongs to now: what a search begins with. */
  @Nullable Node<K, V> head(int hash) {
    Node<K, V>[] now = bins;
    while (true) {
      Node<K, V> head = head(now, hash & (now.length - 1));
      if (!(head instanceof Moved<K, V> moved)) {
        return head;
      }
      now = moved.to;
    }
  }

  /** Searches a bin from its head on. Calls {@code equals}, so without a lock. */
  @Nullable Node<K, V> search(@Nullable Node<K, V> head, K key, int hash) {
    if (head instanceof Moving<K, V> moving) {
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
      return node instanceof Crowd<K, V> crowd ? crowd.find(key) : null;
    }
    return known == key || key.equals(known) ? node : null;
  }

  /**
   * Links a node at the head of its bin, unless the head has changed. Under the policy lock.
   *
   * @param head what the search for the node's key began with
   */
  boolean link(Node<K, V> node, @Nullable Node<K, V> head) {
    Node<K, V>[] now = binsOf(node.hash);
    int bin = node.hash & (now.length - 1);
    if (head(now, bin) != head) {
      return false;
    }
    node.setNext(head);
    setHead(now, bin, node);
    nodes++;
    grow(BINS_MOVED_A_LINK);
    return true;
  }

  /** The bins that a hash belongs to: only readers meet a bin that is moving. */
  private Node<K, V>[] binsOf(int hash) {
    Node<K, V>[] now = bins;
    return head(now, hash & (now.length - 1)) instanceof Moved<K, V> moved ? moved.to : now;
  }

  /** Takes a node out of its chain; false if it is not there. Under the policy lock. */
  boolean unlink(Node<K, V> node) {
    Node<K, V>[] now = binsOf(node.hash);
    int bin = node.hash & (now.length - 1);
    Node<K, V> before = null;
    for (Node<K, V> at = head(now, bin); at != null; at = at.next()) {
      if (at == node) {
        if (before == null) {
          setHead(now, bin, node.next());
        } else {
          before.setNext(node.next());
        }
        nodes--;
        return true;
      }
      before = at;
    }
    return false;
  }

  /** The crowd that a node would join; null if it belongs in the chain. */
  @Nullable Crowd<K, V> crowdOf(@Nullable Node<K, V> head, Node<K, V> fresh) {
    for (Node<K, V> node = head; node != null; node = node.next()) {
      if (node.hash == fresh.hash
          && node.key == null
          && node instanceof Crowd<K, V> crowd
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
    return alike >= Crowd.LEAST && Crowd.canSort(type);
  }

  private static boolean isOf(Node<?, ?> node, Class<?> type) {
    return node.key != null && node.key.getClass() == type;
  }

  /** A crowd of the nodes in a bin that have a fresh one's hash. Calls {@code compareTo}. */
  Crowd<K, V> crowd(@Nullable Node<K, V> head, Node<K, V> fresh) {
    Crowd<K, V> crowd = new Crowd<>(fresh.hash, fresh.entryKey().getClass());
    for (Node<K, V> node : chain(head)) {
      if (node.hash == fresh.hash && node.key != null && crowd.takes(node.key) && !node.isDead()) {
        crowd.add(node);
      }
    }
    return crowd;
  }

  /** Links a crowd like any node, and takes its nodes out of the chain. Under the policy lock. */
  boolean link(Crowd<K, V> crowd, @Nullable Node<K, V> head) {
    boolean linked = link((Node<K, V>) crowd, head);
    if (linked) {
      crowd.nodes().forEach(this::unlink);
    }
    return linked;
  }

  /** Takes a dead node that is in no chain out of its crowd. Calls {@code compareTo}. */
  void leaveCrowd(Node<K, V> node) {
    Crowd<K, V> crowd = crowdOf(head(node.hash), node);
    if (crowd != null) {
      crowd.remove(node);
    }
  }

  /** Goes on growing if the table is at it. Under the policy lock. */
  void goOn() {
    if (next != null) {
      grow(BINS_MOVED_A_READ);
    }
  }

  private void grow(int step) {
    Node<K, V>[] from = bins;
    Moved<K, V> moved = next;
    if (moved == null) {
      if (nodes <= from.length || from.length == MAXIMUM_BINS) {
        return;
      }
      moved = new Moved<>(newBins(2 * from.length));
      next = moved;
      movedBins = 0;
    }
    int until = Math.min(from.length, movedBins + step);
    for (; movedBins < until; movedBins++) {
      move(from, movedBins, moved.to);
      setHead(from, movedBins, moved);
    }
    if (movedBins == from.length) {
      bins = moved.to;
      next = null;
    }
  }

  private void move(Node<K, V>[] from, int bin, Node<K, V>[] to) {
    Node<K, V> head = head(from, bin);
    if (head == null) {
      return;
    }
    int bit = from.length;
    int side = head.hash & bit;
    Node<K, V> other = head.next();
    while (other != null && (other.hash & bit) == side) {
      other = other.next();
    }
    if (other == null) {
      setHead(to, bin + side, head);
    } else {
      split(from, bin, to, chain(head));
    }
  }

  private void split(Node<K, V>[] from, int bin, Node<K, V>[] to, List<Node<K, V>> chain) {
    setHead(from, bin, new Moving<>(chain));
    int bit = from.length;
    Node<K, V> low = null;
    Node<K, V> high = null;
    // From the end, so that each link points at what is linked already.
    for (int i = chain.size() - 1; i >= 0; i--) {
      Node<K, V> node = chain.get(i);
      if ((node.hash & bit) == 0) {
        node.setNext(low);
        low = node;
      } else {
        node.setNext(high);
        high = node;
      }
    }
    setHead(to, bin, low);
    setHead(to, bin + bit, high);
  }

  private static <K, V> List<Node<K, V>> chain(@Nullable Node<K, V> head) {
    if (head instanceof Moving<K, V> moving) {
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
    Node<K, V>[] now = bins;
    // The table has grown since by doubling: what was one bin is now every length-th.
    for (int part = bin; part < now.length; part += length) {
      collect(now, part, found);
    }
    return found;
  }

  private static <K, V> void collect(Node<K, V>[] now, int bin, List<Node<K, V>> found) {
    while (true) {
      Node<K, V> head = head(now, bin);
      if (head instanceof Moved<K, V> moved) {
        collect(moved.to, bin, found);
        collect(moved.to, bin + now.length, found);
        return;
      }
      List<Node<K, V>> chain = chain(head);
      if (head(now, bin) == head) {
        for (Node<K, V> node : chain) {
          if (node instanceof Crowd<K, V> crowd) {
            found.addAll(crowd.nodes());
          } else {
            found.add(node);
          }
        }
        return;
      }
    }
  }

  /** Forgets all. Under the policy lock. */
  void clear() {
    bins = newBins(INITIAL_BINS);
    next = null;
    nodes = 0;
  }
}
