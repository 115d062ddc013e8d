package dev.larder.engine;

import dev.larder.event.Dispatcher.PendingEvents;
import dev.larder.event.Outbox;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * As many of the keys of a bulk operation as can be claimed at once. The thread waits for the first
 * key only, when it holds none of the others, and claims the others if they are free. So bulk
 * operations cannot deadlock, whatever the order of their keys. Keys that were not free remain for
 * another round. Used by one thread.
 */
final class ClaimedKeys<K, V> implements AutoCloseable {
  private final Engine<K, V> engine;
  private final Map<K, Claim<V>> claims = new LinkedHashMap<>();

  /** The claims in order, kept so that a failing {@code hashCode} of a key cannot lose one. */
  private final List<Claim<V>> held;

  /** By identity, because no code of a key may run once entries are written through. */
  private final IdentityHashMap<Claim<V>, Plan<K, V>> plans = new IdentityHashMap<>();

  private final Set<Claim<V>> committed = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<@Nullable PendingEvents<K, V>> pending = new ArrayList<>();

  /** Null if no synchronous listener is registered for evictions. */
  private final @Nullable Outbox<K, V> outbox;

  /** The first failure of a release. The other keys are released all the same. */
  private @Nullable Throwable failure;

  /** Claims the first key and all others that are free, and removes them from the given set. */
  ClaimedKeys(Engine<K, V> engine, Set<K> remaining) {
    this.engine = engine;
    // Allocated up front: a claim that could not be added to the list would never be released.
    this.held = new ArrayList<>(remaining.size());
    this.outbox = engine.components().dispatcher().openOutbox();
    try {
      for (Iterator<K> keys = remaining.iterator(); keys.hasNext(); ) {
        K key = keys.next();
        Claim<V> claim = held.isEmpty() ? engine.claim(key) : engine.tryClaim(key);
        if (claim != null) {
          held.add(claim);
          claims.put(key, claim);
          keys.remove();
        }
      }
    } catch (Throwable e) {
      closeAll();
      throw e;
    }
  }

  private void closeAll() {
    try {
      close();
    } finally {
      if (outbox != null) {
        outbox.close();
      }
    }
  }

  /**
   * A decided change of one entry.
   *
   * @param own the key for events
   */
  private record Plan<K, V>(K own, Transition<V, ?> transition, PlannedChange<V> planned) {}

  Map<K, Claim<V>> all() {
    return claims;
  }

  /** Runs the user code of a change. Whatever fails has to fail before the writer is called. */
  void plan(K key, Claim<V> claim, Transition<V, ?> transition) {
    K own = engine.eventKey(key);
    plans.put(claim, new Plan<>(own, transition, engine.decide(key, claim, transition)));
  }

  /**
   * Carries out a planned change, without the writer, and releases the key. The entry counts
   * against the bound with the release, so a bulk operation exceeds the bound by one entry at most.
   */
  Change<V> carryOut(K key, Claim<V> claim, long start) {
    Plan<K, V> plan = Objects.requireNonNull(plans.get(claim));
    Change<V> change = engine.carryOut(claim, plan.planned());
    if (change == null) {
      change = engine.commit(key, claim, plan.transition(), null);
    }
    committed.add(claim);
    engine.count(change, plan.transition().countsRead(), start);
    pending.add(engine.publish(plan.own(), change));
    release(claim);
    return change;
  }

  /** Runs a transition on a claimed key, without the writer, and releases the key. */
  Change<V> commit(K key, Claim<V> claim, Transition<V, ?> transition, long start) {
    plan(key, claim, transition);
    return carryOut(key, claim, start);
  }

  /** Leaves uncommitted entries as they were, except that expired ones are removed. */
  private void abandon(Transition<V, ?> transition, long start) {
    claims.forEach(
        (key, claim) -> {
          if (!committed.contains(claim)) {
            Change<V> change = engine.abandon(claim);
            engine.count(change, transition.countsRead(), start);
            pending.add(engine.publish(engine.eventKey(key), change));
          }
        });
  }

  /**
   * Leaves uncommitted entries as they were, releases all keys, and delivers the events. The keys
   * are released whatever fails.
   *
   * @param undone says whether a key that was not committed counts as read
   * @param failure what has failed so far, or null
   * @return the first failure, or null
   */
  @Nullable Throwable end(Transition<V, ?> undone, long start, @Nullable Throwable failure) {
    Throwable first = failure;
    try {
      try {
        abandon(undone, start);
      } finally {
        close();
      }
    } catch (Throwable e) {
      first = first == null ? e : first;
    }
    if (outbox != null) {
      pending.addAll(outbox.take());
      outbox.close();
    }
    try {
      engine.deliver(null, pending, first);
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  private void release(Claim<V> claim) {
    try {
      claim.close();
    } catch (Throwable e) {
      failure = failure == null ? e : failure;
    }
  }

  /** Releases every key that is still held, even if the release of another one fails. */
  @Override
  public void close() {
    for (Claim<V> claim : held) {
      if (!claim.hold().isOver()) {
        release(claim);
      }
    }
    held.clear();
    Engine.rethrow(failure);
  }
}
