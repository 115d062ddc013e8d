package dev.larder.store.heap;

import dev.larder.store.StoreSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries that the policy and the timing wheel know, and the bound of their weight. Guarded by
 * the policy lock, except where noted.
 *
 * <p>{@link #reconcile} links or unlinks a node by its present state. So reports of changes may be
 * repeated, and come in any order.
 *
 * <pre>
 *   headroom = maximum - weight of the linked entries - capacity granted to buffers
 * </pre>
 *
 * A grant covers the unused credits of a {@link WriteBuffer}, the additions that it has recorded,
 * and the victims that it has preselected. If the headroom is negative, {@link #evictIfOver} evicts
 * entries. It never waits for a node, but skips entries that other threads own. If that leaves the
 * bound exceeded, {@link #isOverBound} is set. The thread that ends the hold of such an entry sees
 * the flag, and reports the entry.
 */
final class LinkedEntries<K, V> {
  /** How many owned entries one eviction skips. */
  private static final int MAX_SKIPPED = 16;

  /** How many entries are evicted, or looked at for expiry, before other threads get the lock. */
  private static final int CHUNK = 256;

  /** Stands for an unbounded cache; half of the range, so that sums do not overflow. */
  private static final long UNBOUNDED = Long.MAX_VALUE / 2;

  /** While the bound is being lowered, a change evicts this many entries more than it adds. */
  private static final int EXTRA_EVICTIONS = 64;

  private final ReplacementPolicy<K, V> policy;
  private final @Nullable ExpirySchedule<K, V> expiry;
  private final StripedWriteBuffers<K, V> buffers;
  private final Removals<K, V> removals;
  private final boolean weighted;
  private final Consumer<Node<K, V>> reconciler = this::reconcile;
  private final Consumer<WriteBuffer<K, V>> drainer = this::drain;

  /** Written under the lock, read by any thread. */
  private volatile long maximum;

  /** The capacity granted to buffers. */
  private long granted;

  /**
   * Linked entries that are each heavier than the bound. They are evicted first, or later if
   * another thread owns them.
   */
  private final List<Node<K, V>> oversized = new ArrayList<>();

  /** Whether a thread is evicting the entries that exceed a lowered bound. */
  private boolean shrinking;

  /** Counts the reconciled nodes. */
  private int reconciled;

  /** Written under the lock, read by any thread. */
  private volatile boolean overBound;

  LinkedEntries(
      StoreSettings.Bound bound,
      ReplacementPolicy<K, V> policy,
      @Nullable ExpirySchedule<K, V> expiry,
      StripedWriteBuffers<K, V> buffers,
      Removals<K, V> removals) {
    this.policy = policy;
    this.expiry = expiry;
    this.buffers = buffers;
    this.removals = removals;
    this.weighted = bound.weighted();
    this.maximum = Math.min(bound.maximum(), UNBOUNDED);
  }

  /**
   * Returns whether the last eviction has left the bound exceeded: other threads own the entries,
   * or a further chunk is due. Called by any thread.
   */
  boolean isOverBound() {
    return overBound;
  }

  long headroom() {
    return maximum - policy.weight() - granted;
  }

  /** Counts capacity as granted to a buffer. */
  void grant(long capacity) {
    granted += capacity;
  }

  /** Returns how many nodes have been reconciled. The number may wrap around. */
  int reconciled() {
    return reconciled;
  }

  /** Links or unlinks a node, whatever it was before. */
  void reconcile(Node<K, V> node) {
    reconciled++;
    if (node.isDead()) {
      policy.remove(node);
      if (expiry != null) {
        expiry.cancel(node);
      }
    } else if (node.value() != null) {
      policy.add(node);
      if (expiry != null) {
        expiry.schedule(node);
      }
      if (weighted && node.weight() > maximum) {
        oversized.add(node);
      }
    }
  }

  /** Reconciles the nodes that a locked buffer has recorded, and ends its grant. */
  void drain(WriteBuffer<K, V> buffer) {
    buffer.drain(reconciler);
    granted += buffer.endGrant();
  }

  /** Returns the victims of a buffer to the policy too. */
  void drainWithVictims(WriteBuffer<K, V> buffer) {
    drain(buffer);
    buffer.releaseVictims();
    drain(buffer);
  }

  void drainAll() {
    buffers.forEach(WriteBuffer::hasRecords, drainer);
  }

  /**
   * Evicts a chunk of entries if the bound is exceeded.
   *
   * @param newest the node that the calling thread reports, or null. It is evicted itself if too
   *     few victims could be locked: the calling thread may hold all other entries.
   * @return whether more has to be evicted, and can be
   */
  boolean evictIfOver(@Nullable Node<K, V> newest) {
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

  /** Retires an entry if it is free, or is dead already. */
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
        // Assignments, because no stack may be left for a call.
        node.state = node.value == null ? Node.DEAD : Node.FREE;
      }
    }
    return isLocked || node.isDead();
  }

  /** Unlinks and retires a node that this thread has locked. */
  private void retireLocked(Node<K, V> node) {
    boolean isRetired = false;
    try {
      policy.remove(node);
      removals.reserve();
      removals.retire(node);
      isRetired = true;
    } finally {
      if (isRetired && removals.first == null) {
        removals.first = node;
      } else if (isRetired) {
        removals.others[removals.otherCount++] = node;
      } else {
        // The entry stays, because there is no memory for a hold, or no stack.
        node.hold = null;
        node.state = node.value == null ? Node.DEAD : Node.FREE;
        reconcile(node);
      }
    }
    if (expiry != null) {
      expiry.cancel(node);
    }
  }

  /** What a pass over the expired entries has done so far. */
  static final class ExpiryPass<K, V> {
    final long now;
    boolean isStarted;

    /** The nodes that other threads have locked: scheduled again at the end. */
    final List<TimedNode<K, V>> owned = new ArrayList<>();

    /** Whether another pass has a later time. Then the rest is left to the next pass. */
    boolean isOvertaken;

    /** The number of retired entries. */
    long removed;

    ExpiryPass(long now) {
      this.now = now;
    }
  }

  /**
   * Looks at a chunk of the entries that may have expired, and retires those that have. Returns
   * whether there are more.
   */
  boolean expireChunk(ExpirySchedule<K, V> schedule, ExpiryPass<K, V> pass) {
    if (!pass.isStarted) {
      drainAll();
      schedule.advance(pass.now);
      pass.isStarted = true;
    }
    for (int i = 0; i < CHUNK && schedule.hasMore() && !pass.isOvertaken; i++) {
      TimedNode<K, V> node = schedule.poll();
      if (node != null) {
        expire(schedule, node, pass);
      }
    }
    return schedule.hasMore() && !pass.isOvertaken;
  }

  private void expire(ExpirySchedule<K, V> schedule, TimedNode<K, V> node, ExpiryPass<K, V> pass) {
    if (!node.tryLock()) {
      // A thread that has only locked the node does not report it, so the node is scheduled again.
      // The owner of a hold reports the node when the hold ends.
      if (node.hold() == null) {
        pass.owned.add(node);
      }
      return;
    }
    try {
      if (node.isExpired(pass.now)) {
        pass.removed++;
        retireLocked(node);
      } else {
        node.unlock();
        schedule.scheduleAgain(node);
        pass.isOvertaken = schedule.isDue(node);
      }
    } finally {
      if (node.state == Node.BUSY) {
        // Assignments, because no stack may be left for a call.
        node.state = node.value == null ? Node.DEAD : Node.FREE;
      }
    }
  }

  /** Orders the entries in another way, with no victim taken out ahead. */
  void changeOrder() {
    buffers.forEach(buffer -> true, this::drainWithVictims);
    policy.changeOrder();
  }

  /** Sets the bound. The caller evicts the entries that exceed it. */
  void setMaximum(long bound) {
    buffers.forEach(buffer -> true, this::drainWithVictims);
    maximum = Math.min(bound, UNBOUNDED);
    policy.setMaximum(maximum);
    buffers.resize(maximum);
  }

  /** Evicts a chunk of the entries that exceed a lowered bound; returns whether more do. */
  boolean shrink() {
    shrinking = false;
    boolean isOver = evictIfOver(null);
    shrinking = isOver;
    return isOver;
  }

  void endShrinking() {
    shrinking = false;
  }

  void clear() {
    policy.clear();
    oversized.clear();
    if (expiry != null) {
      expiry.clear();
    }
    buffers.forEach(
        buffer -> true,
        buffer -> {
          buffer.releaseVictims();
          buffer.drain(node -> {});
          buffer.endGrant();
        });
    granted = 0;
  }
}
