package dev.larder.event;

import dev.larder.CacheEntryEvictedListener;
import dev.larder.CacheEntryEviction;
import dev.larder.jfr.FlightRecorder;
import dev.larder.jfr.ListenerEvent;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
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
  private final UnaryOperator<K> copyKey;
  private final UnaryOperator<V> copyValue;
  private final boolean synchronous;
  private volatile boolean cancelled;

  Registration(
      Cache<K, V> source,
      CacheEntryListenerConfiguration<K, V> configuration,
      UnaryOperator<K> copyKey,
      UnaryOperator<V> copyValue) {
    this.source = source;
    this.configuration = configuration;
    this.copyKey = copyKey;
    this.copyValue = copyValue;
    this.synchronous = configuration.isSynchronous();
    this.listener =
        Objects.requireNonNull(
            configuration.getCacheEntryListenerFactory().create(),
            () -> "cache '" + source.getName() + "': the listener factory answered null");
    try {
      Factory<CacheEntryEventFilter<? super K, ? super V>> filters =
          configuration.getCacheEntryEventFilterFactory();
      this.filter = filters == null ? null : filters.create();
    } catch (Throwable e) {
      closeAfter(e, listener);
      throw e;
    }
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

  K copyKey(K key) {
    return copyKey.apply(key);
  }

  @Nullable V copyValue(@Nullable V value) {
    return value == null ? null : copyValue.apply(value);
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

  /** Returns whether the listener is interested in a kind of events. */
  public boolean wants(CacheChangeEvent.Kind kind) {
    return switch (kind) {
      case CREATED -> listener instanceof CacheEntryCreatedListener;
      case UPDATED -> listener instanceof CacheEntryUpdatedListener;
      case REMOVED -> listener instanceof CacheEntryRemovedListener;
      case EXPIRED -> listener instanceof CacheEntryExpiredListener;
      case EVICTED -> listener instanceof CacheEntryEvictedListener;
    };
  }

  /**
   * Calls the filter and the listener, if the listener is interested in the event.
   *
   * @throws CacheEntryListenerException if one of them throws an exception, as the specification
   *     wraps it; an {@code Error} is rethrown as it is
   */
  void deliver(CacheChangeEvent<K, V> change) {
    if (cancelled || !wants(change.kind())) {
      return;
    }
    ListenerEvent event =
        FlightRecorder.isPresent()
            ? ListenerEvent.begin(
                source.getName(), listener.getClass().getName(), change.kind().name())
            : null;
    try {
      call(change);
    } catch (CacheEntryListenerException e) {
      throw e;
    } catch (Exception e) {
      throw new CacheEntryListenerException(
          "a listener of cache '" + source.getName() + "' failed on " + change.kind(), e);
    } finally {
      if (event != null) {
        event.finish();
      }
    }
  }

  @SuppressWarnings("unchecked")
  private void call(CacheChangeEvent<K, V> change) {
    switch (change.kind()) {
      case CREATED ->
          filtered(
              change, EventType.CREATED, ((CacheEntryCreatedListener<K, V>) listener)::onCreated);
      case UPDATED ->
          filtered(
              change, EventType.UPDATED, ((CacheEntryUpdatedListener<K, V>) listener)::onUpdated);
      case REMOVED ->
          filtered(
              change, EventType.REMOVED, ((CacheEntryRemovedListener<K, V>) listener)::onRemoved);
      case EXPIRED ->
          filtered(
              change, EventType.EXPIRED, ((CacheEntryExpiredListener<K, V>) listener)::onExpired);
      case EVICTED ->
          ((CacheEntryEvictedListener<K, V>) listener)
              .onEvicted(List.of(new Eviction<>(this, change)));
    }
  }

  private void filtered(
      CacheChangeEvent<K, V> change,
      EventType type,
      Consumer<Iterable<CacheEntryEvent<? extends K, ? extends V>>> call) {
    EntryEvent<K, V> event = new EntryEvent<>(this, type, change);
    if (filter == null || filter.evaluate(event)) {
      call.accept(List.of(event));
    }
  }

  /** An eviction as a listener sees it. Each getter returns a fresh copy. */
  private record Eviction<K, V>(Registration<K, V> registration, CacheChangeEvent<K, V> change)
      implements CacheEntryEviction<K, V> {
    @Override
    public Cache<K, V> getSource() {
      return registration.source;
    }

    @Override
    public K getKey() {
      return registration.copyKey(change.key());
    }

    @Override
    @SuppressWarnings("NullAway") // an evicted entry has a value
    public V getValue() {
      return registration.copyValue(change.old());
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
      return "EVICTED in cache '" + registration.source.getName() + "'";
    }
  }
}
