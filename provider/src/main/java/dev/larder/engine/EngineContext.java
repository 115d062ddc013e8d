package dev.larder.engine;

import dev.larder.Weigher;
import dev.larder.event.Occurrence;
import dev.larder.event.Occurrence.Kind;
import dev.larder.expiry.Expiry;
import dev.larder.statistics.Statistics.Stripe;
import dev.larder.store.StoreContext;
import dev.larder.store.Verb;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** What the store is told by the engine. */
final class EngineContext<K, V> implements StoreContext<K, V> {
  private static final Logger LOG = System.getLogger(EngineContext.class.getName());

  private final Parts<K, V> parts;

  EngineContext(Parts<K, V> parts) {
    this.parts = parts;
  }

  @Override
  public String cacheName() {
    return parts.name();
  }

  @Override
  public long now() {
    return parts.ticker().nanos();
  }

  @Override
  public long recently() {
    return parts.ticker().recent();
  }

  @Override
  public long deadline(Verb verb, boolean present, long now) {
    Expiry<K, V> expiry = parts.expiry();
    long nanos =
        switch (verb) {
          case READ -> expiry.onAccess(null, null);
          case LOAD, WRITE -> present ? expiry.onUpdate(null, null) : expiry.onCreation(null, null);
          case NONE, REMOVE -> Expiry.UNCHANGED;
        };
    return Expiry.deadline(nanos, now);
  }

  @Override
  public boolean movesOnAccess() {
    return parts.expiry().isFixed() && parts.expiry().movesOnAccess();
  }

  @Override
  public boolean canExpire() {
    return parts.expiry().canExpire();
  }

  @Override
  public K copyKey(K key) {
    return parts.copies().key().apply(key);
  }

  @Override
  public int weigh(K key, V value) {
    Weigher<K, V> weigher = parts.weigher();
    if (weigher == null) {
      return 1;
    }
    int weight = weigher.weigh(key, value);
    if (weight < 0) {
      throw new IllegalArgumentException(
          "cache '" + parts.name() + "': the weigher must answer >= 0: " + weight);
    }
    return weight;
  }

  @Override
  public long maximum() {
    return parts.maximum();
  }

  @Override
  public boolean isWeighted() {
    return parts.weigher() != null;
  }

  @Override
  public boolean isAdaptive() {
    return parts.adaptive();
  }

  @Override
  public boolean listens() {
    return parts.dispatcher().isActive();
  }

  @Override
  public void countEviction() {
    Stripe stripe = parts.statistics().stripe();
    if (stripe != null) {
      stripe.eviction();
    }
  }

  @Override
  public void evicted(K key, V value) {
    tellLater(Kind.EVICTED, key, value);
  }

  @Override
  public void expired(K key, V value) {
    tellLater(Kind.EXPIRED, key, value);
  }

  /** Queues under the key's exclusion; nobody's operation waits for the delivery. */
  private void tellLater(Kind kind, K key, V value) {
    if (parts.dispatcher().isActive()) {
      List<Occurrence<K, V>> occurrences = List.of(new Occurrence<>(kind, key, value, null));
      try {
        parts.dispatcher().deliverLater(parts.dispatcher().publish(occurrences));
      } catch (Throwable e) {
        // The code of this key must not fail the operation on another one that it makes room for.
        LOG.log(Level.WARNING, "cache '" + parts.name() + "': an event was lost: " + kind, e);
      }
    }
  }

  @Override
  public void wakeAt(long deadline) {
    parts.alarm().wakeAt(deadline);
  }

  @Override
  public Codec codec() {
    return parts.codec();
  }
}
