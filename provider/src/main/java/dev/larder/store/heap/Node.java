package dev.larder.store.heap;

import dev.larder.store.KeyHold;
import dev.larder.time.Ticker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One entry. It is linked into the chain of its bin and into the lists of the replacement policy.
 * {@link TimedNode} adds the deadline, {@link WeighedNode} the weight, and {@link AdaptiveNode} the
 * state of the adaptive policy.
 *
 * <p>One word encodes the ownership:
 *
 * <pre>
 *              lock                  hold
 *   FREE  ------------->  BUSY  ------------->  HELD     the value may be null: a reserved key
 *    ^  <-------------   / |                     |
 *    |     unlock       /  | unlock without      | unlock, or {@link #recover}
 *    |                 /   v a value             v
 *    +---------------------DEAD  <----------  (FREE or DEAD)
 * </pre>
 *
 * {@code BUSY} lasts for a few instructions without user code; the one exception is the comparison
 * of keys when a node joins a {@link TreeBin}. A thread that meets a busy node spins. {@code HELD}
 * lasts while user code runs; a thread that meets a held node waits for the {@link KeyHold}. {@code
 * DEAD} is final.
 */
class Node<K, V> {
  static final int FREE = 0;
  static final int BUSY = 1;
  static final int HELD = 2;
  static final int DEAD = 3;

  /** The hash of sentinels and forwarding nodes. */
  static final int NO_ENTRY = -1;

  /** The access time of a new entry. */
  static final int NEVER_ACCESSED = -1;

  private static final VarHandle VALUE = field("value", Object.class);
  private static final VarHandle NEXT = field("next", Node.class);
  private static final VarHandle STATE = field("state", int.class);
  private static final VarHandle HOLD = field("hold", KeyHold.class);

  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(Node.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Never negative for an entry: negative hashes mark sentinels and forwarding nodes. */
  final int hash;

  final @Nullable K key;

  // Read by any thread, written by the owner. The fields are visible in the package because an
  // owner whose stack has overflowed can still write a field, but can call no method.
  volatile @Nullable V value;
  volatile int state;
  volatile @Nullable KeyHold hold;

  // Read by any thread, written under the lock of the bin.
  private volatile @Nullable Node<K, V> next;

  /**
   * The logical time of the last access, in the terms of the replacement policy. Written by any
   * thread without a lock.
   */
  int accessTime = NEVER_ACCESSED;

  // Guarded by the policy lock.
  @Nullable Node<K, V> older;
  @Nullable Node<K, V> newer;

  Node(@Nullable K key, int hash) {
    this.key = key;
    this.hash = hash;
  }

  /** Returns the head of a ring of nodes: it has no key, and is its own neighbour. */
  static <K, V> Node<K, V> sentinel() {
    Node<K, V> node = new Node<>(null, NO_ENTRY);
    node.older = node;
    node.newer = node;
    return node;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  static <K, V> @Nullable Node<K, V>[] array(int length) {
    return new Node[length];
  }

  /** Returns the key of a node that is an entry. */
  final K entryKey() {
    K entryKey = key;
    if (entryKey == null) {
      throw new AssertionError("a sentinel is no entry");
    }
    return entryKey;
  }

  final @Nullable V value() {
    return value;
  }

  final void setValue(@Nullable V newValue) {
    VALUE.setRelease(this, newValue);
  }

  final @Nullable Node<K, V> next() {
    return next;
  }

  final void setNext(@Nullable Node<K, V> node) {
    NEXT.setRelease(this, node);
  }

  /** Returns the time at which the entry expires. */
  long deadline() {
    return Ticker.NEVER;
  }

  /** Returns whether the entry has expired at a time. Once true, it stays true for this value. */
  boolean isExpired(long now) {
    return false;
  }

  /** Sets the deadline. The owner calls it after it has set the value, see {@link HeapReads}. */
  void setDeadline(long deadline) {}

  /** Returns the weight of the entry, 1 if the bound is by entries. */
  int weight() {
    return 1;
  }

  void setWeight(int weight) {}

  /** Returns whether the policy has the node in one of its lists. Under the policy lock. */
  final boolean isLinked() {
    return newer != null;
  }

  /** Returns the weight that the policy counts for a linked node. Under the policy lock. */
  int linkedWeight() {
    return 1;
  }

  void setLinkedWeight(int weight) {}

  /** Returns what {@link AdaptivePolicy} keeps for the entry: hints, written without a lock. */
  int policyState() {
    return 0;
  }

  void setPolicyState(int state) {}

  final boolean isFree() {
    return state == FREE;
  }

  final boolean isDead() {
    return state == DEAD;
  }

  /** Returns the hold of a held node, null if the node is not held. */
  final @Nullable KeyHold hold() {
    return hold;
  }

  /** Locks the node, spinning while it is busy; returns false if it is held or dead. */
  final boolean lock() {
    for (int tries = 0; ; tries++) {
      if (tryLock()) {
        return true;
      }
      if (state > BUSY) {
        return false;
      }
      SpinLock.pause(tries);
    }
  }

  /** Locks the node if it is free. */
  final boolean tryLock() {
    return state == FREE && STATE.compareAndSet(this, FREE, BUSY);
  }

  /** Ends the ownership of a locked or held node: without a value it is dead from now on. */
  final void unlock() {
    HOLD.setRelease(this, null);
    // No call any more: if it overflowed the stack, the node would stay held without a hold.
    state = value == null ? DEAD : FREE;
  }

  /** Unlocks a node that was not held. */
  final void unlockEntry() {
    STATE.setRelease(this, value == null ? DEAD : FREE);
  }

  /** Turns the lock of a node, or a node that no other thread has seen, into a hold. */
  final void holdBy(KeyHold newHold) {
    HOLD.setRelease(this, newHold);
    STATE.setRelease(this, HELD);
  }

  /**
   * Unlocks a node whose hold has ended without an unlock, because the stack of its owner
   * overflowed. Exactly one thread succeeds; it has to report the node to {@link
   * Maintenance#onChanged}.
   *
   * @return false if the node is not in that state
   */
  final boolean recover() {
    KeyHold held = hold;
    if (state != HELD || held == null || !held.isOver()) {
      return false;
    }
    // The owner unlocks before it ends the hold. So it does not touch the node any more.
    if (!HOLD.compareAndSet(this, held, null)) {
      return false;
    }
    state = value == null ? DEAD : FREE;
    return true;
  }
}
