package dev.larder.store.heap;

import dev.larder.store.KeyHold;
import dev.larder.store.StoreContext;
import dev.larder.time.Ticker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that is guarded by the policy lock: the links of the table, the order of eviction and the
 * timing wheel. No user code runs under the lock, and who holds it waits for nobody: an entry that
 * has to go is taken if it is free, and passed over if not.
 *
 * <p>An entry that goes while somebody listens is held meanwhile, and taken out once its event is
 * queued, without the lock: so what happens to the key afterwards is told afterwards.
 */
final class Bookkeeping<K, V> {
  /** Taken entries are passed over, but a cache full of them is left over its bound. */
  private static final int MOST_PASSED_OVER = 16;

  /** How many entries expire before others get the lock. */
  private static final int BATCH = 256;

  /** How often to try before waiting: the lock is held for a fraction of a microsecond. */
  private static final int SPINS = 200;

  private final StoreContext<K, V> context;
  private final Table<K, V> table;
  private final Order<K, V> order;
  private final boolean timed;
  private final ReentrantLock lock = new ReentrantLock();

  private final Posts<K, V> posts = new Posts<>();

  // Guarded by the lock.
  private final TimingWheel<K, V> wheel;

  /** When {@link #expire} has been asked for: an entry that is due later need not ask again. */
  private long nextWake = Ticker.NEVER;

  /** Written under the lock, read by anyone. */
  private volatile long maximum;

  Bookkeeping(StoreContext<K, V> context, Table<K, V> table, Order<K, V> order) {
    this.context = context;
    this.table = table;
    this.order = order;
    this.timed = context.canExpire();
    this.maximum = context.maximum();
    this.wheel = new TimingWheel<>(context.now());
  }

  /** What is left to do without the lock. */
  private static final class Afterwards<K, V> {
    private final List<Node<K, V>> leaving = new ArrayList<>();
    private final List<Node<K, V>> crowded = new ArrayList<>();
    private long wake = Ticker.NEVER;
  }

  private void acquire() {
    for (int i = 0; i < SPINS; i++) {
      if (lock.tryLock()) {
        return;
      }
      Thread.onSpinWait();
    }
    lock.lock();
  }

  long maximum() {
    return maximum;
  }

  long size() {
    acquire();
    try {
      return order.total();
    } finally {
      lock.unlock();
    }
  }

  /** Adds a node for its key, unless there is one that lives: answers that one. */
  @Nullable Node<K, V> insert(Node<K, V> fresh) {
    K key = fresh.entryKey();
    while (true) {
      Node<K, V> head = table.head(fresh.hash);
      Node<K, V> found = table.search(head, key, fresh.hash);
      if (found != null && !found.isDead()) {
        return found;
      }
      Crowd<K, V> crowd = table.crowdOf(head, fresh);
      if (crowd == null && table.isCrowding(head, fresh)) {
        gather(head, fresh);
        continue;
      }
      Node<K, V> rival = crowd == null ? null : crowd.add(fresh);
      if (rival != null && key.equals(rival.key)) {
        return rival;
      }
      if (crowd != null && rival == null) {
        settle(fresh);
        return null;
      }
      if (link(fresh, head, rival)) {
        return null;
      }
    }
  }

  /**
   * Links a node unless the head of its bin has changed.
   *
   * @param rival who has the node's place in the crowd: if it has died, the place may be taken by
   *     another node with the key
   */
  private boolean link(Node<K, V> fresh, @Nullable Node<K, V> head, @Nullable Node<K, V> rival) {
    if (rival == null && !lock.tryLock()) {
      fresh.setNext(head);
      Boolean done = posts.await(fresh, lock);
      if (done != null) {
        return done;
      }
    } else if (rival != null) {
      acquire();
    }
    // Here the lock is held.
    Afterwards<K, V> afterwards = null;
    boolean linked;
    try {
      linked = (rival == null || !rival.isDead()) && table.link(fresh, head);
      afterwards = linked ? align(fresh, null) : null;
      afterwards = serve(afterwards);
    } finally {
      lock.unlock();
    }
    finish(afterwards);
    return linked;
  }

  /** Links what others wait for to be linked: it costs less here than to hand over the lock. */
  private @Nullable Afterwards<K, V> serve(@Nullable Afterwards<K, V> earlier) {
    Afterwards<K, V> afterwards = earlier;
    int waiting = posts.take();
    while (waiting != 0) {
      int slot = Integer.numberOfTrailingZeros(waiting);
      waiting &= waiting - 1;
      Node<K, V> fresh = posts.get(slot);
      if (fresh != null) {
        boolean linked = table.link(fresh, fresh.next());
        afterwards = linked ? align(fresh, afterwards) : afterwards;
        posts.answer(slot, linked);
      }
    }
    return afterwards;
  }

  /** Lets a crowd take the place of the many nodes that have the fresh one's hash. */
  private void gather(@Nullable Node<K, V> head, Node<K, V> fresh) {
    Crowd<K, V> crowd = table.crowd(head, fresh);
    acquire();
    try {
      table.link(crowd, head);
    } finally {
      lock.unlock();
    }
    // Who died meanwhile was not found there by whoever took it out.
    crowd.nodes().stream().filter(Node::isDead).forEach(crowd::remove);
  }

  /** Brings the bookkeeping in line with the node's state, and evicts what is over the bound. */
  void settle(Node<K, V> node) {
    Afterwards<K, V> afterwards;
    acquire();
    try {
      afterwards = align(node, null);
    } finally {
      lock.unlock();
    }
    finish(afterwards);
  }

  /** Puts the node where it belongs, or takes it out, whatever was so far. Under the lock. */
  private @Nullable Afterwards<K, V> align(Node<K, V> node, @Nullable Afterwards<K, V> earlier) {
    Afterwards<K, V> afterwards = earlier;
    if (node.isDead()) {
      return takeOut(node, afterwards);
    }
    if (node.value() == null) {
      return afterwards;
    }
    order.add(node);
    if (timed) {
      TimedNode<K, V> timedNode = (TimedNode<K, V>) node;
      wheel.schedule(timedNode);
      if (timedNode.deadline() < nextWake) {
        nextWake = timedNode.deadline();
        afterwards = afterwards == null ? new Afterwards<>() : afterwards;
        afterwards.wake = nextWake;
      }
    }
    if (node.countedWeight() > maximum && node.tryLock()) {
      // It is given up by itself, not all others for it.
      order.remove(node);
      return leave(node, afterwards);
    }
    return evict(afterwards);
  }

  /** Takes out what is dead. Under the lock. */
  private @Nullable Afterwards<K, V> takeOut(
      Node<K, V> node, @Nullable Afterwards<K, V> afterwards) {
    order.remove(node);
    if (timed) {
      wheel.cancel((TimedNode<K, V>) node);
    }
    if (table.unlink(node)) {
      return afterwards;
    }
    // It was taken out before, or is in a crowd, which is sorted by user code.
    Afterwards<K, V> more = afterwards == null ? new Afterwards<>() : afterwards;
    more.crowded.add(node);
    return more;
  }

  /** Gives up entries until the rest is within the bound. Under the lock. */
  private @Nullable Afterwards<K, V> evict(@Nullable Afterwards<K, V> earlier) {
    Afterwards<K, V> afterwards = earlier;
    int passedOver = 0;
    while (order.total() > maximum && passedOver < MOST_PASSED_OVER) {
      Node<K, V> victim = order.poll();
      if (victim == null) {
        break;
      }
      if (victim.tryLock()) {
        afterwards = leave(victim, afterwards);
      } else if (!victim.isDead()) {
        order.add(victim);
        passedOver++;
      }
    }
    return afterwards;
  }

  /** Lets an entry go that is locked by this thread, and out of the order. Under the lock. */
  private @Nullable Afterwards<K, V> leave(Node<K, V> node, @Nullable Afterwards<K, V> afterwards) {
    if (context.listens()) {
      Afterwards<K, V> more = afterwards == null ? new Afterwards<>() : afterwards;
      node.holdBy(new KeyHold(context.cacheName()));
      more.leaving.add(node);
      return more;
    }
    if (!isExpired(node)) {
      context.countEviction();
    }
    node.setValue(null);
    node.unlock();
    return takeOut(node, afterwards);
  }

  private boolean isExpired(Node<K, V> node) {
    return timed && node.deadline() <= context.now();
  }

  /** Does without the lock what must not be done under it: all of it, whatever fails. */
  private void finish(@Nullable Afterwards<K, V> afterwards) {
    if (afterwards == null) {
      return;
    }
    if (afterwards.wake != Ticker.NEVER) {
      context.wakeAt(afterwards.wake);
    }
    Throwable failure = each(afterwards.leaving, this::tell, null);
    failure = each(afterwards.crowded, table::leaveCrowd, failure);
    rethrow(failure);
  }

  private static <T> @Nullable Throwable each(
      List<T> all, Consumer<T> action, @Nullable Throwable earlier) {
    Throwable first = earlier;
    for (T one : all) {
      try {
        action.accept(one);
      } catch (RuntimeException | Error e) {
        first = first == null ? e : first;
      }
    }
    return first;
  }

  private static void rethrow(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
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
      settle(node);
    }
  }

  /** Moves the bound, and evicts what is over it. */
  void setMaximum(long newMaximum) {
    Afterwards<K, V> afterwards;
    acquire();
    try {
      maximum = newMaximum;
      order.setMaximum(newMaximum);
      afterwards = evict(null);
    } finally {
      lock.unlock();
    }
    finish(afterwards);
  }

  /** Gives up what is due; answers when to come again. */
  long expire(long now) {
    List<TimedNode<K, V>> taken = new ArrayList<>();
    Throwable failure = null;
    boolean more = true;
    while (more) {
      Afterwards<K, V> afterwards = null;
      acquire();
      try {
        wheel.advance(now);
        for (int i = 0; i < BATCH && more; i++) {
          TimedNode<K, V> node = wheel.poll();
          more = node != null;
          if (node != null) {
            afterwards = expire(node, now, taken, afterwards);
          }
        }
      } finally {
        lock.unlock();
      }
      failure = each(Collections.singletonList(afterwards), this::finish, failure);
    }
    long wake;
    acquire();
    try {
      for (TimedNode<K, V> node : taken) {
        if (!node.isDead()) {
          wheel.schedule(node);
        }
      }
      wake = wheel.nextWake();
      nextWake = wake;
    } finally {
      lock.unlock();
    }
    rethrow(failure);
    return wake;
  }

  private @Nullable Afterwards<K, V> expire(
      TimedNode<K, V> node,
      long now,
      List<TimedNode<K, V>> taken,
      @Nullable Afterwards<K, V> afterwards) {
    if (!node.tryLock()) {
      // Who has it for a moment only will not look after it; who holds it settles it in the end.
      if (node.hold() == null) {
        taken.add(node);
      }
      return afterwards;
    }
    if (node.deadline() > now) {
      node.unlock();
      wheel.schedule(node);
      return afterwards;
    }
    order.remove(node);
    return leave(node, afterwards);
  }

  /** Does what is due now and then, if nobody is at work here. */
  void maintain() {
    if (lock.tryLock()) {
      try {
        if (order.isMaintenanceDue()) {
          order.maintain();
        }
        table.goOn();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Forgets everything, so that nothing keeps the entries alive. */
  void close() {
    acquire();
    try {
      table.clear();
      order.clear();
      wheel.clear();
    } finally {
      lock.unlock();
    }
  }
}
