package dev.larder.store.heap;

import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.KeyHold;
import dev.larder.store.Operation;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreSettings;
import dev.larder.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * A bounded hash table of entries, with a replacement policy and a timing wheel.
 *
 * <h2>Structure</h2>
 *
 * The store has three parts. Each entry is one {@link Node}, to which all three refer:
 *
 * <pre>
 *   index         {@link Table}              finds the node of a key
 *   policy        {@link ReplacementPolicy}  orders the nodes by their value for the cache
 *   maintenance   {@link Maintenance}        keeps policy, {@link TimingWheel} and bound up to date
 * </pre>
 *
 * {@link HeapReads} has the operations that change no value, and says what a reader may see. {@link
 * Deadlines} tells when an entry expires.
 *
 * <p>A node is in one of these states:
 *
 * <pre>
 *   reserved      value null, held          the key is claimed, and has no entry
 *   entry         value set                 live until its deadline, then expired
 *   dead          value null, not held      never used again; unlinked from the chain soon
 * </pre>
 *
 * <h2>Exclusion</h2>
 *
 * A thread must own a node before it changes the value or the weight, see {@link Node}. It locks
 * the node for a few instructions ({@code BUSY}), or holds it while user code runs ({@code HELD},
 * by a {@link KeyHold}). Readers may move the deadline without owning the node, by compare-and-set.
 * A thread that has to change a held node waits for the end of the hold, and starts again. Reads,
 * evictions and expiry do not wait.
 *
 * <p>The policy lock guards policy, wheel and bound. The lock of a {@link WriteBuffer} guards its
 * records, and the lock of a bin guards the unlinking and moving of its nodes. An addition needs no
 * lock. A thread takes the policy lock before a lock of a buffer or a bin, and the lock of a node
 * last. The owner of the policy lock or of a buffer never waits for a node: it skips nodes that
 * other threads own. So the locks cannot deadlock. No user code runs under the policy lock or a
 * lock of a buffer or a bin, not even {@code equals} or {@code hashCode} of a key.
 *
 * <p>A thread changes the node first, unlocks it, and reports it to {@link Maintenance#onChanged}.
 */
final class HeapStore<K, V> extends HeapReads<K, V> {
  private final NodeFactory<K, V> nodes;
  private final boolean weighted;

  HeapStore(StoreContext<K, V> context) {
    super(context);
    StoreSettings settings = context.settings();
    this.nodes = NodeFactory.of(settings);
    this.weighted = settings.bound().weighted();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Before an entry is added, its key is copied, and the search is repeated with the copy. A key
   * may be unequal to its copy. If the copy finds an entry, the operation applies to that entry.
   */
  @Override
  public Change<V> apply(K key, Operation operation, @Nullable V value, @Nullable V expected) {
    Action onAbsent = operation.decide(null, null);
    V added = onAbsent.stores() ? value : null;
    K own = key;
    int hash = Table.hash(key);
    boolean isCopied = false;
    Node<K, V>[] bins = table.bins();
    while (true) {
      Node<K, V> head = table.headOf(bins, hash);
      Node<K, V> node = table.search(head, own, hash);
      Change<V> change = null;
      if (node != null && Table.isMatch(node) && !node.isDead()) {
        change = applyTo(node, operation, value, expected);
      } else {
        Node<K, V>[] moved = table.moved(head);
        if (moved != null) {
          bins = moved;
          continue;
        }
        if (!isCopied && (added != null || context.isKeptUnequal(key))) {
          own = context.copyKey(key);
          isCopied = true;
          if (own != key) {
            hash = Table.hash(own);
            continue;
          }
        }
        change = applyToAbsent(own, hash, onAbsent, added, bins, head, node);
      }
      if (change != null) {
        return change;
      }
    }
  }

  /**
   * Applies the operation to a key that has no live node: adds an entry if the action stores a
   * value.
   *
   * @param found a dead node of the key, or a node that is no match; null if no node has the hash
   * @return null if the bin has changed since the search, and the operation starts again
   */
  private @Nullable Change<V> applyToAbsent(
      K own,
      int hash,
      Action action,
      @Nullable V added,
      Node<K, V>[] bins,
      @Nullable Node<K, V> head,
      @Nullable Node<K, V> found) {
    if (added == null) {
      boolean isAbsent = table.isHead(bins, hash, head) || table.find(own, hash) == null;
      return isAbsent ? Change.of(action, false, false) : null;
    }
    long life = timed ? context.timeToLive(action, false) : Ticker.NEVER;
    if (life <= 0) {
      return new Change<>(action, false, null, null, added, false);
    }
    Node<K, V> node = nodes.create(own, hash);
    node.setValue(added);
    node.setWeight(weigh(own, added));
    maintenance.beforeAddition();
    boolean isAdded =
        found == null ? table.link(node, life, bins, head) : table.insert(node, life) == null;
    if (!isAdded) {
      return null;
    }
    maintenance.onChanged(node, 1);
    return Change.of(action, false, true);
  }

  int weigh(K key, V value) {
    return weighted ? context.weigh(key, value) : 1;
  }

  /** Returns null if the node has died, was held, or changed, and the operation starts again. */
  private @Nullable Change<V> applyTo(
      Node<K, V> node, Operation operation, @Nullable V value, @Nullable V expected) {
    if (operation == Operation.PUT_IF_ABSENT && node.hold() == null && live(node) != null) {
      recordWrite(node);
      return Change.of(Action.NONE, true, false);
    }
    // User code compares and weighs values, so that happens before the node is locked. The decision
    // is valid as long as the entry still holds the value that was compared.
    int weight = value == null ? 0 : weigh(node.entryKey(), value);
    V compared = operation.comparesValues() ? live(node) : null;
    Action decided = operation.comparesValues() ? operation.decide(compared, expected) : null;
    if (!node.lock()) {
      awaitRelease(node);
      return null;
    }
    V before = null;
    V expired = null;
    Action action = Action.NONE;
    boolean stored = false;
    boolean isReported = false;
    // No call of user code: it would run with the node locked.
    try {
      int weightBefore = node.weight();
      V found = node.value();
      long deadlineBefore = node.deadline();
      long now = timed ? context.now() : 0;
      before = node.isExpired(now) ? null : found;
      expired = before == null ? found : null;
      if (decided != null && compared != before) {
        node.unlockEntry();
        return null;
      }
      action = decided == null ? operation.decide(before, null) : decided;
      long deadline =
          timed
              ? Deadlines.of(context.timeToLive(action, before != null), now)
              : StoreContext.UNCHANGED;
      stored = change(node, action, value, weight, deadline, before != null);
      boolean isSooner =
          deadline != StoreContext.UNCHANGED
              && node.deadline() < deadlines.latestScheduled(deadlineBefore, now);
      isReported = isSooner || node.weight() != weightBefore;
      node.unlockEntry();
    } catch (Throwable e) {
      // An assignment, because no stack may be left for a call.
      node.state = node.value == null ? Node.DEAD : Node.FREE;
      throw e;
    }
    boolean isDead = node.isDead();
    try {
      if (action != Action.NONE && !isDead) {
        recordWrite(node);
      }
    } finally {
      if (isReported || isDead || maintenance.isOverBound()) {
        maintenance.onChanged(node, isDead ? -1 : 0);
      }
    }
    if (operation.returnsValue() || expired != null || !(stored || value == null)) {
      V after = action.stores() ? value : null;
      return new Change<>(action, before != null, before, expired, after, stored);
    }
    return Change.of(action, before != null, stored);
  }

  /** Carries out an action on an owned node, and removes an expired value. */
  private boolean change(
      Node<K, V> node,
      Action action,
      @Nullable V value,
      int weight,
      long deadline,
      boolean isPresent) {
    boolean stored = false;
    if (action.stores() && value != null) {
      long newDeadline = deadline;
      if (newDeadline == StoreContext.UNCHANGED) {
        newDeadline = isPresent ? node.deadline() : Ticker.NEVER;
      }
      stored = newDeadline == Ticker.NEVER || newDeadline > context.now();
      if (stored) {
        node.setValue(value);
        // An unchanged deadline is not written, because a reader may be moving it.
        if (deadline != StoreContext.UNCHANGED || !isPresent) {
          node.setDeadline(newDeadline);
        }
        node.setWeight(weight);
      }
    } else if (action == Action.READ && isPresent && deadline != StoreContext.UNCHANGED) {
      node.setDeadline(deadline);
    }
    boolean isRemoved = action == Action.REMOVE || action.stores() || !isPresent;
    if (isRemoved && !stored) {
      node.setValue(null);
      // The deadline of an expired entry stays, so that late readers still see it expired.
      if (isPresent) {
        node.setDeadline(Ticker.NEVER);
      }
    }
    return stored;
  }

  @Override
  public @Nullable Claim<V> claim(K key, KeyHold hold, boolean waits) {
    K own = key;
    int hash = Table.hash(key);
    boolean isCopied = false;
    while (true) {
      Node<K, V> node = table.find(own, hash);
      if (node == null || node.isDead()) {
        if (!isCopied) {
          // As in apply: a copy may find an entry that its original does not.
          own = context.copyKey(key);
          hash = own == key ? hash : Table.hash(own);
          isCopied = true;
        }
        Node<K, V> fresh = nodes.create(own, hash);
        HeapClaim claim = new HeapClaim(fresh, hold, 0);
        fresh.holdBy(hold);
        maintenance.beforeAddition();
        if (table.insert(fresh, Ticker.NEVER) == null) {
          return claim;
        }
      } else if (node.lock()) {
        try {
          HeapClaim claim = new HeapClaim(node, hold, timed ? context.now() : 0);
          node.holdBy(hold);
          return claim;
        } finally {
          if (node.state == Node.BUSY) {
            // Assignments, because no stack may be left for a call.
            node.hold = null;
            node.state = node.value == null ? Node.DEAD : Node.FREE;
          }
        }
      } else {
        KeyHold held = node.hold();
        if (held != null) {
          if (!waits && !held.isOver()) {
            return null;
          }
          awaitRelease(node);
          hold.inherit(held);
        }
      }
    }
  }

  /** The claim of one node, with the values that were found there. */
  private final class HeapClaim implements Claim<V> {
    private final Node<K, V> node;
    private final KeyHold hold;
    private final @Nullable V before;
    private final @Nullable V expired;
    private @Nullable V staged;
    private int stagedWeight;
    private final int weightBefore;

    HeapClaim(Node<K, V> node, KeyHold hold, long now) {
      this.node = node;
      this.hold = hold;
      this.weightBefore = node.weight();
      V found = node.value();
      boolean isExpired = node.isExpired(now);
      before = isExpired ? null : found;
      expired = isExpired ? found : null;
    }

    @Override
    public @Nullable V current() {
      return before;
    }

    @Override
    public KeyHold hold() {
      return hold;
    }

    @Override
    public void stage(V value) {
      stagedWeight = weigh(node.entryKey(), value);
      staged = value;
    }

    @Override
    public Change<V> commit(Action action, @Nullable V value, long timeToLive) {
      if (value != null && staged != value) {
        stage(value);
      }
      boolean isTimeless = timeToLive == StoreContext.UNCHANGED || timeToLive == Ticker.NEVER;
      long deadline = isTimeless ? timeToLive : Ticker.after(context.now(), timeToLive);
      boolean stored = change(node, action, value, stagedWeight, deadline, before != null);
      V after = action.stores() ? value : null;
      return new Change<>(action, before != null, before, expired, after, stored);
    }

    @Override
    public void close() {
      if (node.hold() != hold) {
        // An earlier call of this method has unlocked the node, and failed after that.
        hold.release();
        return;
      }
      boolean wasEntry = before != null || expired != null;
      boolean isEntry = node.value() != null;
      node.unlock();
      hold.release();
      if (wasEntry && isEntry) {
        recordWrite(node);
      }
      // Eviction and expiry skip a held entry, so the node may have to be reported although it is
      // unchanged.
      if (timed
          || wasEntry != isEntry
          || !isEntry
          || node.weight() != weightBefore
          || maintenance.isOverBound()) {
        maintenance.onChanged(node, (isEntry ? 1 : 0) - (wasEntry ? 1 : 0));
      }
    }
  }

  @Override
  public void clear() {
    int bins = table.length();
    for (int bin = 0; bin < bins; bin++) {
      for (Node<K, V> node : table.collect(bin, bins)) {
        boolean isLocked = node.lock();
        while (!isLocked && !node.isDead()) {
          awaitRelease(node);
          isLocked = node.lock();
        }
        if (isLocked) {
          // Assignments: a call could overflow the stack, and leave the node locked.
          node.value = null;
          node.state = Node.DEAD;
          maintenance.onChanged(node, -1);
        }
      }
    }
    maintenance.shrinkTable();
  }

  @Override
  public void expiryChanged() {
    deadlines.expiryChanged();
  }

  @Override
  public void setMaximum(long maximum) {
    maintenance.setMaximum(maximum);
  }

  @Override
  public long expire() {
    long now = context.now();
    long next = maintenance.expire(now);
    return next == Ticker.NEVER ? Ticker.NEVER : Math.max(0, next - now);
  }

  @Override
  public void close() {
    maintenance.close();
  }
}
