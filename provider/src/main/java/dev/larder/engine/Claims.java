package dev.larder.engine;

import dev.larder.event.Dispatcher;
import dev.larder.event.Dispatcher.PendingEvents;
import dev.larder.event.Outbox;
import dev.larder.expiry.Expiry;
import dev.larder.integration.Writer;
import dev.larder.statistics.Statistics;
import dev.larder.statistics.Statistics.Stripe;
import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.Conflicts;
import dev.larder.store.Failures;
import dev.larder.store.KeyHold;
import dev.larder.store.PlannedCommit;
import dev.larder.store.Store;
import dev.larder.store.StoreContext;
import dev.larder.time.Ticker;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The claims of keys of one cache, and the steps from a claim to the events and counts of its
 * change: the {@link Transition} decides, the writer writes, the store commits, events are queued,
 * the key is released, events are delivered.
 *
 * <p>If a loader, writer, processor or expiry policy fails, the entry stays as it was, except that
 * an expired entry is removed. A failing listener undoes nothing. Thread-safe.
 */
final class Claims<K, V> {
  final EngineComponents<K, V> components;
  final Store<K, V> store;

  /** The store if it keeps the age of values, else null. */
  private final @Nullable TimestampingStore<K, V> timestamping;

  private final Expiry<K, V> expiry;
  private final Statistics statistics;
  private final Dispatcher<K, V> dispatcher;
  private final Ticker ticker;
  private final @Nullable Writer<K, V> writer;
  private volatile boolean closed;

  /**
   * Creates the claims of an engine.
   *
   * @param timestamping the same store if it keeps the age of values, else null
   */
  Claims(
      EngineComponents<K, V> components,
      Store<K, V> store,
      @Nullable TimestampingStore<K, V> timestamping) {
    this.components = components;
    this.store = store;
    this.timestamping = timestamping;
    this.expiry = components.storage().expiry();
    this.statistics = components.services().statistics();
    this.dispatcher = components.services().dispatcher();
    this.ticker = components.services().ticker();
    this.writer = components.integration().writer();
  }

  /** Runs a transition on one entry, and returns its result. */
  @SuppressWarnings("NullAway") // the type of the result includes null if the transition returns it
  <R> R run(K key, Transition<V, R> transition) {
    return transition.result(apply(key, transition));
  }

  /** Runs a transition on one entry: counts the change, and delivers its events. */
  Change<V> apply(K key, Transition<V, ?> transition) {
    long start = statistics.start();
    Change<V> change;
    PendingEvents<K, V> pending = null;
    Throwable failure = null;
    boolean isCounted;
    K eventKey = eventKey(key);
    List<@Nullable PendingEvents<K, V>> evicted = List.of();
    KeyHold hold = new KeyHold(components.name());
    try (Outbox<K, V> outbox = dispatcher.openOutbox()) {
      try (Claim<V> claim = claim(key, hold)) {
        try {
          change = commit(key, claim, transition, transition.writesThrough() ? writer : null);
        } catch (Throwable e) {
          failure = e;
          change = abandonAfter(e, claim);
        }
        // Loads and processors have seen the entry, even if they failed.
        isCounted = failure == null || transition.countsFailure();
        try {
          pending = publish(eventKey, change);
        } catch (Throwable e) {
          failure = failure == null ? e : failure;
        }
      }
      evicted = outbox == null ? evicted : outbox.take();
    } finally {
      // Assignments: if the stack has overflowed, the release of the claim could not be called.
      if (!hold.ended) {
        hold.openHolds[0]--;
        hold.ended = true;
      }
    }
    if (isCounted) {
      count(change, transition.countsRead(), Statistics.since(start));
    }
    Failures.rethrow(
        dispatcher.deliver(pending, evicted, !KeyHold.isHeldByCurrentThread(), failure));
    return change;
  }

  /**
   * Claims a key.
   *
   * @param hold a new hold, which the calling frame ends in any case
   * @throws IllegalStateException if the cache is closed
   */
  Claim<V> claim(K key, KeyHold hold) {
    return requireOpen(Objects.requireNonNull(store.claim(key, hold, true)));
  }

  /** Claims those of many keys that are free, as {@link Store#tryClaimAll}. */
  void tryClaimAll(List<K> keys, List<KeyHold> holds, Collection<@Nullable Claim<V>> claims) {
    store.tryClaimAll(keys, holds, claims);
    if (closed) {
      throw closedWhileUsed();
    }
  }

  /** A closed store does not exclude other threads any more, so its claims must not be used. */
  private Claim<V> requireOpen(Claim<V> claim) {
    if (closed) {
      claim.close();
      throw closedWhileUsed();
    }
    return claim;
  }

  private IllegalStateException closedWhileUsed() {
    return new IllegalStateException(
        "cache '" + components.name() + "' was closed while it was being used");
  }

  /**
   * Decides, writes through and commits. If user code throws, the entry is unchanged.
   *
   * @param through the writer, null to not write through
   */
  Change<V> commit(
      K key, Claim<V> claim, Transition<V, ?> transition, @Nullable Writer<K, V> through) {
    Conflicts conflicts = new Conflicts(components.name());
    while (true) {
      PlannedCommit<V> planned = decide(key, claim, transition);
      V value = planned.value();
      if (through != null && planned.action() == Action.WRITE && value != null) {
        through.write(key, components.copies().value().apply(value));
      } else if (through != null && planned.action() == Action.REMOVE) {
        through.delete(key);
      }
      // The time to live counts from here, because the policy and the writer may have been slow.
      Change<V> change = planned.commit();
      if (change != null) {
        withdrawOutcome(claim, change);
        return change;
      }
      conflicts.pause();
    }
  }

  /** After a write or a removal, a value that was loaded before is not the entry's any more. */
  void withdrawOutcome(Claim<V> claim, Change<V> change) {
    if (change.action() == Action.WRITE || change.action() == Action.REMOVE) {
      claim.hold().publishOutcome(null);
    }
  }

  /** Runs all user code of a change but the writer. The entry is not changed yet. */
  PlannedCommit<V> decide(K key, Claim<V> claim, Transition<V, ?> transition) {
    V current = claim.current();
    Action action = transition.decide(claim);
    V value = action.stores() ? transition.value() : null;
    if (value != null) {
      claim.stage(value);
    }
    long own =
        action.stores() || action == Action.READ ? transition.timeToLive() : Expiry.UNCHANGED;
    return new PlannedCommit<>(
        claim,
        action,
        value,
        withinLimit(
            key,
            action,
            own == Expiry.UNCHANGED ? timeToLive(key, action, current, value, transition) : own));
  }

  /** Limits a time to live to what remains of the policy's time to live after the last write. */
  private long withinLimit(K key, Action action, long nanos) {
    // There is no limit without the age of values.
    long limit = timestamping == null ? Ticker.NEVER : expiry.limitAfterWrite();
    if (limit == Ticker.NEVER || nanos == Expiry.UNCHANGED) {
      return nanos;
    }
    TimestampedValue<V> found = action.stores() ? null : timestamped(key);
    long passed = found == null ? 0 : ticker.nanos() - found.written();
    return Math.min(nanos, Math.max(0, limit - passed));
  }

  private long timeToLive(
      K key, Action action, @Nullable V before, @Nullable V value, Transition<V, ?> transition) {
    long accessed = Expiry.UNCHANGED;
    if (before != null && (action == Action.READ || transition.accessed())) {
      accessed = expiry.onAccess(key, before);
    }
    if (!action.stores()) {
      return accessed;
    }
    if (before == null) {
      return expiry.onCreation(key, value);
    }
    long updated = expiry.onUpdate(key, value);
    return updated == Expiry.UNCHANGED ? accessed : updated;
  }

  /** Abandons a change after a failure. That failure is thrown even if this one fails too. */
  private Change<V> abandonAfter(Throwable failure, Claim<V> claim) {
    try {
      return abandon(claim);
    } catch (Throwable e) {
      if (e != failure) {
        failure.addSuppressed(e);
      }
      return Change.of(Action.NONE, claim.current() != null, false);
    }
  }

  /** Leaves the entry as it was, except that an expired entry is removed. */
  Change<V> abandon(Claim<V> claim) {
    Conflicts conflicts = new Conflicts(components.name());
    while (true) {
      Change<V> change = claim.commit(Action.NONE, null, StoreContext.UNCHANGED);
      if (change != null) {
        return change;
      }
      conflicts.pause();
    }
  }

  /** Queues the events of a change. The key is still claimed. */
  @Nullable PendingEvents<K, V> publish(K key, Change<V> change) {
    return dispatcher.isActive() ? dispatcher.publish(Consequences.events(key, change)) : null;
  }

  /** Returns the key for events: a copy, made before any change because the copy may fail. */
  K eventKey(K key) {
    return dispatcher.isActive() ? components.copies().key().apply(key) : key;
  }

  /**
   * Counts a change.
   *
   * @param nanos the duration of the operation in nanoseconds
   */
  void count(Change<V> change, boolean countsRead, long nanos) {
    Stripe stripe = statistics.stripe();
    if (stripe != null) {
      Consequences.count(stripe, change, countsRead, nanos);
    }
  }

  /** Returns a value with its age; null if there is no entry, or if the age is not kept. */
  @Nullable TimestampedValue<V> timestamped(K key) {
    return timestamping == null ? null : timestamping.timestamped(key);
  }

  boolean isClosed() {
    return closed;
  }

  /** Fails all later claims, and those that have not been used. */
  void close() {
    closed = true;
  }
}
