package dev.larder.store.heap;

import dev.larder.store.StackReserve;
import dev.larder.store.StoreContext;
import dev.larder.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * How entries come: into the chain of their bin, or into the crowd of those that share their hash
 * code, and then into the {@link Maintenance}. While keys are compared, nothing is locked but the
 * node that comes.
 */
final class EntryInsertion<K, V> {
  private final StoreContext<K, V> context;
  private final Table<K, V> table;
  private final Maintenance<K, V> bookkeeping;

  EntryInsertion(StoreContext<K, V> context, Table<K, V> table, Maintenance<K, V> bookkeeping) {
    this.context = context;
    this.table = table;
    this.bookkeeping = bookkeeping;
  }

  /** Adds a node for its key, with the deadline that it has: see the other one. */
  @Nullable Node<K, V> insert(Node<K, V> fresh) {
    return insert(fresh, Ticker.NEVER);
  }

  /**
   * Adds a node for its key, unless there is one that lives: answers that one.
   *
   * @param life how long the entry lives, from a moment on when its key is certain to be absent
   */
  @Nullable Node<K, V> insert(Node<K, V> fresh, long life) {
    K key = fresh.entryKey();
    int hash = fresh.hash;
    // Once it is linked, others may change it, and say by how much.
    boolean isEntry = fresh.value() != null;
    int weight = fresh.countableWeight();
    bookkeeping.settleBeforeAddition();
    for (int tries = 0; ; tries++) {
      Node<K, V>[] bins = table.bins(hash);
      Node<K, V> head = table.headOf(bins, hash);
      Node<K, V> found = table.search(head, key, hash);
      if (found != null && !found.isDead()) {
        return found;
      }
      // Since the head was read; and if it is the same when the node is linked, until then.
      date(fresh, life);
      TreeBin<K, V> crowd = table.crowdOf(head, fresh);
      if (crowd != null) {
        // What is dead in the chain would stand before what is alive in the crowd.
        if (found == null || !table.unlink(found)) {
          return join(crowd, fresh, life, bins, head);
        }
      } else if (table.isCrowding(head, fresh) && gather(fresh, bins, head)) {
        continue;
      } else if (table.link(fresh, bins, head)) {
        if (isEntry) {
          bookkeeping.settle(fresh, weight);
        }
        return null;
      }
      Spin.pause(tries);
    }
  }

  private void date(Node<K, V> fresh, long life) {
    if (life != Ticker.NEVER) {
      fresh.setDeadline(Ticker.after(context.now(), life));
    }
  }

  /**
   * Adds a node to a crowd, or to the chain if a key that compares equal has its place there. The
   * node is no entry before it is certain that nobody has added the key in the other place.
   *
   * @return null if it is added; else who lives there, or the node itself, dead: to start again
   */
  private @Nullable Node<K, V> join(
      TreeBin<K, V> crowd,
      Node<K, V> fresh,
      long life,
      Node<K, V>[] bins,
      @Nullable Node<K, V> head) {
    // Others find it there before this is done with it.
    StackReserve.requireForHold();
    V value = fresh.value();
    int weight = fresh.countableWeight();
    boolean free = fresh.tryLock();
    fresh.setValue(null);
    Node<K, V> rival = addTo(crowd, fresh);
    if (rival != null && fresh.entryKey().equals(rival.key)) {
      return rival;
    }
    boolean alone =
        rival == null
            ? table.isHead(bins, fresh.hash, head) && !crowd.isClosed()
            : table.link(fresh, bins, head) && !rival.isDead();
    date(fresh, life);
    fresh.setValue(alone ? value : null);
    if (free || !alone) {
      fresh.unlock();
    }
    if (!alone || value != null) {
      bookkeeping.settle(fresh, alone ? weight : 0);
    }
    return alone ? null : fresh;
  }

  /** Adds a node that this thread has to itself; it dies if comparing keys fails. */
  private static <K, V> @Nullable Node<K, V> addTo(TreeBin<K, V> crowd, Node<K, V> fresh) {
    boolean failed = true;
    try {
      Node<K, V> rival = crowd.add(fresh);
      failed = false;
      return rival;
    } finally {
      if (failed) {
        fresh.unlock();
      }
    }
  }

  /**
   * Lets a crowd take the place of the many nodes that have the fresh one's hash; false if they
   * cannot be compared after all, and go on in the chain.
   */
  private boolean gather(Node<K, V> fresh, Node<K, V>[] bins, @Nullable Node<K, V> head) {
    TreeBin<K, V> crowd;
    try {
      crowd = table.crowd(head, fresh);
    } catch (Exception e) {
      // Nobody has asked these keys to be in an order.
      return false;
    }
    table.link(crowd, bins, head);
    // Who died meanwhile was not found there by whoever took it out.
    crowd.nodes().stream().filter(Node::isDead).forEach(crowd::remove);
    table.dissolve(crowd);
    return true;
  }
}
