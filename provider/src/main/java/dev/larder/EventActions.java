package dev.larder;

import java.io.Serializable;
import java.util.function.BiConsumer;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** Event listeners that call a function of key and value, one class for each type of event. */
final class EventActions {
  private EventActions() {}

  /** Returns the registration of an asynchronous listener that receives old values. */
  static <K, V> CacheEntryListenerConfiguration<K, V> asynchronous(
      CacheEntryListener<K, V> listener) {
    return new MutableCacheEntryListenerConfiguration<>(
        new InstanceFactory<CacheEntryListener<? super K, ? super V>>(listener), null, true, false);
  }

  /** Passes on the new value. */
  record OnCreated<K, V>(BiConsumer<? super K, ? super V> action)
      implements CacheEntryCreatedListener<K, V>, Serializable {
    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
      events.forEach(event -> action.accept(event.getKey(), event.getValue()));
    }
  }

  /** Passes on the new value. */
  record OnUpdated<K, V>(BiConsumer<? super K, ? super V> action)
      implements CacheEntryUpdatedListener<K, V>, Serializable {
    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
      events.forEach(event -> action.accept(event.getKey(), event.getValue()));
    }
  }

  /** Passes on the old value. */
  record OnRemoved<K, V>(BiConsumer<? super K, ? super V> action)
      implements CacheEntryRemovedListener<K, V>, Serializable {
    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
      events.forEach(event -> action.accept(event.getKey(), event.getOldValue()));
    }
  }

  /** Passes on the old value. */
  record OnExpired<K, V>(BiConsumer<? super K, ? super V> action)
      implements CacheEntryExpiredListener<K, V>, Serializable {
    @Override
    public void onExpired(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
      events.forEach(event -> action.accept(event.getKey(), event.getOldValue()));
    }
  }

  /** Passes on the last value. */
  record OnEvicted<K, V>(BiConsumer<? super K, ? super V> action)
      implements CacheEntryEvictedListener<K, V>, Serializable {
    @Override
    public void onEvicted(Iterable<CacheEntryEviction<K, V>> evictions) {
      evictions.forEach(one -> action.accept(one.getKey(), one.getValue()));
    }
  }
}
