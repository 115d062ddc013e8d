package dev.larder.store.heap;

import static dev.larder.store.heap.Bins.chain;
import static dev.larder.store.heap.Bins.head;
import static dev.larder.store.heap.Bins.replaceHead;
import static dev.larder.store.heap.Bins.setHead;

import dev.larder.store.heap.Bins.ForwardingNode;
import dev.larder.store.heap.Bins.SplittingBin;
import org.jspecify.annotations.Nullable;

/**
 * Moves the bins of a {@link Table} to an array of another length. Guarded by the policy lock.
 *
 * <h2>Growing and shrinking</h2>
 *
 * The table doubles when it has more nodes than bins, and shrinks when it has less than one node
 * for 16 bins. Each call of {@link #advance} moves a few bins, so no insertion, removal or read
 * pays for all of them. The nodes of a bin keep their order:
 *
 * <pre>
 *   old bin    chain              ->  SplittingBin(nodes)   ->  ForwardingNode(new bins)
 *   reader     reads the chain        reads its list            reads the new bins
 *   mover                             relinks the chain
 * </pre>
 *
 * A chain that moves to one empty new bin as a whole needs no relinking, and no {@code
 * SplittingBin}. An old bin and its new bins share a lock, see {@link BinLocks}.
 */
final class TableResize<K, V> {
  static final int INITIAL_BINS = BinLocks.LOCKS;

  private static final int MAXIMUM_BINS = 1 << 30;

  /** A table with fewer nodes than this part of its bins shrinks. */
  private static final int SPARSE_PART = 16;

  /** How many bins of a shrinking table take as long to move as one bin of a growing table. */
  static final int SHRINKING_BINS = 8;

  private final BinLocks locks;

  /** The marker of the moved bins, null if the table has its suitable length. */
  private @Nullable ForwardingNode<K, V> next;

  private int movedBins;

  TableResize(BinLocks locks) {
    this.locks = locks;
  }

  /**
   * Moves some bins if the number of nodes asks for an array of another length.
   *
   * @param from the present array
   * @param nodes the approximate number of nodes
   * @param step the most bins to move; {@code SHRINKING_BINS} times as many of a shrinking table,
   *     whose bins are mostly empty
   * @return the array to use from now on
   */
  Node<K, V>[] advance(Node<K, V>[] from, long nodes, int step) {
    ForwardingNode<K, V> forwarding = next;
    if (forwarding == null) {
      int length = lengthFor(nodes, from.length);
      if (length == from.length) {
        return from;
      }
      forwarding = new ForwardingNode<>(Node.array(length));
      next = forwarding;
      movedBins = 0;
    }
    int most = forwarding.to.length > from.length ? step : step * SHRINKING_BINS;
    int until = Math.min(from.length, movedBins + most);
    for (; movedBins < until; movedBins++) {
      SpinLock lock = locks.of(movedBins);
      lock.lock();
      try {
        move(from, movedBins, forwarding);
      } finally {
        lock.busy = false;
      }
    }
    if (movedBins < from.length) {
      return from;
    }
    next = null;
    return forwarding.to;
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

  /** Returns whether the array is being replaced by a shorter one, or should be. */
  boolean isShrinking(Node<K, V>[] from, long nodes) {
    ForwardingNode<K, V> forwarding = next;
    int length = forwarding == null ? lengthFor(nodes, from.length) : forwarding.to.length;
    return length < from.length;
  }

  /** Forgets an array that no bin need be moved to any more. */
  void cancel() {
    next = null;
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
}
