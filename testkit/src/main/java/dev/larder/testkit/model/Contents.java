package dev.larder.testkit.model;

import dev.larder.testkit.model.ExpirySetup.Call;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The model's entries: a plain map, a clock, and an order of use. An expired entry stays in the
 * map, invisible, until an operation finds it or the provider's threads remove it.
 */
final class Contents {
  /** A unit of time in nanoseconds. */
  static final long UNIT =
      ExpirySetup.UNIT.getTimeUnit().toNanos(ExpirySetup.UNIT.getDurationAmount());

  /**
   * The time that passes before a sweep: longer than the delay of providers, and less than a unit
   * even if a whole sequence consists of sweeps.
   */
  static final long SWEEP = UNIT / 200;

  private record Entry(int value, long deadline) {}

  private final Map<Integer, Entry> entries = new TreeMap<>();
  private final Bound bound;
  private final BoundModel boundModel;
  private final ListenerModel listenerModel;
  private final ExpiryModel expiryModel;
  private final StepState stepState;
  private long now;

  Contents(Setup setup, ListenerModel listenerModel, StepState stepState) {
    this.bound = setup.storage().bound();
    this.boundModel = new BoundModel(bound);
    this.listenerModel = listenerModel;
    this.expiryModel = new ExpiryModel(setup.expiry(), stepState);
    this.stepState = stepState;
  }

  /** Returns the live value, or null. */
  @Nullable Integer peek(int key) {
    Entry entry = entries.get(key);
    return entry == null || hasExpired(entry) ? null : (Integer) entry.value;
  }

  private boolean hasExpired(Entry entry) {
    return entry.deadline <= now;
  }

  /** Returns the live value, or null; removes an expired entry and fires its event. */
  @Nullable Integer find(int key) {
    Entry entry = entries.get(key);
    if (entry != null && hasExpired(entry)) {
      entries.remove(key);
      listenerModel.expired(key, entry.value, true);
      return null;
    }
    return peek(key);
  }

  /** Returns the time and the entries, which determine all later results without a bound. */
  Object state() {
    return List.of(now, entries);
  }

  List<Integer> keys() {
    return entries.keySet().stream().filter(key -> peek(key) != null).toList();
  }

  /** Asks the policy for the lifetime of an entry that is about to be stored. */
  long lifetime(int key) {
    return expiryModel.ask(peek(key) == null ? Call.CREATION : Call.UPDATE);
  }

  long accessLifetime() {
    return expiryModel.ask(Call.ACCESS);
  }

  void access(int key) {
    long lifetime = accessLifetime();
    Entry entry = entries.get(key);
    if (entry != null && lifetime != ExpiryModel.UNCHANGED) {
      entries.put(key, new Entry(entry.value, deadline(lifetime)));
    }
  }

  private long deadline(long lifetime) {
    return lifetime == ExpiryModel.ETERNAL ? ExpiryModel.ETERNAL : now + lifetime;
  }

  /** Stores a value; returns false if it expires at once and is therefore absent. */
  boolean set(int key, int value, long lifetime) {
    Integer before = find(key);
    Entry old = entries.get(key);
    long deadline =
        lifetime == ExpiryModel.UNCHANGED && old != null ? old.deadline : deadline(lifetime);
    boolean stored = deadline > now;
    if (before != null) {
      listenerModel.updated(key, before, value);
    } else if (stored) {
      listenerModel.created(key, value);
    }
    if (stored) {
      entries.put(key, new Entry(value, deadline));
    } else {
      entries.remove(key);
      listenerModel.expired(key, value, true);
    }
    return stored;
  }

  /** Removes an entry; returns whether there was a live one. */
  boolean remove(int key) {
    Integer before = find(key);
    if (before != null) {
      entries.remove(key);
      listenerModel.removed(key, before);
    }
    return before != null;
  }

  /** Ends the use of a key by an operation, which counts as an access if the entry is present. */
  void release(int key) {
    release(List.of(key));
  }

  void release(List<Integer> keys) {
    Set<Integer> busy = new HashSet<>(keys);
    for (int key : keys) {
      busy.remove(key);
      Entry entry = entries.get(key);
      Integer weight = entry == null ? null : (Integer) bound.weight(entry.value);
      boundModel.used(key, weight, busy).forEach(this::evict);
    }
  }

  void evict(int key) {
    Entry entry = entries.remove(key);
    if (entry == null) {
      return;
    }
    if (hasExpired(entry)) {
      listenerModel.expired(key, entry.value, false);
    } else {
      stepState.countEviction();
      listenerModel.evicted(key, entry.value);
    }
  }

  void resize(long maximum) {
    boundModel.resize(maximum).forEach(this::evict);
  }

  /** Removes all entries without firing events. */
  void clear() {
    entries.clear();
    boundModel.clear();
  }

  void advance(long nanos) {
    now += nanos;
  }

  /** Removes expired entries, as the provider's threads do. */
  void sweep() {
    for (int key : new ArrayList<>(entries.keySet())) {
      if (peek(key) == null) {
        boundModel.forget(key);
        evict(key);
      }
    }
  }
}
