package dev.larder.store.heap;

import dev.larder.store.StoreContext;
import dev.larder.time.Ticker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The recency order and the timing wheel of a heap store, behind one lock: which entries to give
 * up, and when. It knows nodes only; the store carries out what it says.
 *
 * <p>Reads are noted without the lock, and applied before the order is consulted. So for one thread
 * the order is exact, at any size; between threads notes are merged per thread, and some may be
 * lost when many threads read at once.
 */
final class Bookkeeping<K, V> {
  /** Claimed entries are passed over, but a cache full of them is left over its bound. */
  private static final int MOST_PASSED_OVER = 16;

  /** When a key's own code failed while it was being removed, its turn comes again after this. */
  private static final long RETRY = 1_000_000_000L;

  /** How the store gives up an entry; false if it is claimed. */
  interface Discard<K, V> {
    boolean discard(Node<K, V> node, boolean evict);
  }

  private final StoreContext<K, V> context;
  private final Discard<K, V> store;
  private final boolean timed;
  private final ReentrantLock lock = new ReentrantLock();
  private final ReadBuffer<Node<K, V>> reads = new ReadBuffer<>();

  // Guarded by the lock.
  private final Recency<K, V> recency = new Recency<>();
  private final TimingWheel<K, V> wheel;

  // Written under the lock, read by anyone. What was counted once is counted for good, or entries
  // would leave without being taken out of the order.
  private volatile long maximum;
  private volatile boolean counting;

  Bookkeeping(StoreContext<K, V> context, Discard<K, V> store) {
    this.context = context;
    this.store = store;
    this.timed = context.canExpire();
    this.maximum = context.maximum();
    this.counting = maximum != Long.MAX_VALUE || context.isWeighted();
    this.wheel = new TimingWheel<>(context.now());
  }

  long maximum() {
    return maximum;
  }

  /** Whether entries are counted here: an unbounded cache without weights keeps no order. */
  boolean isCounting() {
    return counting;
  }

  long size() {
    lock.lock();
    try {
      return recency.total();
    } finally {
      lock.unlock();
    }
  }

  /** Notes that the entry was used. Never blocks. */
  void noteRead(Node<K, V> node) {
    if (counting && !reads.offer(node) && lock.tryLock()) {
      try {
        drainReads();
        recency.moveToNewest(node);
      } finally {
        lock.unlock();
      }
    }
  }

  /** Brings the bookkeeping in line with the node's state, and evicts what is over the bound. */
  void settle(Node<K, V> node) {
    if (!counting && !timed) {
      return;
    }
    Node<K, V> victim;
    long wake = Ticker.NEVER;
    lock.lock();
    try {
      if (counting) {
        drainReads();
      }
      align(node);
      wake = node.scheduledFor;
      victim = tooHeavy(node) ? node : pollExcess();
    } finally {
      lock.unlock();
    }
    if (wake != Ticker.NEVER) {
      context.wakeAt(wake);
    }
    if (victim != null) {
      evict(victim);
    }
  }

  /** Links the node in where it belongs, or takes it out, whatever was so far. Under the lock. */
  private void align(Node<K, V> node) {
    if (node.dead || node.value == null) {
      recency.remove(node);
      wheel.cancel(node);
    } else {
      if (counting) {
        recency.add(node);
      }
      wheel.schedule(node);
    }
  }

  private void evict(Node<K, V> first) {
    Node<K, V> victim = first;
    int passedOver = 0;
    while (victim != null) {
      boolean claimed = !store.discard(victim, true);
      passedOver += claimed ? 1 : 0;
      lock.lock();
      try {
        align(victim);
        victim = passedOver < MOST_PASSED_OVER ? pollExcess() : null;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Takes out an entry that alone is over the bound: it is given up, not all others for it. */
  private boolean tooHeavy(Node<K, V> node) {
    if (!recency.contains(node) || node.countedWeight <= maximum) {
      return false;
    }
    recency.remove(node);
    return true;
  }

  private @Nullable Node<K, V> pollExcess() {
    if (recency.total() <= maximum) {
      return null;
    }
    Node<K, V> oldest = recency.oldest();
    if (oldest != null) {
      recency.remove(oldest);
    }
    return oldest;
  }

  private void drainReads() {
    reads.drain(recency::moveToNewest);
  }

  /** Moves the bound; entries that were not counted so far are from now on. */
  void setMaximum(long newMaximum, Collection<Node<K, V>> nodes) {
    boolean counted = counting;
    lock.lock();
    try {
      maximum = newMaximum;
      counting |= newMaximum != Long.MAX_VALUE;
    } finally {
      lock.unlock();
    }
    if (!counted) {
      nodes.forEach(this::settle);
    }
    Node<K, V> victim;
    lock.lock();
    try {
      drainReads();
      victim = pollExcess();
    } finally {
      lock.unlock();
    }
    if (victim != null) {
      evict(victim);
    }
  }

  /** Gives up what is due; answers when to come again. */
  long expire(long now) {
    List<Node<K, V>> due = new ArrayList<>();
    lock.lock();
    try {
      wheel.advance(now, due);
    } finally {
      lock.unlock();
    }
    Throwable failure = null;
    for (Node<K, V> node : due) {
      try {
        store.discard(node, false);
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }
    lock.lock();
    try {
      for (Node<K, V> node : due) {
        if (node.dead) {
          recency.remove(node);
        } else if (node.deadline > now || failure != null) {
          wheel.schedule(node);
        }
        // Else it is claimed, and settled when the claim ends.
      }
      return failure == null ? wheel.nextWake() : Ticker.after(now, RETRY);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what waits to be applied, so that nothing keeps the entries alive. */
  void close() {
    lock.lock();
    try {
      reads.drain(node -> {});
      for (Node<K, V> node = recency.oldest(); node != null; node = recency.oldest()) {
        recency.remove(node);
      }
      wheel.clear();
    } finally {
      lock.unlock();
    }
  }
}
