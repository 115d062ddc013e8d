package dev.larder.engine;

import dev.larder.event.CacheChangeEvent;
import dev.larder.event.CacheChangeEvent.Kind;
import dev.larder.statistics.Statistics.Stripe;
import dev.larder.store.Action;
import dev.larder.store.Change;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Derives the events and the counts of a change. No other class does. */
final class Consequences {
  private Consequences() {}

  /** Returns the events of a change of one entry, in order. */
  static <K, V> List<CacheChangeEvent<K, V>> events(K key, Change<V> change) {
    List<CacheChangeEvent<K, V>> events = new ArrayList<>(1);
    V before = change.before();
    V after = change.after();
    add(events, Kind.EXPIRED, key, change.expired(), null);
    if (after != null) {
      if (before != null) {
        add(events, Kind.UPDATED, key, before, after);
      } else if (change.stored()) {
        events.add(new CacheChangeEvent<>(Kind.CREATED, key, null, after));
      }
      if (!change.stored()) {
        add(events, Kind.EXPIRED, key, after, null);
      }
    } else if (change.action() == Action.REMOVE) {
      add(events, Kind.REMOVED, key, before, null);
    }
    return events;
  }

  private static <K, V> void add(
      List<CacheChangeEvent<K, V>> events, Kind kind, K key, @Nullable V old, @Nullable V value) {
    if (old != null) {
      events.add(new CacheChangeEvent<>(kind, key, old, value));
    }
  }

  /**
   * Counts a change. An update whose entry expires at once counts as a put.
   *
   * @param countsRead whether it also counts as a hit or a miss
   * @param nanos the duration of the operation in nanoseconds
   */
  static void count(Stripe stripe, Change<?> change, boolean countsRead, long nanos) {
    if (countsRead) {
      stripe.get(change.present(), nanos);
    }
    boolean expiresAtOnce = change.after() != null && change.present() && !change.stored();
    if (change.expired() != null || expiresAtOnce) {
      stripe.expiration();
    }
    if (change.action() == Action.WRITE && (change.stored() || change.present())) {
      stripe.put(nanos);
    } else if (change.action() == Action.REMOVE && change.present()) {
      stripe.removal(nanos);
    }
  }
}
