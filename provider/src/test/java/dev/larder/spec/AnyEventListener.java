package dev.larder.spec;

import dev.larder.CacheEntryEvictedListener;
import dev.larder.CacheEntryEviction;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** A listener that gets events of every type, evictions among them, in one method. */
public abstract class AnyEventListener<K, V>
    implements CacheEntryCreatedListener<K, V>,
        CacheEntryUpdatedListener<K, V>,
        CacheEntryRemovedListener<K, V>,
        CacheEntryExpiredListener<K, V>,
        CacheEntryEvictedListener<K, V> {
  protected abstract void onEvent(CacheEntryEvent<? extends K, ? extends V> event);

  protected void onEviction(CacheEntryEviction<K, V> eviction) {}

  /** The values of an event, for example {@code old->new}. */
  protected static String values(CacheEntryEvent<?, ?> event) {
    return switch (event.getEventType()) {
      case CREATED -> String.valueOf(event.getValue());
      case UPDATED -> event.getOldValue() + "->" + event.getValue();
      case REMOVED, EXPIRED -> String.valueOf(event.getOldValue());
    };
  }

  @Override
  public void onCreated(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
    events.forEach(this::onEvent);
  }

  @Override
  public void onUpdated(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
    events.forEach(this::onEvent);
  }

  @Override
  public void onRemoved(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
    events.forEach(this::onEvent);
  }

  @Override
  public void onExpired(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
    events.forEach(this::onEvent);
  }

  @Override
  public void onEvicted(Iterable<CacheEntryEviction<K, V>> evictions) {
    evictions.forEach(this::onEviction);
  }
}
