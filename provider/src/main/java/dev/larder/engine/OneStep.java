package dev.larder.engine;

import dev.larder.event.Dispatcher;
import dev.larder.event.Dispatcher.PendingEvents;
import dev.larder.event.Outbox;
import dev.larder.statistics.Statistics;
import dev.larder.store.Change;
import dev.larder.store.Failures;
import dev.larder.store.KeyHold;
import dev.larder.store.Operation;
import dev.larder.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Operations without user code that the store runs in one step, on many keys or with listeners. The
 * store reports each change of a key with its values, in order, so the key need not be claimed.
 * Thread-safe.
 */
final class OneStep<K, V> {
  private final Claims<K, V> claims;
  private final Store<K, V> store;
  private final Dispatcher<K, V> dispatcher;
  private final Statistics statistics;
  private final boolean ordersChanges;
  private final boolean isFar;

  /**
   * Creates the operations of an engine.
   *
   * @param ordersChanges whether the store shows the changes of a key in order
   * @param isFar whether the keys of one operation share a call of the store
   */
  OneStep(Claims<K, V> claims, boolean ordersChanges, boolean isFar) {
    this.claims = claims;
    this.store = claims.store;
    this.dispatcher = claims.components.services().dispatcher();
    this.statistics = claims.components.services().statistics();
    this.ordersChanges = ordersChanges;
    this.isFar = isFar;
  }

  /** Runs an operation that compares no values on one key. Returns the change with its values. */
  Change<V> observed(K key, Operation operation, @Nullable V value) {
    List<Change<V>> change = new ArrayList<>(1);
    applyAll(operation, List.of(key), k -> value, true, (k, observed) -> change.add(observed));
    return change.get(0);
  }

  /**
   * Runs an operation that compares no values and calls no user code on many keys. Counts the
   * changes, and publishes and delivers their events.
   *
   * @param isListened whether to publish events
   * @param result accepts each key with its change
   */
  private void applyAll(
      Operation operation,
      Collection<K> keys,
      Function<K, @Nullable V> values,
      boolean isListened,
      BiConsumer<K, Change<V>> result) {
    long[] start = {statistics.start()};
    // On a store that is far away, the keys share the time of one call.
    int sharing = isFar ? Math.max(1, keys.size()) : 1;
    // By identity: the observer gets the keys that are passed here.
    IdentityHashMap<K, K> eventKeys = new IdentityHashMap<>();
    if (isListened) {
      keys.forEach(key -> eventKeys.put(key, claims.eventKey(key)));
    }
    List<@Nullable PendingEvents<K, V>> pending = new ArrayList<>();
    Failures failures = new Failures();
    BiConsumer<K, Change<V>> observer =
        (key, change) -> {
          result.accept(key, change);
          claims.count(change, operation.countsRead(), Statistics.since(start[0]) / sharing);
          if (!isFar) {
            start[0] = statistics.start();
          }
          if (isListened) {
            K eventKey = Objects.requireNonNull(eventKeys.get(key), "a key of the caller");
            failures.guard(() -> pending.add(claims.publish(eventKey, change)));
          }
        };
    try (Outbox<K, V> outbox = dispatcher.openOutbox()) {
      failures.guard(() -> store.applyAll(operation, keys, values, isListened, observer));
      if (outbox != null) {
        pending.addAll(outbox.take());
      }
    }
    Failures.rethrow(
        dispatcher.deliver(null, pending, !KeyHold.isHeldByCurrentThread(), failures.first()));
  }

  /**
   * Runs an operation that compares no values on many keys, with few calls of the store. Returns
   * false, without effect, if listeners need the order of the changes and the store does not give
   * it: then the keys have to be claimed.
   */
  boolean tryApplyAll(
      Operation operation,
      Collection<K> keys,
      Function<K, @Nullable V> values,
      BiConsumer<K, Change<V>> result) {
    boolean isListened = dispatcher.isActive();
    if (isListened && !ordersChanges) {
      return false;
    }
    applyAll(operation, keys, values, isListened, result);
    return true;
  }
}
