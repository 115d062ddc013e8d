package dev.larder.engine;

import dev.larder.event.Dispatcher.Pending;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.Transition;
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
    Change<V> change = engine.commit(key, claim, transition, null);
    committed.add(key);
    pending.add(engine.publish(key, change));
    engine.count(change, transition, start);
    return change;
  }

  /** Leaves what is not committed as it was, but for expiries found; a read counts all the same. */
  void abandon(Transition<V, ?> transition, long start) {
    claims.forEach(
        (key, claim) -> {
          if (!committed.contains(key)) {
            Change<V> change = engine.abandon(claim);
            pending.add(engine.publish(key, change));
            engine.count(change, transition, start);
          }
        });
  }

  /** Releases the keys, then delivers the events, then throws what failed. */
  void end(@Nullable Throwable failure) {
    close();
    Throwable first = failure;
    for (Pending<K, V> one : pending) {
      try {
        engine.deliver(one, null);
      } catch (RuntimeException | Error e) {
        first = first == null ? e : first;
      }
    }
    engine.deliver(null, first);
  }

  @Override
  public void close() {
    claims.values().forEach(Claim::close);
    claims.clear();
  }
}
