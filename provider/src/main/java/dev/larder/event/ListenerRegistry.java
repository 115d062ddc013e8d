package dev.larder.event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;

/** The registered listeners of one cache. Thread-safe. */
public final class ListenerRegistry<K, V> {
  private final UnaryOperator<K> copyKey;
  private final UnaryOperator<V> copyValue;

  /** Replaced as a whole, under the lock of this object. */
  private volatile Snapshot<K, V> snapshot = Snapshot.of(List.of());

  /** The listeners at one moment, in the order of their registration. Immutable. */
  record Snapshot<K, V>(
      List<Registration<K, V>> all,
      List<Registration<K, V>> synchronous,
      List<Registration<K, V>> asynchronous,
      boolean hasSynchronousEvictionListener) {

    static <K, V> Snapshot<K, V> of(List<Registration<K, V>> all) {
      List<Registration<K, V>> synchronous =
          all.stream().filter(Registration::isSynchronous).toList();
      return new Snapshot<>(
          List.copyOf(all),
          synchronous,
          all.stream().filter(one -> !one.isSynchronous()).toList(),
          synchronous.stream().anyMatch(one -> one.wants(CacheChangeEvent.Kind.EVICTED)));
    }
  }

  /**
   * Creates a registry without listeners.
   *
   * @param copyKey copies keys for listeners
   * @param copyValue copies values for listeners
   */
  public ListenerRegistry(UnaryOperator<K> copyKey, UnaryOperator<V> copyValue) {
    this.copyKey = copyKey;
    this.copyValue = copyValue;
  }

  Snapshot<K, V> snapshot() {
    return snapshot;
  }

  /**
   * Creates a listener, which is not notified before it is {@linkplain #add added}. Calls the
   * user's factories, so the caller must not hold a lock.
   *
   * @throws IllegalArgumentException if the configuration is registered already
   */
  public Registration<K, V> prepare(
      Cache<K, V> source, CacheEntryListenerConfiguration<K, V> configuration) {
    requireNew(source, configuration);
    return new Registration<>(source, configuration, copyKey, copyValue);
  }

  /**
   * Registers a listener.
   *
   * @throws IllegalArgumentException if the same configuration has been registered meanwhile
   */
  public synchronized void add(Registration<K, V> registration) {
    requireNew(registration.source(), registration.configuration());
    List<Registration<K, V>> more = new ArrayList<>(snapshot.all());
    more.add(registration);
    snapshot = Snapshot.of(more);
  }

  private void requireNew(Cache<K, V> source, CacheEntryListenerConfiguration<K, V> configuration) {
    if (snapshot.all().stream().anyMatch(one -> one.configuration().equals(configuration))) {
      throw new IllegalArgumentException(
          "cache '" + source.getName() + "': this listener configuration is registered already");
    }
  }

  /** Ends a registration. Returns the user's objects to close, empty if it was not registered. */
  public List<Object> deregister(CacheEntryListenerConfiguration<K, V> configuration) {
    return deregister(one -> one.configuration().equals(configuration));
  }

  /** Ends all registrations. Returns the user's objects to close. */
  public List<Object> deregisterAll() {
    return deregister(one -> true);
  }

  private synchronized List<Object> deregister(Predicate<Registration<K, V>> condition) {
    List<Registration<K, V>> ended = snapshot.all().stream().filter(condition).toList();
    List<Registration<K, V>> rest = new ArrayList<>(snapshot.all());
    rest.removeAll(ended);
    ended.forEach(Registration::cancel);
    snapshot = Snapshot.of(rest);
    return ended.stream().flatMap(one -> one.customizations().stream()).toList();
  }
}
