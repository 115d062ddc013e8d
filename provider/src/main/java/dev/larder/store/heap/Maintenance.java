package dev.larder.store.heap;

import dev.larder.jfr.EvictionBurstEvent;
import dev.larder.jfr.ExpirySweepEvent;
import dev.larder.jfr.FlightRecorder;
import dev.larder.store.KeyHold;
import dev.larder.store.RemovalCause;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreSettings;
import dev.larder.store.StoreSize;
import dev.larder.time.Ticker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the replacement policy, the timing wheel and the size of the table up to date with the
 * entries, and removes entries that exceed the bound or have expired. The policy lock guards the
 * policy, the wheel and the bound. A write buffer evicts its preselected victims under its own
 * lock.
 *
 * <h2>Changes</h2>
 *
 * A thread that has added, removed or reweighed an entry reports the node by {@link #onChanged},
 * after it has unlocked the node. {@link #reconcile} looks at the node as it is by then, and links
 * or unlinks it. So it is idempotent, and reports may come in any order. A change of the value
 * alone, and a deadline that moves later, are not reported.
 *
 * <p>If the policy preselects victims, a thread records the change in a {@link WriteBuffer}. It
 * takes the policy lock only if the buffer is full or locked, its grant is used up, or an expiry
 * has to be scheduled earlier. If the policy does not preselect, a thread reconciles each change
 * under the policy lock, or hands the change over to the thread that is reconciling.
 *
 * <h2>The bound</h2>
 *
 * <pre>
 *   headroom = maximum - weight of the linked entries - capacity granted to buffers
 * </pre>
 *
 * A grant covers the additions that a buffer has recorded and the victims that it has preselected.
 * A thread adds its entry before it reports the entry, so the entries exceed the bound by at most
 * one for each writing thread. If the headroom is negative, the thread evicts entries before its
 * operation returns. The holder of the policy lock never waits for a node: it skips entries that
 * other threads own. If that leaves the bound exceeded, {@link #isOverBound} is set. The thread
 * that ends the hold of such an entry sees the flag, and reports the entry.
 *
 * <h2>Removal</h2>
 *
 * An eviction or expiry locks the node and {@link #retire}s it, under the policy lock or the lock
 * of a buffer. Without listeners the node is dead then. With listeners it is held until its event
 * is queued, so that later events of the key follow. {@link #complete} does the rest after the
 * locks are released: it queues the event, and removes the node from the table. Neither may run
 * under a lock, because both may call user code.
 *
 * <h2>Overflowing stacks</h2>
 *
 * A caller's stack may overflow at any call. So locks are released by plain writes in the frame
 * that took them. A held node whose owner could not unlock it is unlocked by the thread that meets
 * it, see {@link Node#recover}. A change whose report is lost is found later: a dead node when it
 * becomes a victim, a live one with the next reported change.
 */
final class Maintenance<K, V> {
  /** How many owned entries one eviction skips. */
  private static final int MAX_SKIPPED = 16;

  /** How many entries are evicted or expire before other threads get the lock. */
  private static final int CHUNK = 256;

  /** The number of evictions by one thread at once from which the flight recorder records them. */
  private static final int EVICTION_BURST = 64;

  /** For how many retired nodes there is space at first. */
  private static final int RETIRED_NODES = 16;

  /** How long a thread that evicts many entries waits for others between two chunks. */
  private static final long TURN_NANOS = 50_000;

  /** Stands for an unbounded cache; half of the range, so that sums do not overflow. */
  private static final long UNBOUNDED = Long.MAX_VALUE / 2;

  /** How many bins of the table are moved for a change. */
  private static final int BINS_PER_CHANGE = 4;

  /** How many bins are moved by a reader that meets a bin that has moved. */
  private static final int BINS_PER_READ = 256;

  /** How many bins of a shrinking table are moved before other threads get the lock. */
  private static final int BINS_PER_CHUNK = 2_048;

  /** A grant takes at most this part of the headroom. */
  private static final int GRANTED_PART = 64;

  /** While the bound is being lowered, a change evicts this many entries more than it adds. */
  private static final int EXTRA_EVICTIONS = 64;

  /**
   * A buffer returns its victims to the policy if it was not refilled during this many refills per
   * buffer.
   */
  private static final int IDLE_REFILLS = 4;

  private static final Node<?, ?>[] NO_NODES = new Node<?, ?>[0];

  private final StoreContext<K, V> context;
  private final String cacheName;
  private final Table<K, V> table;
  private final ReplacementPolicy<K, V> policy;
  private final StripedWriteBuffers<K, V> buffers;
  private final boolean timed;
  private final boolean weighted;
  private final Consumer<Node<K, V>> reconciler = this::reconcile;
  private final Consumer<WriteBuffer<K, V>> drainer = this::drain;
  private final SpinLock lock = new SpinLock();

  // Guarded by the lock.
  private final TimingWheel<K, V> wheel;

  /** The capacity granted to buffers. */
  private long granted;

  /** The nodes that the present owner of the lock has retired: mostly one. */
  private @Nullable Node<K, V> retired;

  /** Those after the first one. */
  private @Nullable Node<K, V>[] alsoRetired = noNodes();

  private int alsoRetiredCount;

  /**
   * Linked entries that are each heavier than the bound. They are evicted first, or later if
   * another thread owns them.
   */
  private final List<Node<K, V>> oversized = new ArrayList<>();

  /** Whether a thread is evicting the entries that exceed a lowered bound. */
  private boolean shrinking;

  /** Counts the refills of buffers. */
  private int refills;

  /** How many nodes were drained from buffers by the present owner of the lock. */
  private int drained;

  /** The time to be passed to {@link StoreContext#wakeAt} once the lock is released. */
  private long requestedWake = Ticker.NEVER;

  /**
   * The time at which {@link #expire} has been requested to run. An entry with a later deadline
   * needs no request. Written under the lock, read by the owner of a buffer.
   */
  private volatile long nextWake = Ticker.NEVER;

  /**
   * Whether the owner of the lock is reconciling a change. Other threads hand changes over only to
   * such an owner, so a thread that alone changes a cache seldom hands over. They read the field
   * without the lock, and may see an old value.
   */
  private boolean reconciling;

  /** Whether threads have {@link #handOver handed changes over}. Set after the record. */
  private volatile boolean handedOver;

  /** Written under the lock, read by any thread. */
  private volatile long maximum;

  /** Whether buffers may be granted victims. Written under the lock. */
  private volatile boolean preselecting;

  /** Whether entries that should have been evicted are owned by other threads. */
  private volatile boolean overBound;

  Maintenance(
      StoreContext<K, V> context,
      StoreSettings settings,
      Table<K, V> table,
      ReplacementPolicy<K, V> policy) {
    this.context = context;
    this.table = table;
    this.policy = policy;
    this.cacheName = settings.cacheName();
    this.timed = settings.canExpire();
    this.weighted = settings.bound().weighted();
    this.maximum = Math.min(settings.bound().maximum(), UNBOUNDED);
    this.preselecting = policy.isPreselecting();
    this.buffers = new StripedWriteBuffers<>(maximum);
    this.wheel = new TimingWheel<>(context.now());
  }

  @SuppressWarnings("unchecked") // there is no node in it
  private static <K, V> @Nullable Node<K, V>[] noNodes() {
    return (Node<K, V>[]) NO_NODES;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <K, V> @Nullable Node<K, V>[] nodes(int length) {
    return new Node[length];
  }

  /** Work under the policy lock; returns whether there is more to do after others had the lock. */
  @FunctionalInterface
  private interface LockedTask {
    boolean run();
  }

  /** Runs a task under the policy lock, again and again while it has more to do. */
  private void whileMore(LockedTask task) {
    while (locked(task)) {
      // Other threads had the lock in between.
      Thread.onSpinWait();
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
    @Nullable Node<K, V>[] others = alsoRetired; // replaced under the lock
    int otherCount = 0;
    long wake = Ticker.NEVER;
    boolean more;
    if (waits) {
      lock.lock();
    } else if (!lock.tryLock()) {
      return false;
    }
    try {
      try {
        more = task == null ? reconcileAll(node) : task.run();
      } finally {
        // No call until the lock is released: no stack may be left for one.
        first = retired;
        others = alsoRetired;
        otherCount = alsoRetiredCount;
        retired = null;
        alsoRetiredCount = 0;
        wake = requestedWake;
        requestedWake = Ticker.NEVER;
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
      if (wake != Ticker.NEVER) {
        wakeAt(wake);
      }
    } finally {
      Throwable failure = null;
      int evicted = 0;
      for (int i = -1; i < otherCount; i++) {
        Node<K, V> node = i < 0 ? first : others[i];
        if (node != null) {
          try {
            evicted += complete(node) == RemovalCause.EVICTED ? 1 : 0;
          } catch (Throwable e) {
            failure = failure == null ? e : failure;
          }
        }
      }
      if (evicted >= EVICTION_BURST && FlightRecorder.isPresent()) {
        EvictionBurstEvent.record(cacheName, evicted);
      }
      rethrow(failure);
    }
  }

  private void wakeAt(long deadline) {
    boolean isAsked = false;
    try {
      context.wakeAfter(Math.max(0, deadline - context.now()));
      isAsked = true;
    } finally {
      if (!isAsked) {
        nextWake = Ticker.NEVER; // the next entry with a deadline asks again
      }
    }
  }

  /** Throws a failure, checked or not: user code may throw anything. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> void rethrow(@Nullable Throwable failure) throws E {
    if (failure != null) {
      throw (E) failure;
    }
  }

  private long headroom() {
    return maximum - policy.weight() - granted;
  }

  /** Returns the size, reported changes included. */
  StoreSize size() {
    long[] result = new long[2];
    whileMore(
        () -> {
          drainAll();
          boolean isOver = evictIfOver(null);
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

  /** Returns whether entries that should have been evicted are owned by other threads. */
  boolean isOverBound() {
    return overBound;
  }

  /**
   * Reconciles the last addition of this thread if it was handed over and is not reconciled yet. So
   * no thread has more than one entry beyond the bound.
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
        whileMore(() -> evictIfOver(null));
      }
      reconcileHandedOver();
    }
    if (node.isDead()) {
      table.remove(node);
    }
  }

  /** Records a change in a buffer, if its grant covers the change; returns false if not. */
  private boolean buffer(Node<K, V> node, int more) {
    if (overBound) {
      return false;
    }
    Node<K, V> victim = null;
    boolean isRetired = false;
    WriteBuffer<K, V> buffer = buffers.available();
    if (!buffer.tryLock()) {
      return false;
    }
    try {
      if (!buffer.hasSpace(2) || node.deadline() < nextWake) {
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
        if (timed || !policy.isExact() || context.hasListeners()) {
          buffer.record(victim);
        }
        retire(victim);
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
        complete(victim);
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
    if (preselecting || overBound || !reconciling || !lock.busy) {
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
        whileMore(() -> evictIfOver(null));
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
    drained = 0;
    if (node != null) {
      reconcile(node);
    }
    if (handedOver) {
      handedOver = false;
      boolean isDrained = false;
      try {
        drainAll();
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
          drainWithVictims(own);
        } else {
          drain(own);
        }
      } finally {
        own.busy = false;
      }
    }
    boolean isOver = evictIfOver(node);
    releaseVictimsIfFree();
    if (own != null && preselecting) {
      refill(own);
    }
    if (policy.isMaintenanceDue()) {
      policy.maintain();
    }
    table.resize(policy.size(), Math.max(1, drained) * BINS_PER_CHANGE);
    return isOver;
  }

  private void drainAll() {
    buffers.forEach(WriteBuffer::hasRecords, drainer);
  }

  private void drain(WriteBuffer<K, V> buffer) {
    buffer.drain(reconciler);
    granted += buffer.endGrant();
  }

  /** Returns the victims of a buffer to the policy too. */
  private void drainWithVictims(WriteBuffer<K, V> buffer) {
    drain(buffer);
    buffer.releaseVictims();
    drain(buffer);
  }

  /** Takes preselected victims back if there is capacity without their eviction. */
  private void releaseVictimsIfFree() {
    if (preselecting && headroom() > 0) {
      buffers.forEach(WriteBuffer::hasVictims, this::drainWithVictims);
    }
  }

  /** Grants a buffer credits while there is headroom, or else victims. */
  private void refill(WriteBuffer<K, V> buffer) {
    long headroom = headroom();
    buffer.lock();
    try {
      if (headroom > 0) {
        int credits = (int) Math.min(WriteBuffer.CAPACITY, headroom / GRANTED_PART);
        buffer.grantCredits(credits);
        granted += credits;
      } else if (headroom == 0) {
        refills++;
        granted += buffer.preselectVictims(policy, refills);
      }
    } finally {
      buffer.busy = false;
    }
    reclaimIdleVictims();
  }

  /** Takes the victims of another buffer back if its threads have not evicted for long. */
  private void reclaimIdleVictims() {
    WriteBuffer<K, V> other = buffers.ifAny(refills);
    boolean isIdle =
        other != null
            && other.hasVictims()
            && refills - other.refilledAt() > IDLE_REFILLS * buffers.count();
    if (other != null && isIdle && other.tryLock()) {
      try {
        drainWithVictims(other);
      } finally {
        other.busy = false;
      }
    }
  }

  /** Links or unlinks a node, whatever it was before. */
  private void reconcile(Node<K, V> node) {
    drained++;
    if (node.isDead()) {
      policy.remove(node);
      if (timed) {
        wheel.cancel((TimedNode<K, V>) node);
      }
    } else if (node.value() != null) {
      policy.add(node);
      if (timed) {
        schedule((TimedNode<K, V>) node);
      }
      if (weighted && node.weight() > maximum) {
        oversized.add(node);
      }
    }
  }

  private void schedule(TimedNode<K, V> node) {
    wheel.schedule(node);
    if (node.deadline() < nextWake) {
      nextWake = node.deadline();
      requestedWake = nextWake;
    }
  }

  /**
   * Evicts a chunk of entries if the bound is exceeded.
   *
   * @param newest the node that the calling thread reports, or null. It is evicted itself if too
   *     few victims could be locked: the calling thread may hold all other entries.
   * @return whether more has to be evicted, and can be
   */
  private boolean evictIfOver(@Nullable Node<K, V> newest) {
    if (headroom() >= 0) {
      if (overBound) {
        overBound = false;
      }
      oversized.clear();
      return false;
    }
    // Unused credits are capacity. In an exact order, so is a removal that is only recorded.
    buffers.forEach(
        policy.isExact() ? WriteBuffer::mayHoldCapacity : WriteBuffer::hasCredits, drainer);
    if (headroom() >= 0) {
      return false;
    }
    long pinned = oversized.isEmpty() ? 0 : evictOversized();
    long goal = 0;
    if (shrinking) {
      // Another thread evicts the rest.
      goal = Math.min(0, headroom() + (newest == null ? 0 : newest.weight()) + EXTRA_EVICTIONS);
    }
    int skipped = 0;
    int polled = 0;
    while (headroom() + pinned < goal && skipped < MAX_SKIPPED && polled < CHUNK) {
      Node<K, V> victim = policy.poll();
      if (victim == null) {
        break;
      }
      polled++;
      if (!tryRetire(victim)) {
        // Another thread owns it, so it is in use.
        policy.recordRead(victim);
        policy.add(victim);
        skipped++;
      }
    }
    boolean isOver = headroom() + pinned < goal;
    boolean goesOn = isOver && polled == CHUNK;
    if (isOver && !goesOn && newest != null) {
      tryRetire(newest);
    }
    overBound = headroom() < 0;
    return goesOn;
  }

  /**
   * Evicts entries that are heavier than the bound by themselves. Returns the weight of those that
   * are owned by other threads, for which no other entry has to go.
   */
  private long evictOversized() {
    List<Node<K, V>> pinned = new ArrayList<>();
    long weight = 0;
    for (Node<K, V> node : oversized) {
      if (node.isLinked() && node.weight() > maximum && !pinned.contains(node)) {
        if (!tryRetire(node)) {
          pinned.add(node);
          weight += GenerationList.weightOf(node);
        }
      }
    }
    oversized.clear();
    oversized.addAll(pinned);
    return weight;
  }

  /** Retires an entry if it is free, or is dead already. Under the policy lock. */
  private boolean tryRetire(Node<K, V> node) {
    boolean isLocked = node.tryLock();
    if (!isLocked && node.state != Node.DEAD) {
      // The owner of a hold reads the flag after it unlocks the node, so the flag is set before the
      // last attempt.
      overBound = true;
      isLocked = node.tryLock();
    }
    try {
      if (isLocked) {
        retireLocked(node);
      }
    } finally {
      if (isLocked && node.state == Node.BUSY) {
        // Plain writes, because no stack may be left for a call.
        node.state = node.value == null ? Node.DEAD : Node.FREE;
      }
    }
    return isLocked || node.isDead();
  }

  /** Unlinks and retires a node that this thread has locked, and notes it for {@link #complete}. */
  private void retireLocked(Node<K, V> node) {
    boolean isRetired = false;
    try {
      policy.remove(node);
      if (retired != null && alsoRetiredCount == 0) {
        alsoRetired = nodes(RETIRED_NODES);
      } else if (alsoRetiredCount > 0 && alsoRetiredCount == alsoRetired.length) {
        alsoRetired = Arrays.copyOf(alsoRetired, 2 * alsoRetiredCount);
      }
      retire(node);
      isRetired = true;
    } finally {
      if (isRetired && retired == null) {
        retired = node;
      } else if (isRetired) {
        alsoRetired[alsoRetiredCount++] = node;
      } else {
        // The entry stays, because there is no memory for a hold, or no stack.
        node.hold = null;
        node.state = node.value == null ? Node.DEAD : Node.FREE;
        reconcile(node);
      }
    }
    if (timed) {
      wheel.cancel((TimedNode<K, V>) node);
    }
  }

  /** Ends an entry that this thread has locked; or holds it, if listeners have to be notified. */
  private void retire(Node<K, V> node) {
    if (context.hasListeners()) {
      KeyHold hold = new KeyHold(cacheName);
      // Plain writes: a call could overflow the stack, and leave the hold open.
      node.hold = hold;
      node.state = Node.HELD;
    } else {
      node.value = null;
      node.state = Node.DEAD;
    }
  }

  /** Does the part of a removal that must not run under a lock. Returns the cause. */
  private RemovalCause complete(Node<K, V> node) {
    KeyHold hold = node.hold();
    V value = node.value();
    boolean isExpired = timed && node.deadline() <= context.now();
    RemovalCause cause = isExpired ? RemovalCause.EXPIRED : RemovalCause.EVICTED;
    try {
      context.removed(node.entryKey(), hold == null ? null : value, cause);
    } finally {
      if (hold != null) {
        node.value = null;
        node.hold = null;
        node.state = Node.DEAD;
        if (!hold.ended) {
          hold.openHolds[0]--;
          hold.ended = true;
        }
        hold.release();
      }
      if (hold == null) {
        table.remove(node);
      } else {
        // A record of an earlier change may have linked the node again while it was held.
        onChanged(node, 0);
      }
    }
    return cause;
  }

  /** Sets the bound, and evicts the entries that exceed it, a chunk at a time. */
  void setMaximum(long bound) {
    try {
      boolean isOver =
          locked(
              () -> {
                long newMaximum = Math.min(bound, UNBOUNDED);
                buffers.forEach(buffer -> true, this::drainWithVictims);
                maximum = newMaximum;
                policy.setMaximum(newMaximum);
                preselecting = policy.isPreselecting();
                buffers.resize(newMaximum);
                shrinking = evictIfOver(null);
                return shrinking;
              });
      while (isOver) {
        LockSupport.parkNanos(this, TURN_NANOS);
        isOver = locked(this::evictForShrinking);
      }
    } finally {
      // After a failure, the next changes evict the rest.
      locked(this::endShrinking);
    }
    shrinkTable();
  }

  private boolean evictForShrinking() {
    shrinking = false;
    boolean isOver = evictIfOver(null);
    shrinking = isOver;
    return isOver;
  }

  private boolean endShrinking() {
    shrinking = false;
    return false;
  }

  /** Moves a table with far more bins than entries to a smaller one, a chunk at a time. */
  void shrinkTable() {
    whileMore(() -> table.shrink(policy.size(), BINS_PER_CHUNK));
    reconcileHandedOver();
  }

  /** Removes the entries that have expired; returns when to be called again. */
  long expire(long now) {
    ExpirySweepEvent event = FlightRecorder.isPresent() ? ExpirySweepEvent.begin(cacheName) : null;
    List<TimedNode<K, V>> owned = new ArrayList<>();
    long[] removed = new long[1];
    Throwable failure = null;
    int failures = 0;
    boolean more = true;
    while (more) {
      try {
        more = locked(() -> expireChunk(now, owned, removed));
      } catch (Throwable e) {
        failure = failure == null ? e : failure;
        // A failure does not end the pass. After {@code MAX_SKIPPED} failures the pass ends, and a
        // later call tries again.
        more = ++failures < MAX_SKIPPED;
      }
    }
    long[] next = new long[1];
    locked(
        () -> {
          for (TimedNode<K, V> node : owned) {
            if (!node.isDead()) {
              wheel.schedule(node);
            }
          }
          nextWake = wheel.nextWake();
          // Records that were made before did not know that the next wake is later now. A buffer
          // that seems to have no record may be getting one.
          buffers.forEach(buffer -> true, drainer);
          releaseVictimsIfFree();
          next[0] = nextWake;
          return false;
        });
    shrinkTable();
    if (event != null && removed[0] > 0) {
      event.finish(removed[0]);
    }
    rethrow(failure);
    return next[0];
  }

  private boolean expireChunk(long now, List<TimedNode<K, V>> owned, long[] removed) {
    drainAll();
    wheel.advance(now);
    for (int i = 0; i < CHUNK; i++) {
      TimedNode<K, V> node = wheel.poll();
      if (node == null) {
        return false;
      }
      if (!node.tryLock()) {
        // A thread that has only locked the node does not report it, so the node is scheduled
        // again. The owner of a hold reports the node when the hold ends.
        if (node.hold() == null) {
          owned.add(node);
        }
      } else {
        try {
          if (node.isExpired(now)) {
            removed[0]++;
          }
          expireLocked(node, now);
        } finally {
          if (node.state == Node.BUSY) {
            // Plain writes, because no stack may be left for a call.
            node.state = node.value == null ? Node.DEAD : Node.FREE;
          }
        }
      }
    }
    return true;
  }

  private void expireLocked(TimedNode<K, V> node, long now) {
    if (node.isExpired(now)) {
      retireLocked(node);
    } else {
      node.unlock();
      wheel.schedule(node);
    }
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
          policy.clear();
          oversized.clear();
          wheel.clear();
          buffers.forEach(
              buffer -> true,
              buffer -> {
                buffer.releaseVictims();
                buffer.drain(node -> {});
                buffer.endGrant();
              });
          granted = 0;
          return false;
        });
  }
}
