package dev.larder.store.heap;

import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.KeyHold;
import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.store.Transitions.Simple;
import dev.larder.store.Verb;
import dev.larder.time.Ticker;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A bounded hash table of entries, with least-recently-used eviction and a timing wheel.
 *
 * <h2>Structure</h2>
 *
 * A concurrent map leads from a key to its {@link Node}. A node is in one of these states:
 *
 * <pre>
 *   reserved      value null, hold set      the key is claimed, and there is no entry (yet)
 *   live          value set                 an entry, claimed while hold is set
 *   dead          value null, dead set      out of the table, or about to be taken out: start again
 * </pre>
 *
 * <h2>Exclusion</h2>
 *
 * The monitor of a node guards its state. It is held for a few instructions, and no user code runs
 * under it. User code runs while the node's {@link KeyHold} is set and the monitor is free: whoever
 * finds a hold leaves the monitor, waits for the hold to end, and starts again.
 *
 * <p>The policy lock guards the recency order and the timing wheel ({@link Bookkeeping}). It is
 * never held together with a monitor or while the table is touched, so there is no lock order to
 * get wrong, and no user code (not even {@code hashCode} of a key) runs under it.
 *
 * <p>A change is made under the monitor first; then {@link Bookkeeping#settle} brings the
 * bookkeeping in line with what the node is by then. Settling is idempotent and looks only at the
 * node's state, so settlements may come in any order.
 *
 * <h2>Readers</h2>
 *
 * They take no lock. A writer sets the value, then the deadline; a reader reads the value, the
 * deadline, and the value again, and starts over if it changed. So it never pairs an old value with
 * a new deadline; a new value with an old deadline can at worst look expired, and expiry is decided
 * under the monitor.
 *
 * <h2>The bound</h2>
 *
 * Who adds an entry evicts what is over the bound before it returns: there is at most one entry
 * over it per thread that is adding one. A claimed entry is passed over.
 */
final class HeapStore<K, V> implements Store<K, V> {
  private final StoreContext<K, V> context;
  private final ConcurrentHashMap<K, Node<K, V>> table = new ConcurrentHashMap<>();
  private final Bookkeeping<K, V> bookkeeping;
  private final boolean movesOnAccess;

  HeapStore(StoreContext<K, V> context) {
    this.context = context;
    this.movesOnAccess = context.movesOnAccess();
    this.bookkeeping = new Bookkeeping<>(context, this::discard);
  }

  @Override
  public @Nullable V read(K key) {
    Node<K, V> node = table.get(key);
    if (node == null) {
      return null;
    }
    while (true) {
      V value = node.value;
      if (value == null) {
        return null;
      }
      long deadline = node.deadline;
      if (node.value == value) {
        if (deadline != Ticker.NEVER || movesOnAccess) {
          long now = context.now();
          if (deadline <= now) {
            return null;
          }
          if (movesOnAccess) {
            move(node, deadline, context.deadline(Verb.READ, true, now));
          }
        }
        bookkeeping.noteRead(node);
        return value;
      }
    }
  }

  @Override
  public @Nullable V peek(K key) {
    Node<K, V> node = table.get(key);
    return node == null ? null : live(node);
  }

  private @Nullable V live(Node<K, V> node) {
    while (true) {
      V value = node.value;
      long deadline = node.deadline;
      if (node.value == value) {
        boolean alive = value != null && (deadline == Ticker.NEVER || deadline > context.now());
        return alive ? value : null;
      }
    }
  }

  @Override
  public void touch(K key, V seen, long deadline) {
    Node<K, V> node = table.get(key);
    if (node != null) {
      long old = node.deadline;
      // What has expired stays so, even if nobody has removed it yet.
      if (node.value == seen && old > context.now()) {
        move(node, old, deadline);
      }
    }
  }

  private void move(Node<K, V> node, long seen, long deadline) {
    if (deadline != StoreContext.UNCHANGED
        && deadline != seen
        && node.moveDeadline(seen, deadline)
        && deadline < seen) {
      settle(node);
    }
  }

  @Override
  public Change<V> apply(K key, Simple<V, ?> transition) {
    while (true) {
      Node<K, V> node = table.get(key);
      Change<V> change;
      if (node == null) {
        change = applyToAbsent(key, transition);
      } else {
        V value = transition.value();
        int weight = value == null ? 0 : context.weigh(key, value);
        change = applyTo(node, transition, weight);
      }
      if (change != null) {
        return change;
      }
    }
  }

  /** Null if an entry appeared meanwhile. */
  private @Nullable Change<V> applyToAbsent(K key, Simple<V, ?> transition) {
    Verb verb = transition.decide(null);
    V value = transition.value();
    if (!verb.stores() || value == null) {
      return Change.absent(verb);
    }
    long now = context.now();
    long deadline = context.deadline(verb, false, now);
    if (deadline <= now) {
      return new Change<>(verb, null, null, value, false);
    }
    Node<K, V> node = new Node<>(context.copyKey(key));
    node.value = value;
    node.deadline = deadline;
    node.weight = context.weigh(key, value);
    if (table.putIfAbsent(node.entryKey(), node) != null) {
      return null;
    }
    settle(node);
    return new Change<>(verb, null, null, value, true);
  }

  /**
   * Null if the node has died, was claimed, or changed meanwhile, and the operation starts again.
   */
  private @Nullable Change<V> applyTo(Node<K, V> node, Simple<V, ?> transition, int weight) {
    // Values are compared by user code, so outside the monitor, and the outcome is good as long as
    // the entry still holds the value that was compared.
    V compared = transition.comparesValues() ? live(node) : null;
    Verb comparison = transition.comparesValues() ? transition.decide(compared) : null;
    KeyHold held;
    Change<V> change = null;
    boolean unsettled = false;
    synchronized (node) {
      held = node.hold;
      if (!node.dead && held == null) {
        long now = context.now();
        V found = node.value;
        V before = node.deadline <= now ? null : found;
        if (comparison == null || compared == before) {
          Verb verb = comparison == null ? transition.decide(before) : comparison;
          long deadline = context.deadline(verb, before != null, now);
          long oldDeadline = node.deadline;
          int oldWeight = node.weight;
          V expired = before == null ? found : null;
          change = mutate(node, verb, transition.value(), weight, deadline, before, expired);
          unsettled = node.dead || node.weight != oldWeight || node.deadline < oldDeadline;
        }
      }
    }
    if (held != null) {
      held.await();
    } else if (node.dead) {
      remove(node);
    }
    if (unsettled) {
      settle(node);
    } else if (change != null && change.verb() != Verb.NONE) {
      bookkeeping.noteRead(node);
    }
    return change;
  }

  /** Carries out a verb, and removes what was found expired. Under the node's monitor. */
  private Change<V> mutate(
      Node<K, V> node,
      Verb verb,
      @Nullable V value,
      int weight,
      long deadline,
      @Nullable V before,
      @Nullable V expired) {
    boolean stored = false;
    if (verb.stores() && value != null) {
      long fresh = deadline;
      if (fresh == StoreContext.UNCHANGED) {
        fresh = before == null ? Ticker.NEVER : node.deadline;
      }
      stored = fresh == Ticker.NEVER || fresh > context.now();
      if (stored) {
        node.value = value;
        node.deadline = fresh;
        node.weight = weight;
      }
    } else if (verb == Verb.READ && before != null && deadline != StoreContext.UNCHANGED) {
      node.deadline = deadline;
    }
    boolean leaves = verb == Verb.REMOVE || (verb.stores() && !stored) || expired != null;
    if (leaves && !stored) {
      vacate(node);
    }
    return new Change<>(verb, before, expired, verb.stores() ? value : null, stored);
  }

  /** Takes the entry out of a node, which dies unless it is claimed. Under the node's monitor. */
  private static <K, V> void vacate(Node<K, V> node) {
    node.value = null;
    node.deadline = Ticker.NEVER;
    node.dead = node.hold == null;
  }

  private void remove(Node<K, V> node) {
    table.remove(node.entryKey(), node);
  }

  private void settle(Node<K, V> node) {
    bookkeeping.settle(node);
  }

  /** Evicts or expires an entry unless it is claimed; false if it is. */
  private boolean discard(Node<K, V> node, boolean evict) {
    synchronized (node) {
      V value = node.value;
      if (!node.dead) {
        if (node.hold != null || value == null) {
          return false;
        }
        boolean expired = node.deadline <= context.now();
        if (!expired && !evict) {
          return false;
        }
        vacate(node);
        tell(node.entryKey(), value, expired);
      }
    }
    remove(node);
    return true;
  }

  private void tell(K key, V value, boolean expired) {
    if (expired) {
      context.expired(key, value);
    } else {
      context.evicted(key, value);
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
  private HeapClaim claim(K key, boolean wait) {
    Object inherited = null;
    while (true) {
      Node<K, V> node = table.get(key);
      boolean fresh = node == null;
      if (node == null) {
        node = new Node<>(context.copyKey(key));
      }
      KeyHold held;
      synchronized (node) {
        if (!node.dead && node.hold == null) {
          // A fresh node is known to this thread alone, and published with its hold set.
          if (!fresh || table.putIfAbsent(node.entryKey(), node) == null) {
            return new HeapClaim(node, inherited);
          }
        }
        held = node.hold;
      }
      if (held == null) {
        remove(node);
      } else if (wait) {
        held.await();
        inherited = held.legacy() == null ? inherited : held.legacy();
      } else {
        return null;
      }
    }
  }

  @Override
  public Iterator<K> keys() {
    return new KeyIterator<>(table.values().iterator(), this::live);
  }

  @Override
  public void clear() {
    for (Node<K, V> node : table.values()) {
      KeyHold held;
      do {
        synchronized (node) {
          held = node.dead ? null : node.hold;
          if (held == null) {
            vacate(node);
          }
        }
        if (held != null) {
          held.await();
        }
      } while (held != null);
      remove(node);
      settle(node);
    }
  }

  @Override
  public long size() {
    return bookkeeping.isCounting() ? bookkeeping.size() : countEntries();
  }

  /** An unbounded store keeps no count: claimed keys without an entry are in the table too. */
  private long countEntries() {
    return table.values().stream().filter(node -> node.value != null).count();
  }

  @Override
  public void setMaximum(long maximum) {
    bookkeeping.setMaximum(maximum, table.values());
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
    table.clear();
    bookkeeping.close();
  }

  /** A hold of one node, with what was found there. */
  private final class HeapClaim implements Claim<V> {
    private final Node<K, V> node;
    private final KeyHold hold = new KeyHold(context.cacheName());
    private final @Nullable Object inherited;
    private final @Nullable V before;
    private final @Nullable V expired;
    private @Nullable V staged;
    private int stagedWeight;

    /** Under the node's monitor. */
    HeapClaim(Node<K, V> node, @Nullable Object inherited) {
      this.node = node;
      this.inherited = inherited;
      V found = node.value;
      boolean isExpired = node.deadline <= context.now();
      before = isExpired ? null : found;
      expired = isExpired ? found : null;
      node.hold = hold;
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
    public @Nullable Object inherited() {
      return inherited;
    }

    @Override
    public void stage(V value) {
      stagedWeight = context.weigh(node.entryKey(), value);
      staged = value;
    }

    @Override
    public Change<V> commit(Verb verb, @Nullable V value, long deadline) {
      if (value != null && staged != value) {
        stage(value);
      }
      int weight = value == null ? 0 : stagedWeight;
      synchronized (node) {
        return mutate(node, verb, value, weight, deadline, before, expired);
      }
    }

    @Override
    public void close() {
      synchronized (node) {
        node.hold = null;
        node.dead = node.value == null;
      }
      hold.release();
      if (node.dead) {
        remove(node);
      }
      settle(node);
    }
  }
}
