package dev.larder.engine;

import dev.larder.EvictionPolicy;
import dev.larder.Weigher;
import dev.larder.engine.EngineComponents.Bound;
import dev.larder.event.CacheChangeEvent;
import dev.larder.event.CacheChangeEvent.Kind;
import dev.larder.event.Dispatcher;
import dev.larder.event.Dispatcher.PendingEvents;
import dev.larder.expiry.Expiry;
import dev.larder.statistics.Statistics.Stripe;
import dev.larder.store.Action;
import dev.larder.store.StoreContext;
import dev.larder.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The engine's services for its store. Thread-safe.
 *
 * @param <S> the type that the store keeps for a value
 */
final class EngineContext<K, V, S> implements StoreContext<K, S> {
  private static final Logger LOG = System.getLogger(EngineContext.class.getName());

  private final EngineComponents<K, V> components;
  private final Expiry<K, V> expiry;
  private final Bound<K, V> bound;
  private final Dispatcher<K, V> dispatcher;
  private final Ticker ticker;
  private final Function<S, V> value;
  private final KeyCopies<K> keys;

  /** Whether the first eviction logs a warning. */
  private final AtomicBoolean warnsOfEviction;

  EngineContext(EngineComponents<K, V> components, Function<S, V> value) {
    this.components = components;
    this.expiry = components.storage().expiry();
    this.bound = components.storage().bound();
    this.dispatcher = components.services().dispatcher();
    this.ticker = components.services().ticker();
    this.value = value;
    this.warnsOfEviction = new AtomicBoolean(bound.isDefault());
    this.keys = new KeyCopies<>(components.name(), components.copies().key());
  }

  @Override
  public String cacheName() {
    return components.name();
  }

  @Override
  public long now() {
    return ticker.nanos();
  }

  @Override
  public long recently() {
    return ticker.recent();
  }

  @Override
  public long deadline(Action action, boolean present, long now) {
    long nanos =
        switch (action) {
          case READ -> expiry.onAccess(null, null);
          case LOAD, WRITE -> present ? expiry.onUpdate(null, null) : expiry.onCreation(null, null);
          case NONE, REMOVE -> Expiry.UNCHANGED;
        };
    return Expiry.deadline(nanos, now);
  }

  @Override
  public boolean movesOnAccess() {
    return expiry.isFixed() && expiry.movesOnAccess();
  }

  @Override
  public boolean canExpire() {
    return expiry.canExpire();
  }

  @Override
  public K copyKey(K key) {
    return keys.copy(key);
  }

  @Override
  public boolean isKeptUnequal(K key) {
    return keys.differ(key);
  }

  @Override
  public int weigh(K key, S stored) {
    Weigher<K, V> weigher = bound.weigher();
    if (weigher == null) {
      return 1;
    }
    int weight = weigher.weigh(key, value.apply(stored));
    if (weight < 0) {
      throw new IllegalArgumentException(
          "cache '" + components.name() + "': the weigher must return >= 0: " + weight);
    }
    return weight;
  }

  @Override
  public long maximum() {
    return bound.maximum();
  }

  @Override
  public boolean isWeighted() {
    return bound.weigher() != null;
  }

  @Override
  public EvictionPolicy evictionPolicy() {
    return components.storage().bound().policy();
  }

  @Override
  public boolean hasListeners() {
    return dispatcher.isActive();
  }

  @Override
  public void countEviction() {
    if (warnsOfEviction.getPlain() && warnsOfEviction.compareAndSet(true, false)) {
      LOG.log(
          Level.WARNING,
          "cache '"
              + components.name()
              + "' evicts entries, because it is bounded by default to "
              + bound.maximum()
              + "; set maximum-size, or maximum-size = unbounded to keep all");
    }
    Stripe stripe = components.services().statistics().stripe();
    if (stripe != null) {
      stripe.eviction();
    }
  }

  @Override
  public void evicted(K key, S stored) {
    publish(Kind.EVICTED, key, value.apply(stored));
  }

  @Override
  public void expired(K key, S stored) {
    publish(Kind.EXPIRED, key, value.apply(stored));
  }

  /** Queues an event while the key is held. No operation waits for its delivery. */
  private void publish(Kind kind, K key, V gone) {
    if (dispatcher.isActive()) {
      List<CacheChangeEvent<K, V>> changes = List.of(new CacheChangeEvent<>(kind, key, gone, null));
      try {
        PendingEvents<K, V> pending = dispatcher.publish(changes);
        if (kind == Kind.EVICTED) {
          dispatcher.deliverEviction(pending);
        } else {
          dispatcher.deliverLater(pending);
        }
      } catch (Throwable e) {
        // A failure of this key's code must not fail the operation on another key that caused the
        // eviction. Without stack, nothing can be logged either.
        LOG.log(Level.WARNING, "cache '" + components.name() + "': an event was lost: " + kind, e);
      }
    }
  }

  @Override
  public void wakeAt(long deadline) {
    components.services().scheduler().wakeAt(deadline);
  }

  @Override
  public Codec codec() {
    return components.storage().codec();
  }
}
