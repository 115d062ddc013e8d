package dev.larder.event;

import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;

/** An event as a listener sees it. Each getter returns a fresh copy, made when it is called. */
final class EntryEvent<K, V> extends CacheEntryEvent<K, V> {
  private static final long serialVersionUID = 1L;

  private final transient Registration<K, V> registration;
  private final transient CacheChangeEvent<K, V> change;

  EntryEvent(Registration<K, V> registration, EventType type, CacheChangeEvent<K, V> change) {
    super(registration.source(), type);
    this.registration = registration;
    this.change = change;
  }

  @Override
  public K getKey() {
    return registration.copyKey(change.key());
  }

  @Override
  @SuppressWarnings("NullAway") // the specification returns null for a value that is not available
  public V getValue() {
    return registration.copyValue(change.value() == null ? change.old() : change.value());
  }

  @Override
  @SuppressWarnings("NullAway") // the specification returns null for a value that is not available
  public V getOldValue() {
    return registration.copyValue(change.old());
  }

  @Override
  public boolean isOldValueAvailable() {
    return change.old() != null;
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new IllegalArgumentException(
        "cannot unwrap an event of cache '" + getSource().getName() + "' to " + type.getName());
  }

  @Override
  public String toString() {
    return getEventType() + " in cache '" + getSource().getName() + "'";
  }
}
