package dev.larder.event;

import dev.larder.event.CacheChangeEvent.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The registered listeners at one moment, by kind of event. Immutable. */
final class Registrations<K, V> {
  private final List<Registration<K, V>> all;
  private final Map<Kind, List<Registration<K, V>>> synchronous;
  private final Map<Kind, List<Registration<K, V>>> asynchronous;

  private final boolean hasSynchronousEvictionListener;

  private static final Registrations<?, ?> NONE = new Registrations<>(List.of());

  @SuppressWarnings("unchecked") // it has none of any type
  static <K, V> Registrations<K, V> none() {
    return (Registrations<K, V>) NONE;
  }

  private Registrations(List<Registration<K, V>> all) {
    this.all = List.copyOf(all);
    this.synchronous = sorted(true);
    this.hasSynchronousEvictionListener = synchronous.containsKey(Kind.EVICTED);
    this.asynchronous = sorted(false);
  }

  private Map<Kind, List<Registration<K, V>>> sorted(boolean kind) {
    Map<Kind, List<Registration<K, V>>> sorted = new EnumMap<>(Kind.class);
    for (Registration<K, V> registration : all) {
      for (Kind wanted : Kind.values()) {
        if (registration.isSynchronous() == kind && registration.wants(wanted)) {
          sorted.computeIfAbsent(wanted, any -> new ArrayList<>()).add(registration);
        }
      }
    }
    return sorted;
  }

  /** Returns whether a synchronous listener is registered for evictions. */
  boolean hasSynchronousEvictionListener() {
    return hasSynchronousEvictionListener;
  }

  List<Registration<K, V>> all() {
    return all;
  }

  /** Returns the listeners that the thread of the operation notifies, by kind of event. */
  Map<Kind, List<Registration<K, V>>> synchronous() {
    return synchronous;
  }

  /** Returns the listeners that the executor notifies, by kind of event. */
  Map<Kind, List<Registration<K, V>>> asynchronous() {
    return asynchronous;
  }

  Registrations<K, V> with(Registration<K, V> another) {
    List<Registration<K, V>> more = new ArrayList<>(all);
    more.add(another);
    return new Registrations<>(more);
  }

  Registrations<K, V> without(Registration<K, V> one) {
    List<Registration<K, V>> fewer = new ArrayList<>(all);
    fewer.remove(one);
    return new Registrations<>(fewer);
  }
}
