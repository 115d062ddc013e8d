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
 * The model's entries: a plain map, a clock, and an order of use. An entry whose deadline has come
 * is there, but seen by nobody, until an operation finds it or the provider's threads take it out.
 */
final class Contents {
  /** A unit of time in nanoseconds. */
  static final long UNIT =
      ExpirySetup.UNIT.getTimeUnit().toNanos(ExpirySetup.UNIT.getDurationAmount());

  /**
   * How far the clock moves before a sweep: more than what providers are late by, and less than a
   * unit even if a whole sequence does nothing else.
   */
  static final long SWEEP = UNIT / 200;

  private static final class Entry {
    private final int value;
    private long deadline;

    Entry(int value, long deadline) {
      this.value = value;
      this.deadline = deadline;
    }
  }

  private final Map<Integer, Entry> entries = new TreeMap<>();
  private final Bound bound;
  private final Recency recency;
  private final Audience audience;
  private final Lifetimes lifetimes;
  private final Moment moment;
  private long now;

  Contents(Setup setup, Audience audience, Moment moment) {
    this.bound = setup.storage().bound();
    this.recency = new Recency(bound);
    this.audience = audience;
    this.lifetimes = new Lifetimes(setup.expiry(), moment);
    this.moment = moment;
  }

  /** The live value. */
  @Nullable Integer peek(int key) {
    Entry entry = entries.get(key);
    return entry == null || hasExpired(entry) ? null : (Integer) entry.value;
  }

  private boolean hasExpired(Entry entry) {
    return entry.deadline <= now;
  }

  /** The live value; an entry that has expired is taken out, and told of. */
  @Nullable Integer find(int key) {
    Entry entry = entries.get(key);
    if (entry != null && hasExpired(entry)) {
      entries.remove(key);
      audience.expired(key, entry.value, true);
      return null;
    }
    return peek(key);
  }

  /** The keys of the live entries. */
  List<Integer> keys() {
    return entries.keySet().stream().filter(key -> peek(key) != null).toList();
  }

  /** The policy's answer for an entry that is about to be stored. */
  long lifetime(int key) {
    return lifetimes.ask(peek(key) == null ? Call.CREATION : Call.UPDATE);
  }

  /** The policy's answer for a value that is read. */
  long accessLifetime() {
    return lifetimes.ask(Call.ACCESS);
  }

  /** A live value was read. */
  void access(int key) {
    long lifetime = accessLifetime();
    Entry entry = entries.get(key);
    if (entry != null && lifetime != Lifetimes.UNCHANGED) {
      entry.deadline = deadline(lifetime);
    }
  }

  private long deadline(long lifetime) {
    return lifetime == Lifetimes.ETERNAL ? Lifetimes.ETERNAL : now + lifetime;
  }

  /** Stores a value; answers false if it expires at once, and is not there. */
  boolean set(int key, int value, long lifetime) {
    Integer before = find(key);
    Entry old = entries.get(key);
    long deadline =
        lifetime == Lifetimes.UNCHANGED && old != null ? old.deadline : deadline(lifetime);
    boolean stored = deadline > now;
    if (before != null) {
      audience.updated(key, before, value);
    } else if (stored) {
      audience.created(key, value);
    }
    if (stored) {
      entries.put(key, new Entry(value, deadline));
    } else {
      entries.remove(key);
      audience.expired(key, value, true);
    }
    return stored;
  }

  /** Removes an entry; answers whether there was a live one. */
  boolean remove(int key) {
    Integer before = find(key);
    if (before != null) {
      entries.remove(key);
      audience.removed(key, before);
    }
    return before != null;
  }

  /** An operation is done with a key: it was used if it is there. */
  void release(int key) {
    release(List.of(key));
  }

  /** An operation is done with its keys, one after the other. */
  void release(List<Integer> keys) {
    Set<Integer> busy = new HashSet<>(keys);
    for (int key : keys) {
      busy.remove(key);
      Entry entry = entries.get(key);
      Integer weight = entry == null ? null : (Integer) bound.weight(entry.value);
      recency.used(key, weight, busy).forEach(this::evict);
    }
  }

  private void evict(int key) {
    Entry entry = entries.remove(key);
    if (entry == null) {
      return;
    }
    if (hasExpired(entry)) {
      audience.expired(key, entry.value, false);
    } else {
      moment.countEviction();
      audience.evicted(key, entry.value);
    }
  }

  void resize(long maximum) {
    recency.resize(maximum).forEach(this::evict);
  }

  /** Removes everything, and tells nobody. */
  void clear() {
    entries.clear();
    recency.clear();
  }

  void advance(long nanos) {
    now += nanos;
  }

  /** The provider's threads take out what has expired. */
  void sweep() {
    for (int key : new ArrayList<>(entries.keySet())) {
      if (peek(key) == null) {
        recency.forget(key);
        evict(key);
      }
    }
  }
}
