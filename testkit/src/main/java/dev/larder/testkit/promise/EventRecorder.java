package dev.larder.testkit.promise;

import java.util.ArrayList;
import java.util.List;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** A listener to all events, which records them in order. */
class EventRecorder<K, V>
    implements CacheEntryCreatedListener<K, V>,
        CacheEntryUpdatedListener<K, V>,
        CacheEntryRemovedListener<K, V>,
        CacheEntryExpiredListener<K, V> {
  private final List<RecordedEvent<K, V>> events = new ArrayList<>();

  /** An event, read during its delivery. */
  record RecordedEvent<K, V>(EventType type, K key, @Nullable V old, @Nullable V value) {}

  /** Returns a configuration that requires old values. */
  CacheEntryListenerConfiguration<K, V> configuration(boolean synchronous) {
    return new MutableCacheEntryListenerConfiguration<>(() -> this, null, true, synchronous);
  }

  List<RecordedEvent<K, V>> events() {
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  long count(EventType type) {
    return events().stream().filter(event -> event.type() == type).count();
  }

  @Override
  public void onCreated(Iterable<CacheEntryEvent<? extends K, ? extends V>> received) {
    record(received);
  }

  @Override
  public void onUpdated(Iterable<CacheEntryEvent<? extends K, ? extends V>> received) {
    record(received);
  }

  @Override
  public void onRemoved(Iterable<CacheEntryEvent<? extends K, ? extends V>> received) {
    record(received);
  }

  @Override
  public void onExpired(Iterable<CacheEntryEvent<? extends K, ? extends V>> received) {
    record(received);
  }

  void record(Iterable<CacheEntryEvent<? extends K, ? extends V>> received) {
    for (CacheEntryEvent<? extends K, ? extends V> event : received) {
      boolean gone =
          event.getEventType() == EventType.REMOVED || event.getEventType() == EventType.EXPIRED;
      RecordedEvent<K, V> one =
          new RecordedEvent<>(
              event.getEventType(),
              event.getKey(),
              event.isOldValueAvailable() ? event.getOldValue() : null,
              // Providers differ in getValue of these two types, which is not checked here.
              gone ? null : event.getValue());
      synchronized (events) {
        events.add(one);
      }
      then(event.getKey());
    }
  }

  /** Runs further code for each event. */
  void then(K key) {}
}
