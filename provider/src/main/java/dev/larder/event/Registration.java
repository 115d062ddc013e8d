package dev.larder.event;

import dev.larder.CacheEntryEvictedListener;
import dev.larder.CacheEntryEviction;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** A registered listener with its filter. Thread-safe. */
public final class Registration<K, V> {
  private final Cache<K, V> source;
  private final CacheEntryListenerConfiguration<K, V> configuration;
  private final CacheEntryListener<? super K, ? super V> listener;
  private final @Nullable CacheEntryEventFilter<? super K, ? super V> filter;
  private final boolean synchronous;
  private volatile boolean cancelled;

  Registration(Cache<K, V> source, CacheEntryListenerConfiguration<K, V> configuration) {
    this.source = source;
    this.configuration = configuration;
    this.synchronous = configuration.isSynchronous();
    this.listener =
        Objects.requireNonNull(
            configuration.getCacheEntryListenerFactory().create(),
            () -> "cache '" + source.getName() + "': the listener factory answered null");
    try {
      this.filter = filter(configuration.getCacheEntryEventFilterFactory());
    } catch (Throwable e) {
      closeAfter(e, listener);
      throw e;
    }
  }

  private static <K, V> @Nullable CacheEntryEventFilter<? super K, ? super V> filter(
      @Nullable Factory<CacheEntryEventFilter<? super K, ? super V>> factory) {
    return factory == null ? null : factory.create();
  }

  /** Closes a listener that cannot be registered, because its filter could not be created. */
  private static void closeAfter(Throwable failure, Object listener) {
    if (listener instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Throwable e) {
        failure.addSuppressed(e);
      }
    }
  }

  Cache<K, V> source() {
    return source;
  }

  CacheEntryListenerConfiguration<K, V> configuration() {
    return configuration;
  }

  boolean isSynchronous() {
    return synchronous;
  }

  /** Stops delivery to the listener, of events already queued as well. */
  void cancel() {
    cancelled = true;
  }

  /** Returns the user's objects, which the caller closes if they are closeable. */
  public List<Object> customizations() {
    return filter == null ? List.of(listener) : List.of(listener, filter);
  }

  boolean wants(CacheChangeEvent.Kind kind) {
    return switch (kind) {
      case CREATED -> listener instanceof CacheEntryCreatedListener;
      case UPDATED -> listener instanceof CacheEntryUpdatedListener;
      case REMOVED -> listener instanceof CacheEntryRemovedListener;
      case EXPIRED -> listener instanceof CacheEntryExpiredListener;
      case EVICTED -> listener instanceof CacheEntryEvictedListener;
    };
  }

  /**
   * Calls the filter and the listener.
   *
   * @throws CacheEntryListenerException if one of them throws an exception, as the specification
   *     wraps it; an {@code Error} is rethrown as it is
   */
  void deliver(
      CacheChangeEvent<K, V> change, UnaryOperator<K> copyKey, UnaryOperator<V> copyValue) {
    if (cancelled) {
      return;
    }
    try {
      if (change.kind() == CacheChangeEvent.Kind.EVICTED) {
        deliverEviction(change, copyKey, copyValue);
      } else {
        EventType type = type(change.kind());
        deliverEvent(new EntryEvent<>(source, type, change, copyKey, copyValue));
      }
    } catch (CacheEntryListenerException e) {
      throw e;
    } catch (Exception e) {
      throw new CacheEntryListenerException(
          "a listener of cache '" + source.getName() + "' failed on " + change.kind(), e);
    }
  }

  private static EventType type(CacheChangeEvent.Kind kind) {
    return switch (kind) {
      case CREATED -> EventType.CREATED;
      case UPDATED -> EventType.UPDATED;
      case REMOVED -> EventType.REMOVED;
      case EXPIRED -> EventType.EXPIRED;
      case EVICTED -> throw new IllegalArgumentException("the specification has no such event");
    };
  }

  @SuppressWarnings("unchecked")
  private void deliverEvent(EntryEvent<K, V> event) {
    if (filter != null && !filter.evaluate(event)) {
      return;
    }
    List<CacheEntryEvent<? extends K, ? extends V>> events = List.of(event);
    switch (event.getEventType()) {
      case CREATED -> ((CacheEntryCreatedListener<K, V>) listener).onCreated(events);
      case UPDATED -> ((CacheEntryUpdatedListener<K, V>) listener).onUpdated(events);
      case REMOVED -> ((CacheEntryRemovedListener<K, V>) listener).onRemoved(events);
      case EXPIRED -> ((CacheEntryExpiredListener<K, V>) listener).onExpired(events);
    }
  }

  @SuppressWarnings("unchecked")
  private void deliverEviction(
      CacheChangeEvent<K, V> change, UnaryOperator<K> copyKey, UnaryOperator<V> copyValue) {
    V old = change.old();
    if (old != null) {
      List<CacheEntryEviction<K, V>> evictions =
          List.of(new Eviction<>(source, change.key(), old, copyKey, copyValue));
      ((CacheEntryEvictedListener<K, V>) listener).onEvicted(evictions);
    }
  }

  /** An eviction as a listener sees it. Each getter returns a fresh copy. */
  private record Eviction<K, V>(
      Cache<K, V> source, K key, V value, UnaryOperator<K> copyKey, UnaryOperator<V> copyValue)
      implements CacheEntryEviction<K, V> {
    @Override
    public Cache<K, V> getSource() {
      return source;
    }

    @Override
    public K getKey() {
      return copyKey.apply(key);
    }

    @Override
    public V getValue() {
      return copyValue.apply(value);
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      if (type.isInstance(this)) {
        return type.cast(this);
      }
      throw new IllegalArgumentException("cannot unwrap an eviction to " + type.getName());
    }

    @Override
    public String toString() {
      return "EVICTED in cache '" + source.getName() + "'";
    }
  }
}
