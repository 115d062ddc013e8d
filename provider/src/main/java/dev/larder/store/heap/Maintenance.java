package dev.larder.store.heap;

import dev.larder.jfr.ExpirySweepEvent;
import dev.larder.jfr.FlightRecorder;
import dev.larder.store.Failures;
import dev.larder.store.KeyHold;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreSettings;
import dev.larder.store.StoreSize;
import dev.larder.time.Ticker;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the replacement policy, the timing wheel and the size of the table up to date with the
 * entries, and removes entries that exceed the bound or have expired. The policy lock guards the
 * {@link LinkedEntries}: policy, wheel and bound. A write buffer evicts its preselected victims
 * under its own lock.
 *
 * <h2>Changes</h2>
 *
 * A thread that has added, removed or reweighed an entry reports the node by {@link #onChanged},
 * after it has unlocked the node. {@link LinkedEntries#reconcile} looks at the node as it is by
 * then, and links or unlinks it. An operation in one step does not report a change of the value
 * alone, nor a later deadline. The end of a claim is always reported if entries can expire. While
 * the bound is exceeded, each change is reported.
 *
 * <p>If the policy preselects victims, a thread records the change in a {@link WriteBuffer}. It
 * takes the policy lock instead if the buffer is full or locked, its grant is used up, an expiry
 * has to be scheduled earlier, or the bound is exceeded. If the policy does not preselect, a thread
 * reconciles each change under the policy lock, or hands the change over to the thread that is
 * reconciling.
 *
 * <p>A thread adds its entry before it reports the entry, so the entries exceed the bound by at
 * most one for each writing thread. A thread that reconciles its own change evicts before its
 * operation returns. For a change that was handed over, the owner of the policy lock evicts. While
 * the bound is being lowered, the thread that lowers it evicts most of the excess.
 *
 * <h2>Removal</h2>
 *
 * An eviction or expiry locks the node and retires it, under the policy lock or the lock of a
 * buffer. {@link Removals} completes it after the locks are released.
 *
 * <h2>Overflowing stacks</h2>
 *
 * A caller's stack may overflow at any call. So the frame that took a lock releases it by an
 * assignment, without a call. A held node whose owner could not unlock it is unlocked by the thread
 * that meets it, see {@link Node#recover}. If the report of a change is lost, a live entry is not
 * counted or evicted until its next reported change. A dead node leaves the policy when it becomes
 * a victim, and its chain when its bin moves.
 */
final class Maintenance<K, V> {
  /** After this many failures an expiry pass ends. */
  private static final int MAX_FAILURES = 16;

  /** How long a thread with a long task waits between two chunks, for others to take the lock. */
  private static final long TURN_NANOS = 50_000;

  /** How many bins of the table are moved for a change. */
  private static final int BINS_PER_CHANGE = 4;

  /** How many bins are moved by a reader that meets a bin that has moved. */
  private static final int BINS_PER_READ = 256;

  /** How many bins of a shrinking table are moved before other threads get the lock. */
  private static final int BINS_PER_CHUNK = 2_048;

  /** A grant takes at most this part of the headroom. */
  private static final int GRANTED_PART = 64;

  /**
   * A buffer returns its victims to the policy, and its records are reconciled, if it was not
   * refilled during this many refills per buffer.
   */
  private static final int IDLE_REFILLS = 1;

  private final StoreContext<K, V> context;
  private final Table<K, V> table;
  private final ReplacementPolicy<K, V> policy;
  private final StripedWriteBuffers<K, V> buffers;
  private final SpinLock lock = new SpinLock();

  // Guarded by the lock.
  private final LinkedEntries<K, V> entries;
  private final Removals<K, V> removals;

  /** Null if no entry can expire. */
  private final @Nullable ExpirySchedule<K, V> expiry;

  /** Counts the refills of buffers. */
  private int refills;

  /** Whether the owner of the lock has waited for it, or other threads have handed changes over. */
  private boolean contended;

  /**
   * Whether the owner of the lock is reconciling a change. Other threads hand changes over only to
   * such an owner, so a thread that alone changes a cache seldom hands over. They read the field
   * without the lock, and may see an old value.
   */
  private boolean reconciling;

  /** Whether a thread has begun to wait for the lock since the owner of a long task has looked. */
  private volatile boolean wanted;

  /** Whether threads have {@link #handOver handed changes over}. Set after the record. */
  private volatile boolean handedOver;

  /** Whether buffers may be granted victims. Written under the lock. */
  private volatile boolean preselecting;

  Maintenance(
      StoreContext<K, V> context,
      StoreSettings settings,
      Table<K, V> table,
      ReplacementPolicy<K, V> policy) {
    this.context = context;
    this.table = table;
    this.policy = policy;
    this.preselecting = policy.isPreselecting();
    this.buffers = new StripedWriteBuffers<>(settings.bound().maximum());
    this.expiry = settings.canExpire() ? new ExpirySchedule<>(context) : null;
    this.removals = new Removals<>(context, table, node -> onChanged(node, 0));
    this.entries = new LinkedEntries<>(settings.bound(), policy, expiry, buffers, removals);
  }

  /** Work under the policy lock; returns whether there is more to do after others had the lock. */
  @FunctionalInterface
  private interface LockedTask {
    boolean run();
  }

  /** Runs a task under the policy lock, again and again while it has more to do. */
  private void whileMore(LockedTask task) {
    while (locked(task)) {
      letOthersHaveTheLock();
    }
  }

  /**
   * Called between two chunks of a long task. The time between them is too short for a waiting
   * thread, which pauses between its attempts.
   */
  private void letOthersHaveTheLock() {
    if (wanted) {
      wanted = false;
      LockSupport.parkNanos(this, TURN_NANOS);
    }
  }

  private boolean locked(LockedTask task) {
    return run(task, null, true);
  }

  /**
   * Runs a task, or the reconciliation of a node, under the policy lock, and completes the removals
   * that it has begun.
   *
   * @param task null to reconcile the node
   * @param waits whether to wait for the lock
   * @return whether there is more to do; false if another thread had the lock and {@code waits} is
   *     false
   */
  private boolean run(@Nullable LockedTask task, @Nullable Node<K, V> node, boolean waits) {
    Node<K, V> first = null;
    @Nullable Node<K, V>[] others = removals.others; // replaced under the lock
    int otherCount = 0;
    long wake = Ticker.NEVER;
    boolean more;
    boolean hasWaited = !lock.tryLock();
    if (hasWaited) {
      if (!waits) {
        return false;
      }
      wanted = true;
      lock.lockWithBackoff();
    }
    try {
      try {
        contended = hasWaited || handedOver;
        more = task == null ? reconcileAll(node) : task.run();
      } finally {
        // No call until the lock is released: no stack may be left for one.
        first = removals.first;
        others = removals.others;
        otherCount = removals.otherCount;
        removals.first = null;
        removals.otherCount = 0;
        if (expiry != null) {
          wake = expiry.requestedWake;
          expiry.requestedWake = Ticker.NEVER;
        }
        reconciling = false;
        lock.busy = false;
      }
    } finally {
      boolean isCompleted = false;
      try {
        completeAll(first, others, otherCount, wake);
        isCompleted = true;
      } finally {
        for (int i = -1; !isCompleted && i < otherCount; i++) {
          Node<K, V> left = i < 0 ? first : others[i];
          KeyHold hold = left == null ? null : left.hold;
          if (hold != null && !hold.ended) {
            hold.openHolds[0]--;
            hold.ended = true;
          }
        }
      }
    }
    return more;
  }

  private void completeAll(
      @Nullable Node<K, V> first, @Nullable Node<K, V>[] others, int otherCount, long wake) {
    try {
      if (expiry != null && wake != Ticker.NEVER) {
        expiry.wakeAt(wake);
      }
    } finally {
      removals.completeAll(first, others, otherCount);
    }
  }

  /** Returns the size, reported changes included. */
  StoreSize size() {
    long[] result = new long[2];
    whileMore(
        () -> {
          entries.drainAll();
          boolean isOver = entries.evictIfOver(null);
          releaseVictimsIfFree();
          result[0] = policy.size();
          result[1] = policy.weight();
          // Victims are preselected only if each entry has the weight 1.
          buffers.forEach(
              WriteBuffer::hasVictims,
              buffer -> {
                result[0] += buffer.liveVictims();
                result[1] += buffer.liveVictims();
              });
          return isOver;
        });
    reconcileHandedOver();
    return new StoreSize(result[0], result[1]);
  }

  /** Returns whether the last eviction has left the bound exceeded. */
  boolean isOverBound() {
    return entries.isOverBound();
  }

  /**
   * Reconciles the change that was handed over in this thread's buffer, if there is one. So no
   * thread has more than one entry beyond the bound.
   */
  void beforeAddition() {
    if (!preselecting) {
      WriteBuffer<K, V> own = buffers.ownIfAny();
      if (own != null && own.isOverdrawn()) {
        whileMore(() -> reconcileAll(null));
        reconcileHandedOver();
      } else if (own == null && lock.busy) {
        // Creates the buffer before the entry is added: a change that is handed over must not fail
        // for lack of memory.
        buffers.own();
      }
    }
  }

  /**
   * Takes note of a changed node, which the calling thread does not own any more, and evicts
   * entries that exceed the bound.
   *
   * @param more 1 if the node is an entry now and was none before, -1 if it was one and is none
   *     now, else 0
   */
  void onChanged(Node<K, V> node, int more) {
    if (more > 0 || node.accessTime == Node.NEVER_ACCESSED) {
      policy.recordAddition(node);
    }
    if (!preselecting || !buffer(node, more)) {
      boolean isOver = !handOver(node) && run(null, node, true);
      if (isOver) {
        whileMore(() -> entries.evictIfOver(null));
      }
      reconcileHandedOver();
    }
    if (node.isDead()) {
      table.remove(node);
    }
  }

  /** Records a change in a buffer, if its grant covers the change; returns false if not. */
  private boolean buffer(Node<K, V> node, int more) {
    if (entries.isOverBound()) {
      return false;
    }
    Node<K, V> victim = null;
    boolean isRetired = false;
    WriteBuffer<K, V> buffer = buffers.available();
    if (!buffer.tryLock()) {
      return false;
    }
    try {
      if (!buffer.hasSpace(2) || (expiry != null && expiry.isEarlier(node.deadline()))) {
        return false;
      }
      if (more < 0) {
        buffer.noteRemoval();
      } else if (more > 0 && !buffer.takeCredit()) {
        if (buffer.hasRemovals()) {
          return false; // their capacity is free once they are drained
        }
        victim = buffer.lockVictim();
        if (victim == null) {
          return false;
        }
      }
      buffer.record(node);
      if (victim != null) {
        // The policy has to unlink the victim if it is in the wheel, or if a record of an earlier
        // change has linked it. In an exact order such a link changes the access time, so the node
        // would not have been locked as a victim.
        if (expiry != null || !policy.isExact() || context.hasListeners()) {
          buffer.record(victim);
        }
        removals.retire(victim);
        isRetired = true;
        buffer.dropVictim();
      }
    } finally {
      if (victim != null && !isRetired) {
        // It stays a victim of the buffer, because there is no memory for a hold, or no stack.
        victim.hold = null;
        victim.state = victim.value == null ? Node.DEAD : Node.FREE;
      }
      buffer.busy = false;
    }
    if (victim != null) {
      KeyHold hold = victim.hold;
      try {
        removals.complete(victim);
      } finally {
        if (hold != null && !hold.ended) {
          hold.openHolds[0]--;
          hold.ended = true;
        }
      }
    }
    return true;
  }

  /**
   * Leaves a change to the owner of the policy lock, if that thread is reconciling. So threads that
   * contend for a cache without preselected victims do not wait for each other. Returns false if
   * the change was not left.
   */
  private boolean handOver(Node<K, V> node) {
    if (preselecting || entries.isOverBound() || !reconciling || !lock.busy) {
      return false;
    }
    WriteBuffer<K, V> buffer = buffers.ownIfAny();
    if (buffer == null || !buffer.tryLock()) {
      return false;
    }
    boolean isRecorded;
    try {
      isRecorded = !buffer.isOverdrawn() && buffer.hasSpace(1);
      if (isRecorded) {
        buffer.overdraw();
        buffer.record(node);
      }
    } finally {
      buffer.busy = false;
    }
    if (isRecorded) {
      handedOver = true;
    }
    return isRecorded;
  }

  /**
   * Reconciles changes that were handed over. A thread sets {@link #handedOver} before it tries the
   * lock here; if that fails, the owner of the lock still comes here after the release.
   */
  private void reconcileHandedOver() {
    while (handedOver && !lock.busy) {
      if (run(() -> reconcileAll(null), null, false)) {
        whileMore(() -> entries.evictIfOver(null));
      }
    }
  }

  /**
   * Reconciles a node and the recorded changes, evicts entries that exceed the bound, and refills a
   * buffer. Under the policy lock.
   *
   * @return whether more entries have to be evicted than may be under one lock
   */
  private boolean reconcileAll(@Nullable Node<K, V> node) {
    reconciling = true;
    int before = entries.reconciled();
    if (node != null) {
      entries.reconcile(node);
    }
    if (handedOver) {
      handedOver = false;
      boolean isDrained = false;
      try {
        entries.drainAll();
        isDrained = true;
      } finally {
        handedOver = handedOver || !isDrained;
      }
    }
    WriteBuffer<K, V> own = preselecting ? buffers.own() : buffers.ownIfAny();
    if (own != null && (own.hasRecords() || own.hasVictims())) {
      own.lock();
      try {
        if (policy.isExact()) {
          // The victims that are left are older than the ones that the policy would return now.
          entries.drainWithVictims(own);
        } else {
          entries.drain(own);
        }
      } finally {
        own.busy = false;
      }
    }
    boolean isOver = entries.evictIfOver(node);
    releaseVictimsIfFree();
    if (policy.isOrderChangeDue(contended)) {
      entries.changeOrder();
    }
    if (own != null && preselecting) {
      refill(own);
    }
    if (policy.isMaintenanceDue()) {
      policy.maintain();
    }
    table.resize(policy.size(), Math.max(1, entries.reconciled() - before) * BINS_PER_CHANGE);
    return isOver;
  }

  /** Takes preselected victims back if there is capacity without their eviction. */
  private void releaseVictimsIfFree() {
    if (preselecting && entries.headroom() > 0) {
      buffers.forEach(WriteBuffer::hasVictims, entries::drainWithVictims);
    }
  }

  /** Grants a buffer credits while there is headroom, or else victims. */
  private void refill(WriteBuffer<K, V> buffer) {
    long headroom = entries.headroom();
    buffer.lock();
    try {
      if (headroom > 0 && !buffer.hasCredits()) {
        int credits = (int) Math.min(WriteBuffer.CAPACITY, headroom / GRANTED_PART);
        buffer.grantCredits(credits);
        entries.grant(credits);
      } else if (headroom == 0) {
        refills++;
        entries.grant(buffer.preselectVictims(policy, refills));
      }
    } finally {
      buffer.busy = false;
    }
    reclaimIdleVictims();
  }

  /** Takes back what another buffer has if its threads have not evicted for long. */
  private void reclaimIdleVictims() {
    WriteBuffer<K, V> other = buffers.ifAny(refills);
    boolean isIdle =
        other != null
            && (other.hasVictims() || other.hasRecords())
            && refills - other.refilledAt() > IDLE_REFILLS * buffers.count();
    if (other != null && isIdle && other.tryLock()) {
      try {
        entries.drainWithVictims(other);
      } finally {
        other.busy = false;
      }
    }
  }

  /** Sets the bound, and evicts the entries that exceed it, a chunk at a time. */
  void setMaximum(long bound) {
    try {
      boolean isOver =
          locked(
              () -> {
                entries.setMaximum(bound);
                preselecting = policy.isPreselecting();
                return entries.shrink();
              });
      while (isOver) {
        LockSupport.parkNanos(this, TURN_NANOS);
        isOver = locked(entries::shrink);
      }
    } finally {
      // After a failure, the next changes evict the rest.
      locked(
          () -> {
            entries.endShrinking();
            return false;
          });
    }
    shrinkTable();
  }

  /** Moves a table with far more bins than entries to a smaller one, a chunk at a time. */
  void shrinkTable() {
    whileMore(() -> table.shrink(policy.size(), BINS_PER_CHUNK));
    reconcileHandedOver();
  }

  /** Removes the entries that have expired; returns when to be called again. */
  long expire(long now) {
    ExpirySchedule<K, V> schedule = expiry;
    if (schedule == null) {
      return Ticker.NEVER;
    }
    ExpirySweepEvent event =
        FlightRecorder.isPresent() ? ExpirySweepEvent.begin(context.settings().cacheName()) : null;
    LinkedEntries.ExpiryPass<K, V> pass = new LinkedEntries.ExpiryPass<>(now);
    Throwable failure = null;
    int failures = 0;
    boolean more = true;
    while (more) {
      try {
        more = locked(() -> entries.expireChunk(schedule, pass));
      } catch (Throwable e) {
        failure = failure == null ? e : failure;
        // A failure does not end the pass. After this many the pass ends, and a later call tries
        // again.
        more = ++failures < MAX_FAILURES;
      }
      if (more) {
        letOthersHaveTheLock();
      }
    }
    long[] next = new long[1];
    locked(
        () -> {
          for (TimedNode<K, V> node : pass.owned) {
            if (!node.isDead()) {
              schedule.scheduleAgain(node);
            }
          }
          schedule.chooseNextWake();
          // Records that were made before did not know that the next wake is later now. A buffer
          // that seems to have no record may be getting one.
          buffers.forEach(buffer -> true, entries::drain);
          releaseVictimsIfFree();
          next[0] = schedule.nextWake();
          return false;
        });
    shrinkTable();
    if (event != null && pass.removed > 0) {
      event.finish(pass.removed);
    }
    Failures.rethrow(failure);
    return next[0];
  }

  /** Does the periodic work, unless another thread holds the lock. */
  void maintain() {
    run(
        () -> {
          if (policy.isMaintenanceDue()) {
            policy.maintain();
          }
          table.resize(policy.size(), BINS_PER_READ);
          return false;
        },
        null,
        false);
    reconcileHandedOver();
  }

  /** Drops all entries, so that nothing keeps them reachable. */
  void close() {
    locked(
        () -> {
          table.clear();
          entries.clear();
          return false;
        });
  }
}
