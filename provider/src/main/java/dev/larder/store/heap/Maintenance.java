package dev.larder.store.heap;

import dev.larder.store.StackReserve;
import dev.larder.store.StoreContext;
import dev.larder.time.Ticker;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All that the policy lock guards: the order of eviction, the timing wheel, the growth of the
 * table, and the room under the bound. No user code runs under the lock. The thread that holds it
 * waits only for a {@link WriteBuffer}: an entry that has to go is taken if it is free, and passed
 * over if not.
 *
 * <p>Whoever changes an entry has it to itself, and says afterwards by how much its weight has
 * changed; an entry that is none weighs nothing. So the room is right whoever says so first, and
 * the links are brought in line with what the entry is by then.
 *
 * <p>Entries come by {@link EntryInsertion}, which compares keys and so begins without a lock, and
 * go by {@link EntryRemoval}.
 */
final class Maintenance<K, V> {
  /** Taken entries are passed over, but a cache full of them is left over its bound. */
  private static final int MOST_PASSED_OVER = 16;

  /** How many entries expire, or are evicted, before others get the lock. */
  private static final int BATCH = 256;

  /** How long a thread that evicts many waits for others to get the lock, in nanoseconds. */
  private static final long TURN = 50_000;

  /** Half of what can be counted, for to be without a bound. */
  private static final long UNBOUNDED = Long.MAX_VALUE / 2;

  /** How often to try before waiting: the lock is held for a microsecond at most. */
  private static final int SPINS = 1_000;

  /** How many bins are moved for a change, and by who reads by way of one that has moved. */
  private static final int BINS_A_CHANGE = 4;

  private static final int BINS_A_READ = 256;

  /** How many bins are taken back before others get the lock. */
  private static final int BINS_AT_ONCE = 2_048;

  /** Nobody gets more than such a part of the room that there is left. */
  private static final int LITTLE = 64;

  private final StoreContext<K, V> context;
  private final Table<K, V> table;
  private final ReplacementPolicy<K, V> order;
  private final StripedWriteBuffers<K, V> batches;
  private final EntryRemoval<K, V> departure;
  private final boolean timed;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final TimingWheel<K, V> wheel;

  /**
   * What can be added, beside the room of the batches, before something has to go; less than
   * nothing while something has to.
   */
  private long room;

  /** The entries that go, to be seen to once the lock is released: mostly one. */
  private @Nullable Node<K, V> leaving;

  private @Nullable List<Node<K, V>> alsoLeaving;

  /** Heavier than the bound, and still to go: none, but while somebody has one. */
  private final List<Node<K, V>> heavy = new ArrayList<>();

  /** Whether a thread is at evicting what a smaller bound has no room for. */
  private boolean shrinking;

  /** How many notes were taken from batches. */
  private int drained;

  /** Whether changes were {@link #handOver handed over} to the lock's owner: set afterwards. */
  private volatile boolean handedOver;

  /** A wake to be asked for once the lock is released. */
  private long wake = Ticker.NEVER;

  /**
   * When {@link #expire} has been asked for: an entry that is due later need not ask again. Set
   * under the lock, read by who has a batch, and forgotten by anyone whose question failed.
   */
  private volatile long nextWake = Ticker.NEVER;

  /**
   * Whether the owner of the lock settles a change of its own. To others nothing is handed over: a
   * thread that is the only one to change a cache finds it settled after each change, though
   * expired entries are removed meanwhile. Written under the lock; read without it, and then
   * perhaps out of date.
   */
  private boolean settling;

  /** Written under the lock, read by anyone. */
  private volatile long maximum;

  /**
   * Whether there is no room, so that a new entry may take the place of another. Written under the
   * lock. A thread reads {@link #handedOver} first, for what was handed over may be room.
   */
  private volatile boolean full;

  /** Whether something has to go that could not: {@link #room} says so too, under the lock. */
  private volatile boolean overBound;

  Maintenance(StoreContext<K, V> context, Table<K, V> table, ReplacementPolicy<K, V> order) {
    this.context = context;
    this.table = table;
    this.order = order;
    this.timed = context.canExpire();
    this.maximum = countable(context.maximum());
    this.room = maximum;
    this.batches = new StripedWriteBuffers<>(maximum, context.isWeighted());
    this.wheel = new TimingWheel<>(context.now());
    this.departure = new EntryRemoval<>(context, table, node -> settle(node, 0));
  }

  /** No more than can be counted beyond: removals may be settled before the additions. */
  private static long countable(long bound) {
    return Math.min(bound, UNBOUNDED);
  }

  private void acquire() {
    StackReserve.requireForLock();
    for (int i = 0; i < SPINS; i++) {
      if (lock.tryLock()) {
        return;
      }
      Thread.onSpinWait();
    }
    lock.lock();
  }

  /**
   * Releases the lock, and does without it what must not be done under it, whatever fails; then
   * what other threads have handed over meanwhile.
   */
  private void release() {
    releaseOnce();
    boolean isOver = false;
    while (isOver || (handedOver && lock.tryLock())) {
      if (isOver) {
        acquire();
      }
      try {
        isOver = handedOver ? settleLocked(null, 0) : room < 0 && evict(null, 0);
      } finally {
        releaseOnce();
      }
    }
  }

  private void releaseOnce() {
    Node<K, V> left = leaving;
    List<Node<K, V>> alsoLeft = alsoLeaving;
    leaving = null;
    alsoLeaving = null;
    long earlier = wake;
    wake = Ticker.NEVER;
    settling = false;
    if (full != room <= 0) {
      full = room <= 0;
    }
    lock.unlock();
    try {
      if (earlier != Ticker.NEVER) {
        wakeAt(earlier);
      }
    } finally {
      try {
        if (left != null) {
          departure.finish(left);
        }
      } finally {
        if (alsoLeft != null) {
          departure.finish(alsoLeft);
        }
      }
    }
  }

  private void wakeAt(long deadline) {
    try {
      StackReserve.requireForUserCode(); // it may start a thread, or a timer of the JDK
      context.wakeAt(deadline);
    } catch (Throwable e) {
      nextWake = Ticker.NEVER; // the next entry that is due asks again
      throw e;
    }
  }

  /** The number of entries that are settled. */
  long count() {
    settleHandedOver(handedOver);
    acquire();
    try {
      return order.count();
    } finally {
      release();
    }
  }

  long maximum() {
    return maximum == UNBOUNDED ? Long.MAX_VALUE : maximum;
  }

  long size() {
    settleHandedOver(handedOver);
    acquire();
    try {
      long[] free = {room};
      batches.forEach(WriteBuffer::hasRoom, batch -> free[0] += batch.room());
      return Math.max(0, maximum - free[0]);
    } finally {
      release();
    }
  }

  /**
   * Has the last change of this thread settled before it adds an entry, if another thread has still
   * to do that: so no thread has more than one entry beyond the bound.
   */
  void settleBeforeAddition() {
    if (!batches.areAhead()) {
      // Made before the entry is linked, if it is going to be needed: that may take memory.
      WriteBuffer<K, V> own = full ? batches.own() : batches.ownIfAny();
      settleHandedOver(own != null && own.changesRoom());
    }
  }

  /** Settles what was handed over, or waits for the thread that does. */
  private void settleHandedOver(boolean isAny) {
    boolean isOver = false;
    if (isAny) {
      acquire();
      try {
        isOver = settleLocked(null, 0);
      } finally {
        release();
      }
    }
    while (isOver) {
      isOver = evictSome();
    }
  }

  /**
   * Brings the bookkeeping in line with what a node is, and evicts what is over the bound.
   *
   * @param more by how much its weight has changed
   */
  void settle(Node<K, V> node, long more) {
    try {
      if (!settleLater(node, more)) {
        settleNow(node, more);
      }
    } finally {
      if (node.isDead()) {
        departure.takeFromTable(node);
      }
    }
  }

  /** Settles the node without the policy lock; false if that is not possible. */
  private boolean settleLater(Node<K, V> node, long more) {
    if (batches.areAhead()) {
      return !overBound && settleAhead(node, more);
    }
    boolean isFull = !handedOver && full && !overBound;
    return isFull && more == 1 && takePlace(node);
  }

  /**
   * Lets a new entry take the place of the one that is to go next. Only the timing wheel is left
   * for later.
   */
  private boolean takePlace(Node<K, V> node) {
    departure.requireStack();
    WriteBuffer<K, V> batch = node.isDead() ? null : batches.lock();
    if (batch == null) {
      return false;
    }
    Node<K, V> victim = null;
    try {
      boolean isLate = timed && (!batch.takes(2) || node.deadline() < nextWake);
      victim = isLate ? null : order.replaceOldest(node, batch);
      if (victim == null) {
        return false;
      }
      if (timed) {
        batch.note(node);
      }
      departure.giveUp(victim);
      if (timed && victim.isDead()) {
        batch.note(victim);
      }
    } finally {
      // Let go of without a call: there may be no stack left for one.
      batch.busy = false;
      if (victim != null) {
        victim.newer = null;
        if (victim.state == Node.BUSY) {
          // It was not given up, so it counts again.
          boolean stays = victim.value != null;
          victim.hold = null;
          victim.state = stays ? Node.FREE : Node.DEAD;
          settleNow(victim, stays ? 1 : 0);
        }
      }
    }
    try {
      if (node.isDead()) {
        // It may have died before it had its place.
        settleNow(node, 0);
      }
    } finally {
      departure.finish(victim);
    }
    return true;
  }

  /** Leaves the node to be seen to with others; false if that is not possible. */
  private boolean settleAhead(Node<K, V> node, long more) {
    WriteBuffer<K, V> batch = batches.lock();
    if (batch == null) {
      return false;
    }
    Node<K, V> victim = null;
    try {
      if (!batch.takes(2) || node.deadline() < nextWake) {
        batch.unlock();
        return false;
      }
      if (batch.room() < more) {
        victim = batch.lockVictim();
        if (victim == null) {
          batch.unlock();
          return false;
        }
      }
      // First, so that the node is seen to even if its victim cannot be given up.
      batch.addRoom(-more);
      batch.note(node);
      if (victim != null) {
        departure.giveUp(victim);
        batch.addRoom(victim.weight());
        if (victim.isDead()) {
          batch.note(victim);
        }
      }
      batch.unlock();
    } catch (Throwable e) {
      // Let go of without a call: there may be no stack left for one.
      try {
        if (victim != null && victim.state == Node.BUSY) {
          victim.hold = null;
          victim.state = victim.value == null ? Node.DEAD : Node.FREE;
          batch.note(victim);
        }
      } finally {
        batch.busy = false;
      }
      throw e;
    }
    if (victim != null) {
      departure.finish(victim);
    }
    return true;
  }

  private void settleNow(Node<K, V> node, long more) {
    StackReserve.requireForLock();
    if (!lock.tryLock()) {
      if (handOver(node, more)) {
        return;
      }
      acquire();
    }
    boolean isOver;
    try {
      settling = true;
      isOver = settleLocked(node, more);
    } finally {
      release();
    }
    while (isOver) {
      isOver = evictSome();
    }
  }

  /**
   * Leaves a change to the thread that has the lock, which looks for such changes after each
   * release: so threads that contend for a small cache do not wait for each other.
   */
  private boolean handOver(Node<K, V> node, long more) {
    if (batches.areAhead() || overBound || !settling) {
      return false;
    }
    WriteBuffer<K, V> batch = batches.own();
    if (!batch.tryLock()) {
      return false;
    }
    boolean takes;
    try {
      takes = !batch.changesRoom() && batch.takes(1);
      if (takes) {
        batch.addRoom(-more);
        batch.note(node);
      }
    } finally {
      batch.busy = false;
    }
    if (takes) {
      // Before the last try for the lock: if that fails, the owner has still to look.
      handedOver = true;
      if (lock.tryLock()) {
        release();
      }
    }
    return takes;
  }

  /**
   * Does what there is to do for a change, and for those that were left for later.
   *
   * @return whether more has to go than may go under one lock
   */
  private boolean settleLocked(@Nullable Node<K, V> node, long more) {
    if (node != null) {
      // First, so that the node is seen to even if the rest fails.
      room -= more;
      align(node);
    }
    int changes = 1;
    if (handedOver) {
      full = false; // first, for what was handed over may be room
      handedOver = false;
      drained = 0;
      batches.forEach(batch -> true, this::drain);
      changes += drained;
    } else if (batches.areAhead() || timed) {
      changes += drainOwn();
    }
    boolean isOver = false;
    if (room < 0) {
      batches.forEach(WriteBuffer::hasRoom, this::drain);
      // While a smaller bound makes many go, a change makes its own room and a little more.
      isOver = evict(node, shrinking ? Math.min(0, room + Math.max(0, more) + LITTLE) : 0);
    } else if (overBound) {
      overBound = false;
    }
    provide();
    if (order.isMaintenanceDue()) {
      order.maintain();
    }
    table.resize(order.count(), changes * BINS_A_CHANGE);
    return isOver;
  }

  private int drainOwn() {
    boolean isAny = batches.areAhead() || batches.ownIfAny() != null;
    WriteBuffer<K, V> batch = isAny ? batches.lock() : null;
    if (batch == null) {
      return 0;
    }
    try {
      return drain(batch);
    } finally {
      batch.busy = false;
    }
  }

  /** Does what a batch has left, and takes its room back; answers how much it was. */
  private int drain(WriteBuffer<K, V> batch) {
    int changes = 0;
    room += batch.takeRoom();
    for (Node<K, V> node = batch.lastNote(); node != null; node = batch.lastNote()) {
      align(node);
      batch.dropNote();
      changes++;
    }
    drained += changes;
    return changes;
  }

  /** Provides the calling thread with room, or with victims, for some time. */
  private void provide() {
    WriteBuffer<K, V> batch = batches.areAhead() ? batches.lock() : null;
    if (batch == null) {
      return;
    }
    try {
      if (room <= 0) {
        batch.choose(order);
      } else {
        // Less if there is little, so that nobody has to evict while others have room.
        long some = Math.min(WriteBuffer.SIZE, room / LITTLE);
        batch.addRoom(some);
        room -= some;
      }
    } finally {
      batch.busy = false;
    }
  }

  /** Puts the node where it belongs, or takes it out, whatever was so far. */
  private void align(Node<K, V> node) {
    heavy.remove(node);
    if (node.isDead()) {
      order.remove(node);
      if (timed) {
        wheel.cancel((TimedNode<K, V>) node);
      }
    } else if (node.value() != null) {
      order.add(node);
      if (node.isDead()) {
        // Another thread has just let a new entry take its place.
        order.remove(node);
        return;
      }
      if (timed) {
        schedule((TimedNode<K, V>) node);
      }
      if (node.weight() > maximum) {
        heavy.add(node);
      }
    }
  }

  private void schedule(TimedNode<K, V> node) {
    wheel.schedule(node);
    if (node.deadline() < nextWake) {
      nextWake = node.deadline();
      wake = nextWake;
    }
  }

  /**
   * Gives up entries until there is so much room, or so many that others should get the lock.
   *
   * @param last the entry that came last, which has to go if those that are first to go are all
   *     taken: they may be the whole cache, and belong to this very thread
   * @param goal the room that there shall be: 0, or less while another thread makes room
   * @return whether more has to go, and can
   */
  private boolean evict(@Nullable Node<K, V> last, long goal) {
    long excused = evictHeavy();
    int passedOver = 0;
    int polled = 0;
    while (room + excused < goal && passedOver < MOST_PASSED_OVER && polled < BATCH) {
      Node<K, V> victim = order.poll();
      if (victim == null) {
        break;
      }
      polled++;
      if (isGone(victim)) {
        excused -= heavy.remove(victim) ? ReplacementPolicy.counted(victim) : 0;
      } else {
        // Another thread has it, so it is in use: or it would be the next again.
        order.used(victim);
        order.add(victim);
        passedOver++;
      }
    }
    boolean goesOn = polled == BATCH && room + excused < goal;
    if (!goesOn && room + excused < goal && last != null && !last.isDead() && isGone(last)) {
      heavy.remove(last);
      order.remove(last);
    }
    overBound = room < 0;
    return goesOn;
  }

  private boolean evictSome() {
    acquire();
    try {
      return room < 0 && evict(null, 0);
    } finally {
      release();
    }
  }

  /**
   * Gives up what is heavier than the bound by itself; answers the weight of those among them that
   * somebody has, for which nobody else has to go.
   */
  private long evictHeavy() {
    long excused = 0;
    for (Iterator<Node<K, V>> all = heavy.iterator(); all.hasNext(); ) {
      Node<K, V> node = all.next();
      if (ReplacementPolicy.counted(node) <= maximum) {
        all.remove();
      } else if (isGone(node)) {
        all.remove();
        order.remove(node);
      } else {
        excused += ReplacementPolicy.counted(node);
      }
    }
    return excused;
  }

  /** Gives an entry up, unless it is gone already, or somebody has it. */
  private boolean isGone(Node<K, V> node) {
    if (leave(node, false) || node.isDead()) {
      return true;
    }
    // Who has it looks at this when it lets go of it: so it is said before the last try.
    overBound = true;
    return leave(node, false) || node.isDead();
  }

  /** Whether entries that had to go were passed over, and have to when they are let go of. */
  boolean isOverBound() {
    return overBound;
  }

  /**
   * Lets an entry go; the caller sees to it that it is out of the order.
   *
   * @param locked whether this thread has locked it already
   * @return false if somebody else has it
   */
  private boolean leave(Node<K, V> node, boolean locked) {
    if (!locked && !node.tryLock()) {
      return false;
    }
    try {
      if (leaving == null) {
        leaving = node;
      } else {
        alsoLeaving = alsoLeaving == null ? new ArrayList<>() : alsoLeaving;
        alsoLeaving.add(node);
      }
      departure.giveUp(node);
    } catch (Error e) {
      // There is no memory for that, or no stack: it stays, unless it has no value by now. Let go
      // of without a call, which would fail as well.
      boolean stays = node.value != null;
      node.hold = null;
      node.state = stays ? Node.FREE : Node.DEAD;
      if (stays) {
        comeBack(node);
      }
      throw e;
    }
    room += node.weight();
    if (timed) {
      wheel.cancel((TimedNode<K, V>) node);
    }
    return true;
  }

  private void comeBack(Node<K, V> node) {
    if (leaving == node) {
      leaving = null;
    } else if (alsoLeaving != null) {
      alsoLeaving.remove(node);
    }
    order.add(node);
    if (timed) {
      schedule((TimedNode<K, V>) node);
    }
  }

  /** Moves the bound, and evicts what is over it: some at a time, so that others get the lock. */
  void setMaximum(long bound) {
    boolean isOver = moveTo(countable(bound));
    while (isOver) {
      if (lock.hasQueuedThreads()) {
        LockSupport.parkNanos(this, TURN);
      }
      isOver = evictSome();
    }
    acquire();
    try {
      shrinking = false;
    } finally {
      release();
    }
    shrinkTable();
  }

  private boolean moveTo(long newMaximum) {
    acquire();
    try {
      batches.fit(newMaximum);
      batches.forEach(
          batch -> true,
          batch -> {
            batch.dismissVictims(this::align);
            drain(batch);
          });
      room += newMaximum - maximum;
      maximum = newMaximum;
      order.setMaximum(newMaximum);
      boolean isOver = evict(null, 0);
      shrinking = isOver;
      return isOver;
    } finally {
      release();
    }
  }

  /** Takes bins back that many entries have left empty: some at a time. */
  void shrinkTable() {
    boolean isSparse = true;
    while (isSparse) {
      acquire();
      try {
        isSparse = table.shrink(order.count(), BINS_AT_ONCE);
      } finally {
        release();
      }
    }
  }

  /** Gives up what is due; answers when to come again. */
  long expire(long now) {
    List<TimedNode<K, V>> taken = new ArrayList<>();
    Throwable failure = null;
    int failures = 0;
    boolean more = true;
    while (more) {
      try {
        more = expire(now, taken);
      } catch (Throwable e) {
        failure = failure == null ? e : failure;
        // No reason to stop, unless nothing succeeds any more: then it is tried again later.
        more = ++failures < MOST_PASSED_OVER;
      }
    }
    long next;
    acquire();
    try {
      for (TimedNode<K, V> node : taken) {
        if (!node.isDead()) {
          wheel.schedule(node);
        }
      }
      nextWake = wheel.nextWake();
      // Who noted something before that did not know that it is due earlier.
      batches.forEach(batch -> true, this::drain);
      next = nextWake;
    } finally {
      release();
    }
    shrinkTable();
    EntryRemoval.rethrow(failure);
    return next;
  }

  /** Gives up some of what is due; answers whether there may be more. */
  private boolean expire(long now, List<TimedNode<K, V>> taken) {
    acquire();
    try {
      batches.forEach(batch -> true, this::drain);
      wheel.advance(now);
      for (int i = 0; i < BATCH; i++) {
        TimedNode<K, V> node = wheel.poll();
        if (node == null) {
          return false;
        }
        expire(node, now, taken);
      }
      return true;
    } finally {
      release();
    }
  }

  private void expire(TimedNode<K, V> node, long now, List<TimedNode<K, V>> taken) {
    if (!node.tryLock()) {
      // Who has it for a moment only will not look after it; who holds it settles it in the end.
      if (node.hold() == null) {
        taken.add(node);
      }
    } else if (!node.isOver(now)) {
      node.unlock();
      wheel.schedule(node);
    } else {
      order.remove(node);
      leave(node, true);
    }
  }

  /** Does what is due now and then, if nobody is at work here. */
  void maintain() {
    StackReserve.requireForLock();
    if (lock.tryLock()) {
      try {
        if (order.isMaintenanceDue()) {
          order.maintain();
        }
        table.resize(order.count(), BINS_A_READ);
      } finally {
        release();
      }
    }
  }

  /** Forgets everything, so that nothing keeps the entries alive. */
  void close() {
    acquire();
    try {
      table.clear();
      order.clear();
      heavy.clear();
      wheel.clear();
      batches.forEach(batch -> true, WriteBuffer::clear);
    } finally {
      release();
    }
  }
}
