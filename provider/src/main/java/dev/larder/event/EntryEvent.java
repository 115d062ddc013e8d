package dev.larder.event;

import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** An event as a listener sees it. Each getter returns a fresh copy, made when it is called. */
final class EntryEvent<K, V> extends CacheEntryEvent<K, V> {
  private static final long serialVersionUID = 1L;

  private final transient CacheChangeEvent<K, V> change;
  private final transient UnaryOperator<K> copyKey;
  private final transient UnaryOperator<V> copyValue;

  EntryEvent(
      Cache<K, V> source,
      EventType type,
      CacheChangeEvent<K, V> change,
      UnaryOperator<K> copyKey,
      UnaryOperator<V> copyValue) {
    super(source, type);
    this.change = change;
    this.copyKey = copyKey;
    this.copyValue = copyValue;
  }

  @Override
  public K getKey() {
    return copyKey.apply(change.key());
  }

  @Override
  @SuppressWarnings("NullAway") // the specification returns null for a value that is not available
  public V getValue() {
    return copyOf(change.value() == null ? change.old() : change.value());
  }

  @Override
  @SuppressWarnings("NullAway") // the specification returns null for a value that is not available
  public V getOldValue() {
    return copyOf(change.old());
  }

  private @Nullable V copyOf(@Nullable V value) {
    return value == null ? null : copyValue.apply(value);
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
