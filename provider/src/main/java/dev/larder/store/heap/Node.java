package dev.larder.store.heap;

import dev.larder.store.KeyHold;
import dev.larder.time.Ticker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One entry: what the table maps the key to, and link of the recency order and the timing wheel at
 * once. {@link HeapStore} describes who may touch what.
 */
final class Node<K, V> {
  private static final VarHandle DEADLINE;

  static {
    try {
      DEADLINE = MethodHandles.lookup().findVarHandle(Node.class, "deadline", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final @Nullable K key;

  // Written under the node's monitor, value before deadline; read by anyone.
  volatile @Nullable V value;
  volatile long deadline = Ticker.NEVER;

  // Guarded by the node's monitor; dead and weight are also read under the policy lock, whose
  // holder sees the last writer's because each writer takes that lock afterwards.
  @Nullable KeyHold hold;
  boolean dead;
  int weight;

  // Guarded by the policy lock.
  int countedWeight;
  @Nullable Node<K, V> older;
  @Nullable Node<K, V> newer;
  long scheduledFor = Ticker.NEVER;
  @Nullable Node<K, V> timerBefore;
  @Nullable Node<K, V> timerAfter;

  Node(@Nullable K key) {
    this.key = key;
  }

  /** The head of a ring: it has no key, and is its own neighbour. */
  static <K, V> Node<K, V> sentinel() {
    Node<K, V> node = new Node<>(null);
    node.older = node;
    node.newer = node;
    node.timerBefore = node;
    node.timerAfter = node;
    return node;
  }

  /** The key of a node that is an entry. */
  K entryKey() {
    K entryKey = key;
    if (entryKey == null) {
      throw new AssertionError("a sentinel is no entry");
    }
    return entryKey;
  }

  /** Moves the deadline for a reader, who holds no lock and must not undo what a writer did. */
  boolean moveDeadline(long seen, long moved) {
    return DEADLINE.compareAndSet(this, seen, moved);
  }
}
