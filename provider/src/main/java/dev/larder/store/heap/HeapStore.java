package dev.larder.store.heap;

import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.EntrySnapshot;
import dev.larder.store.KeyHold;
import dev.larder.store.Operation;
import dev.larder.store.StackReserve;
import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.time.Ticker;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A bounded hash table of entries, with an order of eviction and a timing wheel.
 *
 * <h2>Structure</h2>
 *
 * One {@link Node} for an entry is link of the {@link Table}'s chains, of the {@link
 * ReplacementPolicy} of eviction and of the {@link TimingWheel} at once. A node is in one of these
 * states:
 *
 * <pre>
 *   reserved      value null, held          the key is claimed, and there is no entry (yet)
 *   live          value set                 an entry, claimed while held
 *   dead          value null                out of the table, or about to be taken out
 * </pre>
 *
 * <h2>Exclusion</h2>
 *
 * Who changes a node has it to itself, see {@link Node}: for a few instructions, or, while user
 * code runs, by a {@link KeyHold}. Whoever finds a hold waits for its end, and starts again.
 *
 * <p>The policy lock guards the links of order and wheel ({@link Maintenance}; a small cache lets a
 * new entry take the place of another without it, see {@link ExactLruList}), and the locks of bins
 * guard those of the chains ({@link Table}). The owner of such a lock never waits for a node: it
 * takes a node that is free, and passes over others. A thread that has locked a node takes no other
 * lock. So there is nothing to dead-lock, and no user code (not even {@code equals} or {@code
 * hashCode} of a key) runs under either.
 *
 * <p>A change is made in the node first; then {@link Maintenance#settle} brings the links in line
 * with what the node is by then. Settling is idempotent and looks only at the node's state, so
 * settlements may come in any order. A change of an entry's value needs none.
 *
 * <h2>Readers</h2>
 *
 * They take no lock. A writer sets the value, then the deadline; a reader reads the value, the
 * deadline, and the value again, and starts over if it changed. So it never pairs an old value with
 * a new deadline; a new value with an old deadline can at worst look expired, and expiry is decided
 * by who has the node to itself.
 *
 * <h2>The bound</h2>
 *
 * An entry is counted when it is settled, right after it was linked, and what is over the bound
 * goes then: the entries in the order never exceed it. An entry that somebody has to itself is
 * passed over.
 */
final class HeapStore<K, V> implements Store<K, V> {
  /** An access that moves a deadline by less than this part of the time to live is not noted. */
  private static final int SLACK_BITS = 10;

  private static final long MOST_SLACK = 1_000_000_000;

  /** What is due later than this after the recent time is alive, whatever the exact time. */
  private static final long CERTAIN = 1_000_000_000;

  private final StoreContext<K, V> context;
  private final Table<K, V> table = new Table<>(this::maintain);
  private final ReplacementPolicy<K, V> order;
  private final Maintenance<K, V> bookkeeping;
  private final EntryInsertion<K, V> insertion;

  // What the policy says of an access. They change together, seldom, and without a barrier: a
  // reader
  // that sees one of them too early asks the policy itself for the deadline.
  private boolean movesOnAccess;

  /** How long an entry lives after an access, in nanoseconds. */
  private long accessNanos;

  private long accessSlack;
  private final boolean weighted;
  private final boolean adaptive;
  private final boolean timed;

  HeapStore(StoreContext<K, V> context) {
    this.context = context;
    askForAccess();
    this.weighted = context.isWeighted();
    this.timed = context.canExpire();
    this.adaptive = context.isAdaptive();
    this.order =
        adaptive
            ? new AdaptivePolicy<>(context.maximum())
            : new LruPolicy<>(context.maximum(), weighted);
    this.bookkeeping = new Maintenance<>(context, table, order);
    this.insertion = new EntryInsertion<>(context, table, bookkeeping);
  }

  private void askForAccess() {
    boolean moves = context.movesOnAccess();
    accessNanos = moves ? context.deadline(Action.READ, true, 0) : Ticker.NEVER;
    accessSlack = Math.min(accessNanos >> SLACK_BITS, MOST_SLACK);
    movesOnAccess = moves;
  }

  @Override
  public void expiryChanged() {
    askForAccess();
  }

  private Node<K, V> node(K key, int hash) {
    if (weighted) {
      return adaptive ? new WeighedAdaptiveNode<>(key, hash) : new WeighedNode<>(key, hash);
    }
    if (timed) {
      return adaptive ? new TimedAdaptiveNode<>(key, hash) : new TimedNode<>(key, hash);
    }
    return adaptive ? new AdaptiveNode<>(key, hash) : new Node<>(key, hash);
  }

  @Override
  public @Nullable V read(K key) {
    Node<K, V> node = find(key);
    if (node == null) {
      return null;
    }
    V value = timed ? readTimed((TimedNode<K, V>) node) : node.value();
    if (value != null) {
      note(node);
    }
    return value;
  }

  /** The latest node of a key, dead or alive; null if there is none. */
  private @Nullable Node<K, V> find(K key) {
    Node<K, V> node = table.find(key, Table.hash(key));
    return node == null && context.isKeptUnequal(key) ? findCopy(key) : node;
  }

  private @Nullable Node<K, V> findCopy(K key) {
    K copy = context.copyKey(key);
    return table.find(copy, Table.hash(copy));
  }

  private void note(Node<K, V> node) {
    if (order.isStale(node)) {
      order.used(node);
      maintainIfDue();
    }
  }

  private void noteChange(Node<K, V> node) {
    if (order.isStale(node)) {
      order.changed(node);
      maintainIfDue();
    }
  }

  private void maintainIfDue() {
    if (order.isMaintenanceDue()) {
      maintain();
    }
  }

  private void maintain() {
    bookkeeping.maintain();
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

  /** Whether an entry with this deadline is alive; the clock is asked only if it could be over. */
  private boolean isAlive(long deadline) {
    return deadline == Ticker.NEVER
        || deadline - context.recently() > CERTAIN
        || deadline > context.now();
  }

  /** Moves the deadline after an access, unless it would hardly move; false if it has expired. */
  private boolean access(TimedNode<K, V> node) {
    while (true) {
      long seen = node.deadline();
      long ahead = Ticker.after(context.recently(), accessNanos) - seen;
      if (accessSlack > 2 * StoreContext.LAG
          && ahead >= 0
          && ahead < accessSlack - 2 * StoreContext.LAG) {
        return true;
      }
      long now = context.now();
      if (seen <= now) {
        return false;
      }
      long deadline = context.deadline(Action.READ, true, now);
      if (deadline == StoreContext.UNCHANGED) {
        return true; // the policy has just been changed
      }
      boolean hardlyMoves = deadline >= seen && deadline - seen <= accessSlack;
      if (hardlyMoves || move(node, seen, deadline)) {
        return true;
      }
    }
  }

  /** Null only if the entry is over for everybody, see {@link #isOver}. */
  @Override
  public @Nullable V peek(K key) {
    Node<K, V> node = find(key);
    if (node == null) {
      return null;
    }
    while (true) {
      V value = live(node);
      if (value != null || isOver(node)) {
        return value;
      }
    }
  }

  @Override
  public @Nullable EntrySnapshot<V> sight(K key) {
    Node<K, V> node = find(key);
    while (node != null) {
      V value = node.value();
      long deadline = node.deadline();
      int weight = node.countableWeight();
      if (node.value() == value) {
        return value != null && isAlive(deadline)
            ? new EntrySnapshot<>(value, deadline, weight)
            : null;
      }
    }
    return null;
  }

  /**
   * The value if it is alive. The order hears nothing of one that is found to be over: it is no
   * use.
   */
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
   * Whether there is no entry, or none that is alive, and sees to it that it stays so. Who has the
   * node to itself may have found the entry alive, and goes on from there: it is waited for.
   */
  private boolean isOver(Node<K, V> node) {
    // The clock first: who takes the node when it has been seen free looks at it later.
    long now = context.now();
    if (node.value() == null || node.deadline() == TimedNode.PAST) {
      return true;
    }
    if (node.isFree()) {
      return node.isOver(now);
    }
    KeyHold held = node.hold();
    if (held != null && held.isOwn()) {
      return node.deadline() <= now;
    }
    awaitRelease(node);
    return false;
  }

  @Override
  public boolean touch(K key, V seen, long nanos) {
    if (!(find(key) instanceof TimedNode<K, V> node)) {
      return false;
    }
    while (true) {
      // The deadline before the clock: so a late access does not undo one that has been later.
      long deadline = node.deadline();
      long now = context.now();
      if (node.value() != seen || deadline <= now) {
        return false;
      }
      if (move(node, deadline, Ticker.after(now, nanos))) {
        return true;
      }
    }
  }

  /** Moves the deadline for a reader, unless somebody else has moved it meanwhile. */
  private boolean move(TimedNode<K, V> node, long seen, long deadline) {
    boolean moved = deadline == seen || node.moveDeadline(seen, deadline);
    if (moved && deadline < seen) {
      bookkeeping.settle(node, 0);
    }
    return moved;
  }

  /**
   * {@inheritDoc}
   *
   * <p>An absent key is copied before it is added, and looked for again by its copy: a key that is
   * not equal to its copy may find no entry where the copy finds one, and then that entry is meant.
   */
  @Override
  public Change<V> apply(K key, Operation operation, @Nullable V value, @Nullable V expected) {
    Action verb = operation.decide(null, null);
    V added = verb.stores() ? value : null;
    K own = key;
    int hash = Table.hash(key);
    boolean isCopied = false;
    while (true) {
      Node<K, V> node = table.find(own, hash);
      Change<V> change;
      if (node != null && !node.isDead()) {
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
        change = added == null ? Change.of(verb, false, false) : add(own, hash, verb, added);
      }
      if (change != null) {
        return change;
      }
    }
  }

  /** Adds an entry for a key that is the store's own; null if an entry appeared meanwhile. */
  private @Nullable Change<V> add(K own, int hash, Action verb, V value) {
    // Counted from nothing, the deadline is how long the entry lives.
    long life = timed ? context.deadline(verb, false, 0) : Ticker.NEVER;
    if (life <= 0) {
      return new Change<>(verb, false, null, null, value, false);
    }
    Node<K, V> node = node(own, hash);
    node.setValue(value);
    node.setWeight(weigh(own, value));
    return insertion.insert(node, life) == null ? Change.of(verb, false, true) : null;
  }

  int weigh(K key, V value) {
    return weighted ? context.weigh(key, value) : 1;
  }

  /** Null if the node has died, was held, or changed meanwhile, and the operation starts again. */
  private @Nullable Change<V> applyTo(
      Node<K, V> node, Operation operation, @Nullable V value, @Nullable V expected) {
    if (operation == Operation.PUT_IF_ABSENT && node.hold() == null && live(node) != null) {
      noteChange(node);
      return Change.of(Action.NONE, true, false);
    }
    // Values are compared and weighed by user code, so before the node is locked; and the outcome
    // is good as long as the entry still holds the value that was compared.
    int weight = value == null ? 0 : weigh(node.entryKey(), value);
    V compared = operation.comparesValues() ? live(node) : null;
    Action compares = operation.comparesValues() ? operation.decide(compared, expected) : null;
    if (!node.lock()) {
      awaitRelease(node);
      return null;
    }
    V before = null;
    V expired = null;
    Action verb = Action.NONE;
    boolean stored = false;
    boolean sooner = false;
    int weightBefore = 0;
    int weightAfter = 0;
    // No call outside: where the stack ends, it would leave the node locked.
    try {
      weightBefore = node.countableWeight();
      V found = node.value();
      long deadlineBefore = node.deadline();
      long now = timed ? context.now() : 0;
      before = node.isOver(now) ? null : found;
      expired = before == null ? found : null;
      if (compares != null && compared != before) {
        node.unlockEntry();
        return null;
      }
      verb = compares == null ? operation.decide(before, null) : compares;
      long deadline = timed ? context.deadline(verb, before != null, now) : StoreContext.UNCHANGED;
      stored = mutate(node, verb, value, weight, deadline, before != null);
      sooner = node.deadline() < latest(deadlineBefore, now) && deadline != StoreContext.UNCHANGED;
      weightAfter = node.countableWeight();
      node.unlockEntry();
    } catch (Throwable e) {
      // Nor by a call here.
      node.state = node.value == null ? Node.DEAD : Node.FREE;
      throw e;
    }
    long more = weightAfter - (long) weightBefore;
    boolean isDead = node.isDead();
    try {
      if (verb != Action.NONE && !isDead) {
        noteChange(node);
      }
    } finally {
      if (more != 0 || sooner || isDead) {
        bookkeeping.settle(node, more);
      }
    }
    if (operation.returnsValue() || expired != null || !(stored || value == null)) {
      V after = verb.stores() ? value : null;
      return new Change<>(verb, before != null, before, expired, after, stored);
    }
    return Change.of(verb, before != null, stored);
  }

  /** The latest time that the wheel may have an entry at: a reader may just have moved it. */
  private long latest(long deadline, long now) {
    return movesOnAccess ? Math.max(deadline, Ticker.after(now, accessNanos)) : deadline;
  }

  /** Carries out a verb, and removes what is expired: by who has the node to itself. */
  boolean mutate(
      Node<K, V> node, Action verb, @Nullable V value, int weight, long deadline, boolean present) {
    boolean stored = false;
    if (verb.stores() && value != null) {
      long fresh = deadline;
      if (fresh == StoreContext.UNCHANGED) {
        fresh = present ? node.deadline() : Ticker.NEVER;
      }
      stored = fresh == Ticker.NEVER || fresh > context.now();
      if (stored) {
        node.setValue(value);
        // One that is unchanged may be moved by a reader at the same time.
        if (deadline != StoreContext.UNCHANGED || !present) {
          node.setDeadline(fresh);
        }
        node.setWeight(weight);
      }
    } else if (verb == Action.READ && present && deadline != StoreContext.UNCHANGED) {
      node.setDeadline(deadline);
    }
    boolean leaves = verb == Action.REMOVE || verb.stores() || !present;
    if (leaves && !stored) {
      node.setValue(null);
      // What was over stays so, for readers who come late.
      if (present) {
        node.setDeadline(Ticker.NEVER);
      }
    }
    return stored;
  }

  private static void awaitRelease(Node<?, ?> node) {
    KeyHold held = node.hold();
    if (held == null) {
      Thread.onSpinWait();
    } else {
      held.await();
    }
  }

  /**
   * A hold has ended.
   *
   * @param more by how much the entry's weight has changed
   * @param goesOn whether there was an entry before, and still is
   */
  void released(Node<K, V> node, long more, boolean goesOn) {
    try {
      if (goesOn) {
        noteChange(node);
      }
    } finally {
      // Expiry and eviction have passed the entry over while it was held.
      if (timed || more != 0 || !goesOn || bookkeeping.isOverBound()) {
        bookkeeping.settle(node, more);
      }
    }
  }

  @Override
  public Claim<V> claim(K key) {
    return claim(key, true);
  }

  @Override
  public @Nullable Claim<V> tryClaim(K key) {
    return claim(key, false);
  }

  @SuppressWarnings("NullAway") // null only if it may not wait
  private Claim<V> claim(K key, boolean wait) {
    StackReserve.requireForHold();
    K own = key;
    int hash = Table.hash(key);
    boolean isCopied = false;
    Object inherited = null;
    while (true) {
      Node<K, V> node = table.find(own, hash);
      if (node == null || node.isDead()) {
        if (!isCopied) {
          // As in apply: a copy may find an entry that its original does not.
          own = context.copyKey(key);
          hash = own == key ? hash : Table.hash(own);
          isCopied = true;
        }
        Claim<V> claim = claimAbsent(node(own, hash), inherited);
        if (claim != null) {
          return claim;
        }
      } else if (node.lock()) {
        return claimLocked(node, inherited);
      } else {
        KeyHold held = node.hold();
        if (held != null) {
          if (!wait) {
            return null;
          }
          held.await();
          inherited = held.legacy() == null ? inherited : held.legacy();
        }
      }
    }
  }

  /** Turns the lock into a hold, or ends it if there is no memory for that. */
  private Claim<V> claimLocked(Node<K, V> node, @Nullable Object inherited) {
    KeyHold hold = null;
    Claim<V> claim = null;
    try {
      hold = new KeyHold(context.cacheName());
      claim = new HeapClaim<>(this, node, hold, inherited, timed ? context.now() : 0);
      node.holdBy(hold);
      return claim;
    } finally {
      if (claim == null) {
        // Without a call: there may be no stack left for one.
        node.hold = null;
        node.state = node.value == null ? Node.DEAD : Node.FREE;
        if (hold != null) {
          hold.release();
        }
      }
    }
  }

  /** Reserves a key that has no entry; null if one appeared meanwhile. */
  private @Nullable Claim<V> claimAbsent(Node<K, V> node, @Nullable Object inherited) {
    KeyHold hold = new KeyHold(context.cacheName());
    boolean reserved = false;
    try {
      node.holdBy(hold);
      Claim<V> claim = new HeapClaim<>(this, node, hold, inherited, 0);
      reserved = insertion.insert(node) == null;
      return reserved ? claim : null;
    } finally {
      if (!reserved) {
        hold.release();
      }
    }
  }

  @Override
  public Iterator<K> keys() {
    return new KeyIterator<>(table, this::live);
  }

  @Override
  public void clear() {
    StackReserve.requireForHold();
    int bins = table.length();
    for (int bin = 0; bin < bins; bin++) {
      for (Node<K, V> node : table.collect(bin, bins)) {
        while (!node.lock() && !node.isDead()) {
          awaitRelease(node);
        }
        if (!node.isDead()) {
          int weight = node.countableWeight();
          node.setValue(null);
          node.unlock();
          bookkeeping.settle(node, -weight);
        }
      }
    }
    bookkeeping.shrinkTable();
  }

  @Override
  public long size() {
    return bookkeeping.size();
  }

  @Override
  public long count() {
    return weighted ? bookkeeping.count() : bookkeeping.size();
  }

  @Override
  public void setMaximum(long maximum) {
    bookkeeping.setMaximum(maximum);
  }

  @Override
  public long maximum() {
    return bookkeeping.maximum();
  }

  @Override
  public long expire(long now) {
    return bookkeeping.expire(now);
  }

  @Override
  public void close() {
    bookkeeping.close();
  }
}
