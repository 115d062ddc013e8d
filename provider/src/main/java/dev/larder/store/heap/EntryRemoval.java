package dev.larder.store.heap;

import dev.larder.store.KeyHold;
import dev.larder.store.StackReserve;
import dev.larder.store.StoreContext;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How entries go that have expired, or are evicted, and how any dead node leaves the table. An
 * entry is given up under its own lock, mostly while that of the policy or of a batch is held; the
 * rest is done without.
 *
 * <p>An entry that goes while somebody listens is held meanwhile, and taken out once its event is
 * queued: so what happens to the key afterwards is told afterwards.
 */
final class EntryRemoval<K, V> {
  private final StoreContext<K, V> context;
  private final Table<K, V> table;
  private final boolean timed;

  /** Settles an entry whose event has been queued. */
  private final Consumer<Node<K, V>> settle;

  EntryRemoval(StoreContext<K, V> context, Table<K, V> table, Consumer<Node<K, V>> settle) {
    this.context = context;
    this.table = table;
    this.timed = context.canExpire();
    this.settle = settle;
  }

  void finish(List<Node<K, V>> left) {
    Throwable first = null;
    for (Node<K, V> node : left) {
      try {
        finish(node);
      } catch (Throwable e) {
        first = first == null ? e : first;
      }
    }
    rethrow(first);
  }

  /** Makes sure of the stack that {@link #giveUp} needs. */
  void requireStack() {
    if (context.listens()) {
      StackReserve.requireForHold();
    } else {
      StackReserve.requireForLock();
    }
  }

  /** Ends an entry that is locked by this thread; or holds it, if that has to be told first. */
  void giveUp(Node<K, V> node) {
    if (context.listens()) {
      StackReserve.requireForHold();
      node.holdBy(new KeyHold(context.cacheName()));
    } else {
      node.setValue(null);
      node.unlock();
    }
  }

  /** Does for an entry that is given up what needs no lock, and must not be done under one. */
  void finish(Node<K, V> node) {
    if (!node.isDead()) {
      tell(node);
      return;
    }
    if (!isExpired(node)) {
      context.countEviction();
    }
    takeFromTable(node);
  }

  /** Queues the event of an entry that this thread holds, and takes it out. */
  private void tell(Node<K, V> node) {
    KeyHold hold = node.hold();
    V value = node.value();
    try {
      if (value != null && isExpired(node)) {
        context.expired(node.entryKey(), value);
      } else if (value != null) {
        context.countEviction();
        context.evicted(node.entryKey(), value);
      }
    } finally {
      node.setValue(null);
      node.unlock();
      if (hold != null) {
        hold.release();
      }
      settle.accept(node);
    }
  }

  private boolean isExpired(Node<K, V> node) {
    return timed && node.deadline() <= context.now();
  }

  /** Takes a dead node out of its chain or crowd: may compare keys, so under no lock. */
  void takeFromTable(Node<K, V> node) {
    if (!table.unlink(node)) {
      // It was taken out before, or is in a crowd, which is sorted by user code.
      table.leaveCrowd(node);
    }
  }

  /** Throws what failed, checked or not: user code may throw anything. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <E extends Throwable> void rethrow(@Nullable Throwable failure) throws E {
    if (failure != null) {
      throw (E) failure;
    }
  }
}
