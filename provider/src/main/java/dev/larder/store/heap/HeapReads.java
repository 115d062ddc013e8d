package dev.larder.store.heap;

import dev.larder.store.EntrySnapshot;
import dev.larder.store.KeyHold;
import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreSettings;
import dev.larder.store.StoreSize;
import dev.larder.time.Ticker;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a {@link HeapStore} that change no value. The store inherits them, so that a
 * hit takes no delegating call.
 *
 * <h2>Readers</h2>
 *
 * A read needs no lock. If the policy lock is free, a reader may take it to move bins, or to do due
 * work of the policy. A writer sets the value, then the deadline. A reader reads the value, the
 * deadline, and the value again, and starts over if the value has changed. So the reader never
 * pairs an old value with a new deadline. With a new value and an old deadline, a live entry may
 * look expired. Then {@code read} returns null. All other operations decide on a node that is free
 * or that their thread owns.
 */
abstract class HeapReads<K, V> implements Store<K, V> {
  /** Passed to {@link SpinLock#pause}, so that the thread yields at once. */
  private static final int WAITS = 1_000;

  final StoreContext<K, V> context;
  final Table<K, V> table;
  final Maintenance<K, V> maintenance;
  final Deadlines<K, V> deadlines;
  final boolean timed;
  private final ReplacementPolicy<K, V> policy;

  HeapReads(StoreContext<K, V> context) {
    this.context = context;
    StoreSettings settings = context.settings();
    StoreSettings.Bound bound = settings.bound();
    this.timed = settings.canExpire();
    this.table = new Table<>(context::now, this::maintain);
    this.policy = ReplacementPolicy.of(bound.policy(), bound.maximum(), bound.weighted());
    this.maintenance = new Maintenance<>(context, settings, table, policy);
    this.deadlines = new Deadlines<>(context, maintenance);
  }

  @Override
  public final @Nullable V read(K key) {
    Node<K, V> node = find(key);
    if (node == null) {
      return null;
    }
    V value = timed ? readTimed((TimedNode<K, V>) node) : node.value();
    if (value != null) {
      recordRead(node);
    }
    return value;
  }

  /** Returns the latest node of a key, dead or alive, or null. */
  final @Nullable Node<K, V> find(K key) {
    Node<K, V> node = table.find(key, Table.hash(key));
    return node == null && context.isKeptUnequal(key) ? findCopy(key) : node;
  }

  private @Nullable Node<K, V> findCopy(K key) {
    K copy = context.copyKey(key);
    return table.find(copy, Table.hash(copy));
  }

  private void recordRead(Node<K, V> node) {
    if (policy.isStale(node)) {
      policy.recordRead(node);
      maintainIfDue();
    }
  }

  final void recordWrite(Node<K, V> node) {
    if (policy.isStale(node)) {
      policy.recordWrite(node);
      maintainIfDue();
    }
  }

  private void maintainIfDue() {
    if (policy.isMaintenanceDue()) {
      maintain();
    }
  }

  private void maintain() {
    maintenance.maintain();
  }

  private @Nullable V readTimed(TimedNode<K, V> node) {
    while (true) {
      V value = node.value();
      long deadline = node.deadline();
      if (node.value() == value) {
        boolean alive = value != null && deadlines.isAlive(deadline) && deadlines.access(node);
        return alive ? value : null;
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Before it returns false for an expired entry, waits for the owner of the node, see {@link
   * #isOver}.
   */
  @Override
  public final boolean contains(K key) {
    Node<K, V> node = find(key);
    if (node == null) {
      return false;
    }
    while (true) {
      if (live(node) != null) {
        return true;
      }
      if (isOver(node)) {
        return false;
      }
    }
  }

  /** {@inheritDoc} Waits as {@link #contains}. The version is the value itself. */
  @Override
  public final @Nullable EntrySnapshot<V> snapshot(K key) {
    Node<K, V> node = find(key);
    while (node != null) {
      V value = node.value();
      long deadline = node.deadline();
      int weight = node.weight();
      if (node.value() == value) {
        if (value != null && deadlines.isAlive(deadline)) {
          long left =
              deadline == Ticker.NEVER ? Ticker.NEVER : Math.max(0, deadline - context.now());
          return new EntrySnapshot<>(value, left, weight, value);
        }
        if (isOver(node)) {
          return null;
        }
      }
    }
    return null;
  }

  /** Returns the value of a live entry, or null. The policy does not count it as an access. */
  final @Nullable V live(Node<K, V> node) {
    while (true) {
      V value = node.value();
      long deadline = node.deadline();
      if (node.value() == value) {
        return value != null && deadlines.isAlive(deadline) ? value : null;
      }
    }
  }

  /**
   * Returns whether there is no live entry, and ensures that an expired one stays expired. Another
   * owner of the node may have found the entry alive and may act on that. So the method waits for
   * that owner, and returns false: the caller reads again.
   */
  private boolean isOver(Node<K, V> node) {
    // The clock is read before the state: a thread that locks the node afterwards reads a later
    // time.
    long now = context.now();
    if (node.value() == null || node.deadline() == TimedNode.PAST) {
      return true;
    }
    if (node.isFree()) {
      return node.isExpired(now);
    }
    KeyHold held = node.hold();
    if (held != null && held.isOwn()) {
      return node.deadline() <= now;
    }
    awaitRelease(node);
    return false;
  }

  @Override
  public final boolean touch(K key, Object version, long timeToLive) {
    Node<K, V> node = find(key);
    if (node == null
        || !(timed
            ? deadlines.touch((TimedNode<K, V>) node, version, timeToLive)
            : node.value() == version)) {
      return false;
    }
    recordRead(node);
    return true;
  }

  /** Waits for the owner of a node, and unlocks the node if the owner could not. */
  final void awaitRelease(Node<K, V> node) {
    KeyHold held = node.hold();
    if (held == null) {
      SpinLock.pause(WAITS);
      return;
    }
    held.await();
    if (node.recover()) {
      maintenance.onChanged(node, 0);
    }
  }

  /** {@inheritDoc} A page is one entry, so that it is fresh. */
  @Override
  public final Iterator<List<Map.Entry<K, V>>> pages() {
    return new EntryPages<>(table, this::live);
  }

  @Override
  public final StoreSize size() {
    return maintenance.size();
  }
}
