package dev.larder.store.heap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the bins of a {@link Table} are read and replaced. While its nodes move, a bin has a marker
 * as its head, see {@link TableResize}.
 */
final class Bins {
  private static final VarHandle BIN = MethodHandles.arrayElementVarHandle(Node[].class);

  private Bins() {}

  /** Stands in a bin whose nodes have moved to another array. */
  static final class ForwardingNode<K, V> extends Node<K, V> {
    final Node<K, V>[] to;

    ForwardingNode(Node<K, V>[] to) {
      super(null, NO_ENTRY);
      this.to = to;
    }
  }

  /** Stands in a bin whose chain is being relinked into two bins. */
  static final class SplittingBin<K, V> extends Node<K, V> {
    final List<Node<K, V>> chain;

    /** Whether a thread has begun to relink the chain, and may have failed. */
    boolean isRelinked;

    SplittingBin(List<Node<K, V>> chain) {
      super(null, NO_ENTRY);
      this.chain = chain;
    }
  }

  /**
   * Returns an array of empty bins. A table that is created by this method has initialized this
   * class: the first operation may have too little stack for it.
   */
  static <K, V> @Nullable Node<K, V>[] create(int length) {
    return Node.array(length);
  }

  @SuppressWarnings("unchecked")
  static <K, V> @Nullable Node<K, V> head(Node<K, V>[] bins, int bin) {
    return (Node<K, V>) BIN.getAcquire(bins, bin);
  }

  static <K, V> boolean replaceHead(
      Node<K, V>[] bins, int bin, @Nullable Node<K, V> head, @Nullable Node<K, V> node) {
    return BIN.compareAndSet(bins, bin, head, node);
  }

  static <K, V> void setHead(Node<K, V>[] bins, int bin, @Nullable Node<K, V> node) {
    BIN.setRelease(bins, bin, node);
  }

  static boolean isMarker(@Nullable Node<?, ?> head) {
    return head instanceof SplittingBin || head instanceof ForwardingNode;
  }

  static <K, V> List<Node<K, V>> chain(@Nullable Node<K, V> head) {
    if (head instanceof SplittingBin<K, V> splitting) {
      return splitting.chain;
    }
    List<Node<K, V>> chain = new ArrayList<>();
    for (Node<K, V> node = head; node != null; node = node.next()) {
      chain.add(node);
    }
    return chain;
  }

  /**
   * Adds the nodes of one bin to a list, each of them once, whatever moves meanwhile.
   *
   * @param length the number of bins that the caller knows, which may be out of date
   */
  static <K, V> void collect(Node<K, V>[] now, int bin, int length, List<Node<K, V>> found) {
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
}
