package dev.larder.store.heap;

import dev.larder.store.KeyHold;
import dev.larder.time.Ticker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One entry: a link of its bin's chain and of the order of eviction at once. {@link TimedNode} adds
 * what an entry that can expire needs, {@link WeighedNode} the weight. {@link HeapStore} describes
 * who may touch what.
 *
 * <p>Who has the entry to itself is said by one word:
 *
 * <pre>
 *              lock                  hold
 *   FREE  ------------->  BUSY  ------------->  HELD     value may be null: reserved, not an entry
 *    ^  <-------------   / |                     |
 *    |     unlock       /  | unlock without      | release
 *    |                 /   v a value             v
 *    +---------------------DEAD  <----------  (FREE or DEAD)
 * </pre>
 *
 * {@code BUSY} lasts for a few instructions, in which no user code runs, but for the comparison of
 * keys where one joins a {@link TreeBin}; who finds it spins. {@code HELD} lasts while user code
 * runs; who finds it waits for the {@link KeyHold}. {@code DEAD} is for good.
 */
class Node<K, V> {
  static final int FREE = 0;
  static final int BUSY = 1;
  static final int HELD = 2;
  static final int DEAD = 3;

  private static final VarHandle VALUE = field("value", Object.class);
  private static final VarHandle NEXT = field("next", Node.class);
  private static final VarHandle STATE = field("state", int.class);
  private static final VarHandle HOLD = field("hold", KeyHold.class);
  private static final VarHandle NEWER = field("newer", Node.class);

  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(Node.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Never negative for an entry: negative hashes mark what is no entry, see {@link Table}. */
  final int hash;

  final @Nullable K key;

  // Read by anyone; written by who has the entry to itself: directly, where no call can be made
  // any more because there may be no stack left for one.
  volatile @Nullable V value;
  volatile int state;
  volatile @Nullable KeyHold hold;

  // Read by anyone; written under the lock of the bin.
  private volatile @Nullable Node<K, V> next;

  /**
   * When the entry was last used, by the clock of the order, or where the order notes it: nowhere
   * yet if negative. Written by anyone, without a lock.
   */
  int stamp = -1;

  // Guarded by the policy lock, but for the marks of an ExactLruList.
  @Nullable Node<K, V> older;
  @Nullable Node<K, V> newer;

  Node(@Nullable K key, int hash) {
    this.key = key;
    this.hash = hash;
  }

  /** The head of a ring: it has no key, and is its own neighbour. */
  static <K, V> Node<K, V> sentinel() {
    Node<K, V> node = new Node<>(null, Table.NO_ENTRY);
    node.older = node;
    node.newer = node;
    return node;
  }

  /** The key of a node that is an entry. */
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

  /** When the entry expires. */
  long deadline() {
    return Ticker.NEVER;
  }

  /** Whether the entry is over at a time: then it stays so until it gets another value. */
  boolean isOver(long now) {
    return false;
  }

  /** Sets the deadline: after the value, see {@link HeapStore}. */
  void setDeadline(long deadline) {}

  /** What the entry counts for in the bound. */
  int weight() {
    return 1;
  }

  void setWeight(int weight) {}

  /** The same, but nothing if there is no entry: for who has it to itself. */
  final int countableWeight() {
    return value == null ? 0 : weight();
  }

  /** What the entry was counted with, see {@link #weight}; guarded by the policy lock. */
  int countedWeight() {
    return 1;
  }

  void setCountedWeight(int weight) {}

  /**
   * What {@link AdaptivePolicy} remembers of the entry: hints, written by anyone, without a lock.
   */
  int meta() {
    return 0;
  }

  void setMeta(int meta) {}

  final boolean isFree() {
    return state == FREE;
  }

  final boolean isDead() {
    return state == DEAD;
  }

  /** The hold if somebody holds the entry, and it has not just ended. */
  final @Nullable KeyHold hold() {
    return hold;
  }

  /** Marks the node as in an {@link ExactLruList}, unless it is in an order. */
  final boolean mark() {
    return NEWER.compareAndSet(this, null, this);
  }

  /** Takes the mark back, unless the node has come into another order. */
  final void unmark() {
    NEWER.compareAndSet(this, this, null);
  }

  /** Takes the entry for a few instructions; false if it is held or dead. */
  final boolean lock() {
    for (int tries = 0; ; tries++) {
      if (tryLock()) {
        return true;
      }
      if (state > BUSY) {
        return false;
      }
      Spin.pause(tries);
    }
  }

  /** Takes the entry if that is possible at once. */
  final boolean tryLock() {
    return state == FREE && STATE.compareAndSet(this, FREE, BUSY);
  }

  /** Lets go of a locked or held entry: without a value it is dead from now on. */
  final void unlock() {
    HOLD.setRelease(this, null);
    unlockEntry();
  }

  /** Lets go of a locked entry that nobody had held. */
  final void unlockEntry() {
    STATE.setRelease(this, value == null ? DEAD : FREE);
  }

  /** Turns the lock, or a node that nobody knows yet, into a hold. */
  final void holdBy(KeyHold newHold) {
    HOLD.setRelease(this, newHold);
    STATE.setRelease(this, HELD);
  }
}
