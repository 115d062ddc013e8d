package dev.larder.store.heap;

import dev.larder.EvictionPolicy;
import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.EntrySnapshot;
import dev.larder.store.KeyHold;
import dev.larder.store.Operation;
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
 * A node is in one of these states:
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
final class HeapStore<K, V> implements Store<K, V> {
  /** An access that moves a deadline by less than this part of the time to live is skipped. */
  private static final int SLACK_BITS = 10;

  private static final long MAX_SLACK_NANOS = 1_000_000_000;

  /**
   * A deadline this far past the cached time cannot have passed yet, so the clock need not be read.
   */
  private static final long CERTAIN_NANOS = 1_000_000_000;

  /** Passed to {@link SpinLock#pause}, so that the thread yields at once. */
  private static final int WAITS = 1_000;

  private final StoreContext<K, V> context;
  private final Table<K, V> table;
  private final ReplacementPolicy<K, V> policy;
  private final Maintenance<K, V> maintenance;
  private final NodeFactory<K, V> nodes;

  // How an access moves the deadline. The fields are plain because they seldom change. A reader
  // that sees a mix of old and new fields skips at most a small move.
  private boolean movesOnAccess;

  /** How long an entry lives after an access, in nanoseconds. */
  private long accessNanos;

  private long accessSlackNanos;
  private final boolean weighted;
  private final boolean timed;

  HeapStore(StoreContext<K, V> context) {
    this.context = context;
    StoreSettings settings = context.settings();
    StoreSettings.Bound bound = settings.bound();
    this.weighted = bound.weighted();
    this.timed = settings.canExpire();
    this.table = new Table<>(context::now, this::maintain);
    this.policy = ReplacementPolicy.of(bound.policy(), bound.maximum(), weighted);
    this.maintenance = new Maintenance<>(context, settings, table, policy);
    this.nodes = NodeFactory.of(settings);
    expiryChanged();
  }

  /** Creates the nodes of one store, of the smallest class that has the fields it needs. */
  private interface NodeFactory<K, V> {
    Node<K, V> create(K key, int hash);

    static <K, V> NodeFactory<K, V> of(StoreSettings settings) {
      boolean isAdaptive = settings.bound().policy() == EvictionPolicy.ADAPTIVE;
      if (settings.bound().weighted()) {
        return isAdaptive ? WeighedAdaptiveNode::new : WeighedNode::new;
      }
      if (settings.canExpire()) {
        return isAdaptive ? TimedAdaptiveNode::new : TimedNode::new;
      }
      return isAdaptive ? AdaptiveNode::new : Node::new;
    }
  }

  @Override
  public void expiryChanged() {
    long nanos = context.timeToLive(Action.READ, true);
    boolean moves = nanos != StoreContext.UNCHANGED;
    accessNanos = moves ? nanos : Ticker.NEVER;
    accessSlackNanos = Math.min(accessNanos >> SLACK_BITS, MAX_SLACK_NANOS);
    movesOnAccess = moves;
  }

  @Override
  public @Nullable V read(K key) {
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
  private @Nullable Node<K, V> find(K key) {
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

  private void recordWrite(Node<K, V> node) {
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
        boolean alive = value != null && isAlive(deadline) && (!movesOnAccess || access(node));
        return alive ? value : null;
      }
    }
  }

  /**
   * Returns whether an entry with this deadline is alive. Reads the clock only if the deadline may
   * have passed.
   */
  private boolean isAlive(long deadline) {
    return deadline == Ticker.NEVER
        || deadline - context.recently() > CERTAIN_NANOS
        || deadline > context.now();
  }

  /**
   * Moves the deadline after an access, unless the move is shorter than the slack. Returns false if
   * the deadline has passed.
   */
  private boolean access(TimedNode<K, V> node) {
    while (true) {
      long seen = node.deadline();
      long ahead = Ticker.after(context.recently(), accessNanos) - seen;
      if (accessSlackNanos > 2 * StoreContext.LAG
          && ahead >= 0
          && ahead < accessSlackNanos - 2 * StoreContext.LAG) {
        return true;
      }
      long now = context.now();
      if (seen <= now) {
        return false;
      }
      long nanos = context.timeToLive(Action.READ, true);
      if (nanos == StoreContext.UNCHANGED) {
        return true; // the expiry policy has just been changed
      }
      long deadline = Ticker.after(now, nanos);
      boolean hardlyMoves = deadline >= seen && deadline - seen <= accessSlackNanos;
      if (hardlyMoves || move(node, seen, deadline)) {
        return true;
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
  public boolean contains(K key) {
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
  public @Nullable EntrySnapshot<V> snapshot(K key) {
    Node<K, V> node = find(key);
    while (node != null) {
      V value = node.value();
      long deadline = node.deadline();
      int weight = node.weight();
      if (node.value() == value) {
        if (value != null && isAlive(deadline)) {
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
  private @Nullable V live(Node<K, V> node) {
    while (true) {
      V value = node.value();
      long deadline = node.deadline();
      if (node.value() == value) {
        return value != null && isAlive(deadline) ? value : null;
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
  public boolean touch(K key, Object version, long timeToLive) {
    Node<K, V> node = find(key);
    if (node == null
        || !(timed ? move((TimedNode<K, V>) node, version, timeToLive) : node.value() == version)) {
      return false;
    }
    recordRead(node);
    return true;
  }

  private boolean move(TimedNode<K, V> node, Object version, long timeToLive) {
    while (true) {
      // The deadline is read before the clock. If another access moves the deadline in between, the
      // compare-and-set fails, so an older time does not replace a newer one.
      long deadline = node.deadline();
      long now = context.now();
      if (node.value() != version || deadline <= now) {
        return false;
      }
      if (timeToLive == StoreContext.UNCHANGED
          || move(node, deadline, Ticker.after(now, timeToLive))) {
        return true;
      }
    }
  }

  /** Moves the deadline for a reader, unless another thread has moved it meanwhile. */
  private boolean move(TimedNode<K, V> node, long seen, long deadline) {
    boolean moved = deadline == seen || node.moveDeadline(seen, deadline);
    if (moved && deadline < seen) {
      maintenance.onChanged(node, 0);
    }
    return moved;
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
    while (true) {
      Node<K, V>[] bins = table.bins(hash);
      Node<K, V> head = table.headOf(bins, hash);
      Node<K, V> node = table.search(head, own, hash);
      Change<V> change = null;
      if (node != null && Table.isMatch(node) && !node.isDead()) {
        change = applyTo(node, operation, value, expected);
      } else {
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
              ? deadline(context.timeToLive(action, before != null), now)
              : StoreContext.UNCHANGED;
      stored = change(node, action, value, weight, deadline, before != null);
      boolean isSooner =
          deadline != StoreContext.UNCHANGED
              && node.deadline() < latestScheduled(deadlineBefore, now);
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

  /** Returns the end of a time to live that begins now. */
  private static long deadline(long timeToLive, long now) {
    return timeToLive == StoreContext.UNCHANGED
        ? StoreContext.UNCHANGED
        : Ticker.after(now, timeToLive);
  }

  /**
   * Returns the latest time for which the wheel may have scheduled a node. A reader may have moved
   * the deadline since it was read.
   */
  private long latestScheduled(long deadline, long now) {
    return movesOnAccess ? Math.max(deadline, Ticker.after(now, accessNanos)) : deadline;
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

  /** Waits for the owner of a node, and unlocks the node if the owner could not. */
  private void awaitRelease(Node<K, V> node) {
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

  /** {@inheritDoc} A page is one entry, so that it is fresh. */
  @Override
  public Iterator<List<Map.Entry<K, V>>> pages() {
    return new EntryPages<>(table, this::live);
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
  public StoreSize size() {
    return maintenance.size();
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
