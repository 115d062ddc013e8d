package dev.larder.engine;

import dev.larder.Weigher;
import dev.larder.engine.EngineComponents.Bound;
import dev.larder.event.CacheChangeEvent;
import dev.larder.event.CacheChangeEvent.Kind;
import dev.larder.event.Dispatcher;
import dev.larder.event.Dispatcher.PendingEvents;
import dev.larder.expiry.Expiry;
import dev.larder.statistics.Statistics.Stripe;
import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Codec;
import dev.larder.store.Codecs;
import dev.larder.store.RemovalCause;
import dev.larder.store.StoreContext;
import dev.larder.store.StoreSettings;
import dev.larder.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
  private final Function<Codec<V>, Codec<S>> valueCodec;
  private final KeyCopies<K> keys;

  /** Created when a store first asks for them. Guarded by this. */
  private @Nullable Codecs<K, S> codecs;

  /** Whether the first eviction logs a warning. */
  private final AtomicBoolean warnsOfEviction;

  /**
   * Creates the context of a store.
   *
   * @param value returns the value of what the store keeps
   * @param valueCodec returns a codec of that, given the codec of values
   */
  EngineContext(
      EngineComponents<K, V> components,
      Function<S, V> value,
      Function<Codec<V>, Codec<S>> valueCodec) {
    this.components = components;
    this.expiry = components.storage().expiry();
    this.bound = components.storage().bound();
    this.dispatcher = components.services().dispatcher();
    this.ticker = components.services().ticker();
    this.value = value;
    this.valueCodec = valueCodec;
    this.warnsOfEviction = new AtomicBoolean(bound.isDefault());
    this.keys = new KeyCopies<>(components.name(), components.copies().key());
  }

  @Override
  public StoreSettings settings() {
    return new StoreSettings(
        components.name(),
        components.storage().managerUri(),
        new StoreSettings.Bound(bound.maximum(), bound.weigher() != null, bound.policy()),
        expiry.canExpire());
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
  public long timeToLive(Action action, boolean present) {
    return switch (action) {
      case READ -> expiry.isFixed() ? expiry.onAccess(null, null) : UNCHANGED;
      case LOAD, WRITE -> present ? expiry.onUpdate(null, null) : expiry.onCreation(null, null);
      case NONE, REMOVE -> UNCHANGED;
    };
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
  public boolean hasListeners() {
    return dispatcher.isActive();
  }

  @Override
  public void removed(K key, @Nullable S stored, RemovalCause cause) {
    Stripe stripe = components.services().statistics().stripe();
    if (cause == RemovalCause.EVICTED) {
      warnOfEviction();
      if (stripe != null) {
        stripe.eviction();
      }
    } else if (stripe != null) {
      stripe.expiration();
    }
    if (stored != null && dispatcher.isActive()) {
      Kind kind = cause == RemovalCause.EVICTED ? Kind.EVICTED : Kind.EXPIRED;
      V gone = value.apply(stored);
      publish(List.of(new CacheChangeEvent<>(kind, key, gone, null)), kind == Kind.EVICTED);
    }
  }

  private void warnOfEviction() {
    if (warnsOfEviction.getPlain() && warnsOfEviction.compareAndSet(true, false)) {
      LOG.log(
          Level.WARNING,
          "cache '"
              + components.name()
              + "' evicts entries, because it is bounded by default to "
              + bound.maximum()
              + "; set maximum-size, or maximum-size = unbounded to keep all");
    }
  }

  @Override
  public void changedElsewhere(K key, Change<S> change) {
    if (dispatcher.isActive()) {
      publish(Consequences.events(key, change.map(value)), false);
    }
  }

  /** Queues events while the key is held. No operation waits for their delivery. */
  private void publish(List<CacheChangeEvent<K, V>> changes, boolean isEviction) {
    if (changes.isEmpty()) {
      return;
    }
    try {
      PendingEvents<K, V> pending = dispatcher.publish(changes);
      if (isEviction) {
        dispatcher.deliverEviction(pending);
      } else {
        dispatcher.deliverLater(pending);
      }
    } catch (Throwable e) {
      // A failure of this key's code must not fail the operation on another key that caused the
      // eviction. Without stack, nothing can be logged either.
      LOG.log(
          Level.WARNING,
          "cache '" + components.name() + "': an event was lost: " + changes.get(0).kind(),
          e);
    }
  }

  @Override
  public void wakeAfter(long nanos) {
    components.services().scheduler().wakeAt(Ticker.after(ticker.nanos(), nanos));
  }

  @Override
  public synchronized Codecs<K, S> codecs() {
    Codecs<K, S> known = codecs;
    if (known == null) {
      Codecs<K, V> own = components.storage().codecs().get();
      known = new Codecs<>(own.key(), valueCodec.apply(own.value()));
      codecs = known;
    }
    return known;
  }
}
