package dev.larder.store.heap;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes that the policy does not know yet, made by the threads that share the buffer. The thread
 * that fills the buffer takes the policy lock once for all of them (after Ding, Jiang and Zhang,
 * "BP-Wrapper", ICDE 2009). Fewer acquisitions are cheaper, because the data that the lock guards
 * has to move to the core of each new owner.
 *
 * <p>A buffer holds records of changed nodes, and a grant of capacity under the bound. The grant
 * consists of credits, each for one addition, or of victims that the policy has preselected. An
 * addition takes a credit, or else evicts the next victim that was not used since its selection.
 * The capacity of a removed entry is free after the next {@link #drain}.
 *
 * <p>A cache without preselected victims uses buffers without a grant: threads hand changes over in
 * them to the owner of the policy lock.
 *
 * <p>The buffer is the lock that guards it. A thread may lock a buffer while it has the policy
 * lock, but not the other way round.
 */
final class WriteBuffer<K, V> extends SpinLock {
  /**
   * The most credits or victims of a grant. With more, a thread has the policy lock for longer, and
   * others wait.
   */
  static final int CAPACITY = 48;

  /** Arrays are longer than needed, because the buffers of other threads may lie next to them. */
  private static final int MARGIN = 16;

  // Guarded by this lock. An addition needs a record for itself and one for its victim.
  private final @Nullable Node<K, V>[] records = Node.array(2 * CAPACITY + MARGIN);
  private int recorded;

  /** The first record that has not been drained: 0 except while, or after a failure of, a drain. */
  private int nextRecord;

  private final @Nullable Node<K, V>[] victims = Node.array(CAPACITY);
  private final int[] victimTimes = new int[CAPACITY + MARGIN];
  private int nextVictim;
  private int victimCount;
  private int credits;

  /** The capacity that the maintenance counts as granted; it changes under the policy lock. */
  private int grant;

  /** The number of the last refill, see {@link Maintenance}. Guarded by the policy lock. */
  private int refilledAt;

  /** Whether there are records of removals. */
  private boolean removals;

  /** Whether the buffer has a change that was handed over: at most one between two drains. */
  private boolean overdrawn;

  /** Returns whether more nodes can be recorded. */
  boolean hasSpace(int more) {
    return recorded + more <= 2 * CAPACITY;
  }

  /** Returns whether some changes have been recorded, as far as is visible without the lock. */
  boolean hasRecords() {
    return nextRecord < recorded;
  }

  /** Returns whether there are unused credits, as far as is visible without the lock. */
  boolean hasCredits() {
    return credits > 0;
  }

  /** Returns whether there are unused credits or recorded changes, as far as is visible. */
  boolean mayHoldCapacity() {
    return hasCredits() || hasRecords();
  }

  boolean hasVictims() {
    return nextVictim < victimCount;
  }

  /** Returns whether a change was handed over, as far as is visible without the lock. */
  boolean isOverdrawn() {
    return overdrawn;
  }

  void overdraw() {
    overdrawn = true;
  }

  void record(Node<K, V> node) {
    records[recorded++] = node;
  }

  boolean takeCredit() {
    if (credits == 0) {
      return false;
    }
    credits--;
    return true;
  }

  /** Notes that a record is of a removal, whose capacity is free after the next drain. */
  void noteRemoval() {
    removals = true;
  }

  boolean hasRemovals() {
    return removals;
  }

  /** Adds credits. Under the policy lock. */
  void grantCredits(int more) {
    credits += more;
    grant += more;
  }

  /**
   * Takes victims from the policy, unless some are left. Under the policy lock.
   *
   * @param refill the number of this refill
   * @return by how much the granted capacity has grown; after a failure, {@link #endGrant} returns
   *     the rest
   */
  int preselectVictims(ReplacementPolicy<K, V> policy, int refill) {
    if (hasVictims()) {
      return 0;
    }
    nextVictim = 0;
    victimCount = 0;
    refilledAt = refill;
    int most = Math.min(CAPACITY, policy.maxPreselected());
    while (victimCount < most) {
      Node<K, V> victim = policy.poll();
      if (victim == null) {
        break;
      }
      victims[victimCount] = victim;
      victimTimes[victimCount++] = victim.accessTime;
    }
    grant += victimCount;
    return victimCount;
  }

  int refilledAt() {
    return refilledAt;
  }

  /**
   * Locks the next victim that was not used since its selection. The caller drops it after it has
   * evicted it. Victims that were used, or that other threads own, are dropped and recorded, so
   * that the policy links them again. Returns null if there is none; else the buffer has space for
   * two more records.
   */
  @Nullable Node<K, V> lockVictim() {
    while (hasVictims() && hasSpace(2)) {
      Node<K, V> victim = victims[nextVictim];
      if (victim != null) {
        boolean isUsed = victim.accessTime != victimTimes[nextVictim];
        if (!isUsed && victim.tryLock()) {
          return victim;
        }
        if (!victim.isDead()) {
          record(victim);
        }
      }
      dropVictim();
    }
    return null;
  }

  void dropVictim() {
    victims[nextVictim++] = null;
  }

  /**
   * Ends the grant, except for the victims that are left. Under the policy lock, after a {@link
   * #drain}.
   *
   * @return by how much the granted capacity has changed
   */
  int endGrant() {
    overdrawn = false;
    removals = false;
    credits = 0;
    int change = liveVictims() - grant;
    grant += change;
    return change;
  }

  /**
   * Passes on all recorded nodes in their order. A record is dropped only after the receiver has
   * returned.
   */
  void drain(Consumer<Node<K, V>> receiver) {
    while (nextRecord < recorded) {
      Node<K, V> node = records[nextRecord];
      if (node != null) {
        receiver.accept(node);
      }
      records[nextRecord++] = null;
    }
    nextRecord = 0;
    recorded = 0;
  }

  /**
   * Turns the victims that are left into records. Under the policy lock. The caller drains the
   * buffer before and after.
   */
  void releaseVictims() {
    while (hasVictims()) {
      Node<K, V> victim = victims[nextVictim];
      if (victim != null) {
        record(victim);
      }
      dropVictim();
    }
  }

  /** Returns how many of the victims are entries that the policy has not linked again. */
  int liveVictims() {
    int live = 0;
    for (int at = nextVictim; at < victimCount; at++) {
      Node<K, V> victim = victims[at];
      live += victim == null || victim.isDead() || victim.isLinked() ? 0 : 1;
    }
    return live;
  }
}
