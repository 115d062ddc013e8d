package dev.larder.engine;

import dev.larder.event.Dispatcher.Pending;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * As many keys as can be claimed at once. Only for the first is there any waiting, when nothing is
 * held yet; the others are taken if they are free. So bulk operations cannot lock each other out,
 * whatever the order of their keys; what was not free is left for another round.
 */
final class Claims<K, V> implements AutoCloseable {
  private final Engine<K, V> engine;
  private final Map<K, Claim<V>> claims = new LinkedHashMap<>();
  private final Set<K> committed = new HashSet<>();
  private final List<@Nullable Pending<K, V>> pending = new ArrayList<>();

  /** Claims what it can, and takes it out of the given set. */
  Claims(Engine<K, V> engine, Set<K> remaining) {
    this.engine = engine;
    try {
      for (Iterator<K> keys = remaining.iterator(); keys.hasNext(); ) {
        K key = keys.next();
        Claim<V> claim =
            claims.isEmpty() ? engine.store().claim(key) : engine.store().tryClaim(key);
        if (claim != null) {
          claims.put(key, claim);
          keys.remove();
        }
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  Map<K, Claim<V>> all() {
    return claims;
  }

  /** Runs a transition on a claimed key, without the writer; the claim goes on. */
  Change<V> commit(K key, Claim<V> claim, Transition<V, ?> transition, long start) {
    K own = engine.eventKey(key);
    Change<V> change = engine.commit(key, claim, transition, null);
    committed.add(key);
    pending.add(engine.publish(own, change));
    engine.count(change, transition.countsRead(), start);
    return change;
  }

  /** Leaves what is not committed as it was, but for expiries found; a read counts all the same. */
  private void abandon(Transition<V, ?> transition, long start) {
    claims.forEach(
        (key, claim) -> {
          if (!committed.contains(key)) {
            Change<V> change = engine.abandon(claim);
            engine.count(change, transition.countsRead(), start);
            pending.add(engine.publish(engine.eventKey(key), change));
          }
        });
  }

  /**
   * Leaves what is not committed as it was, releases the keys, delivers the events, and throws what
   * failed first. The keys are released whatever fails.
   *
   * @param undone what counts for a key that was not committed
   */
  void end(Transition<V, ?> undone, long start, @Nullable Throwable failure) {
    Throwable first = failure;
    try {
      try {
        abandon(undone, start);
      } finally {
        close();
      }
    } catch (RuntimeException | Error e) {
      first = first == null ? e : first;
    }
    for (Pending<K, V> one : pending) {
      try {
        engine.deliver(one, null);
      } catch (RuntimeException | Error e) {
        first = first == null ? e : first;
      }
    }
    engine.rethrow(first);
  }

  /** Releases every key, whatever a key's own code does meanwhile. */
  @Override
  public void close() {
    Throwable failure = null;
    for (Claim<V> claim : claims.values()) {
      try {
        claim.close();
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }
    claims.clear();
    engine.rethrow(failure);
  }
}
