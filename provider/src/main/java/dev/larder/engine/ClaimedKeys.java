package dev.larder.engine;

import dev.larder.event.Dispatcher.Pending;
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
 * As many keys as can be claimed at once. Only for the first is there any waiting, when nothing is
 * held yet; the others are taken if they are free. So bulk operations cannot lock each other out,
 * whatever the order of their keys; what was not free is left for another round.
 */
final class ClaimedKeys<K, V> implements AutoCloseable {
  private final Engine<K, V> engine;
  private final Map<K, Claim<V>> claims = new LinkedHashMap<>();

  /** All of them, known before a key's own code is called to sort them. */
  private final List<Claim<V>> held;

  /** By identity: once something is written, no code of a key must come between. */
  private final IdentityHashMap<Claim<V>, Plan<K, V>> plans = new IdentityHashMap<>();

  private final Set<Claim<V>> committed = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<@Nullable Pending<K, V>> pending = new ArrayList<>();

  /** Null if no synchronous listener hears of evictions. */
  private final @Nullable Outbox<K, V> outbox;

  /** What failed first when a key was released, which stops nothing. */
  private @Nullable Throwable failure;

  /** Claims what it can, and takes it out of the given set. */
  ClaimedKeys(Engine<K, V> engine, Set<K> remaining) {
    this.engine = engine;
    // Room for all, for a claim that cannot be noted would be held for ever.
    this.held = new ArrayList<>(remaining.size());
    this.outbox = engine.parts().dispatcher().openOutbox();
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
   * What shall become of a key.
   *
   * @param own the key as its event has it
   */
  private record Plan<K, V>(K own, Transition<V, ?> transition, PlannedChange<V> decision) {}

  Map<K, Claim<V>> all() {
    return claims;
  }

  /**
   * Has user code say all that it has to say about a key: what fails must fail before the writer.
   */
  void plan(K key, Claim<V> claim, Transition<V, ?> transition) {
    K own = engine.eventKey(key);
    plans.put(claim, new Plan<>(own, transition, engine.decide(key, claim, transition)));
  }

  /**
   * Carries out what was planned, without the writer, and releases the key: only then is it
   * counted, and makes room, so that one entry at most is beyond the bound, however many keys there
   * are.
   */
  Change<V> carryOut(K key, Claim<V> claim, long start) {
    Plan<K, V> plan = Objects.requireNonNull(plans.get(claim));
    Change<V> change = engine.carryOut(claim, plan.decision());
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

  /** Leaves what is not committed as it was, but for expiries found; a read counts all the same. */
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
   * Leaves what is not committed as it was, releases its keys, delivers the events, and answers
   * what failed first. The keys are released whatever fails.
   *
   * @param undone what counts for a key that was not committed
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
    }
    // All of them before any waiting for room, which they take, and which no one else would make.
    pending.replaceAll(engine.parts().dispatcher()::submit);
    for (Pending<K, V> one : pending) {
      try {
        engine.deliver(one, List.of(), null);
      } catch (Throwable e) {
        first = first == null ? e : first;
      }
    }
    return first;
  }

  private void release(Claim<V> claim) {
    try {
      claim.close();
    } catch (Throwable e) {
      failure = failure == null ? e : failure;
    }
  }

  /** Releases every key that is not released yet, whatever a key's own code does meanwhile. */
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
