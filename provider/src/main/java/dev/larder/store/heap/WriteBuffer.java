package dev.larder.store.heap;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The changes of some threads that the policy does not know yet. A thread that fills its buffer
 * takes the policy lock for all of them at once (after Ding, Jiang and Zhang, "BP-Wrapper", ICDE
 * 2009): a lock that moves between cores moves the cache lines that it guards along.
 *
 * <p>A buffer holds records of changed nodes, and a grant of capacity under the bound. The grant
 * consists of credits, each for one addition, or of victims that the policy has preselected. An
 * addition evicts the next victim that was not used since, or else takes a credit.
 *
 * <p>The buffer is the lock that guards it. It may be taken under the policy lock, but not the
 * other way round.
 */
final class WriteBuffer<K, V> extends SpinLock {
  /**
   * The most additions that a grant is for: larger buffers raise the latency of waiting threads.
   */
  static final int CAPACITY = 16;

  /** Arrays are longer than needed, because the buffers of other threads may lie next to them. */
  private static final int MARGIN = 16;

  // Guarded by this lock. An addition needs a record for itself and one for its victim.
  private final @Nullable Node<K, V>[] records = nodes(2 * CAPACITY + MARGIN);
  private int recorded;
  private final @Nullable Node<K, V>[] victims = nodes(CAPACITY);
  private final int[] victimTimes = new int[CAPACITY + MARGIN];
  private int nextVictim;
  private int victimCount;
  private int credits;

  /** The capacity that the maintenance counts as granted; it changes under the policy lock. */
  private int grant;

  /** The number of the last refill, see {@link Maintenance}. Guarded by the policy lock. */
  private int refilledAt;

  /** Whether the buffer has records of additions that no grant covers. */
  private boolean overdrawn;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <K, V> @Nullable Node<K, V>[] nodes(int length) {
    return new Node[length];
  }

  /** Returns whether more nodes can be recorded. */
  boolean hasSpace(int more) {
    return recorded + more <= 2 * CAPACITY;
  }

  /** Returns whether some changes have been recorded, as far as is visible without the lock. */
  boolean hasRecords() {
    return recorded > 0;
  }

  /** Returns whether there are unused credits, as far as is visible without the lock. */
  boolean hasCredits() {
    return credits > 0;
  }

  boolean hasVictims() {
    return nextVictim < victimCount;
  }

  /** Returns whether an addition is recorded without a grant, as far as is visible. */
  boolean isOverdrawn() {
    return overdrawn;
  }

  void overdraw() {
    overdrawn = true;
  }

  void record(Node<K, V> node) {
    records[recorded++] = node;
  }

  /** Takes a credit if there is one. */
  boolean takeCredit() {
    if (credits == 0) {
      return false;
    }
    credits--;
    return true;
  }

  /** Adds the capacity that a removed entry had, whatever it was counted by. */
  void addCredit() {
    credits++;
  }

  /** Adds credits. Under the policy lock. */
  void grantCredits(int more) {
    credits += more;
    grant += more;
  }

  int grant() {
    return grant;
  }

  /**
   * Fills an empty set of victims from the policy. Under the policy lock.
   *
   * @param refill the number of this refill
   */
  void preselectVictims(ReplacementPolicy<K, V> policy, int refill) {
    if (hasVictims()) {
      return;
    }
    nextVictim = 0;
    victimCount = 0;
    refilledAt = refill;
    int most = Math.min(CAPACITY, policy.maxPreselected());
    while (victimCount < most) {
      Node<K, V> victim = policy.poll();
      if (victim == null) {
        return;
      }
      victims[victimCount] = victim;
      victimTimes[victimCount++] = victim.accessTime;
      grant++;
    }
  }

  int refilledAt() {
    return refilledAt;
  }

  /**
   * Takes out and locks the next victim that was not used since its selection. Those that were used
   * are recorded, so that the policy links them again. Returns null if there is none; else the
   * buffer has space for one more record.
   */
  @Nullable Node<K, V> lockVictim() {
    while (hasVictims() && hasSpace(2)) {
      int at = nextVictim++;
      Node<K, V> victim = victims[at];
      victims[at] = null;
      if (victim != null) {
        boolean isUsed = victim.accessTime != victimTimes[at];
        if (!isUsed && victim.tryLock()) {
          return victim;
        }
        if (!victim.isDead()) {
          record(victim);
        }
      }
    }
    return null;
  }

  /**
   * Ends the grant, but for the victims that are left. Under the policy lock, after a {@link
   * #drain}.
   *
   * @return by how much the granted capacity has changed
   */
  int endGrant() {
    overdrawn = false;
    credits = 0;
    int change = liveVictims() - grant;
    grant += change;
    return change;
  }

  /** Passes on all recorded nodes. A record is dropped only after the receiver has returned. */
  void drain(Consumer<Node<K, V>> receiver) {
    while (recorded > 0) {
      Node<K, V> node = records[recorded - 1];
      if (node != null) {
        receiver.accept(node);
      }
      records[--recorded] = null;
    }
  }

  /** Turns the victims that are left into records. Under the policy lock, between drains. */
  void releaseVictims() {
    while (hasVictims()) {
      int at = nextVictim++;
      Node<K, V> victim = victims[at];
      victims[at] = null;
      if (victim != null) {
        record(victim);
      }
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
