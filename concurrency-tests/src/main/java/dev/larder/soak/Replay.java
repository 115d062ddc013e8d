package dev.larder.soak;

import dev.larder.CacheEntryEvictedListener;
import dev.larder.CacheEntryEviction;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import org.jspecify.annotations.Nullable;

/**
 * Applies the events to a map of its own. Each event must fit the state after the earlier events of
 * its key, and in the end the map must equal the cache. Every value is put only once, so that a
 * lost, duplicate or reordered event is detected.
 */
final class Replay
    implements CacheEntryCreatedListener<Integer, Object>,
        CacheEntryUpdatedListener<Integer, Object>,
        CacheEntryRemovedListener<Integer, Object>,
        CacheEntryExpiredListener<Integer, Object>,
        CacheEntryEvictedListener<Integer, Object> {
  private static final int NAPS = 512;
  private static final long PAUSE = 1_000_000;

  private final ConcurrentHashMap<Integer, Object> replayed = new ConcurrentHashMap<>();
  private final LongAdder events = new LongAdder();
  private final Kind kind;
  private final Promises promises;

  Replay(Kind kind, Promises promises) {
    this.kind = kind;
    this.promises = promises;
  }

  @Override
  public void onCreated(Iterable<CacheEntryEvent<? extends Integer, ? extends Object>> all) {
    all.forEach(event -> move(event.getKey(), null, event.getValue()));
  }

  @Override
  public void onUpdated(Iterable<CacheEntryEvent<? extends Integer, ? extends Object>> all) {
    all.forEach(event -> move(event.getKey(), event.getOldValue(), event.getValue()));
  }

  @Override
  public void onRemoved(Iterable<CacheEntryEvent<? extends Integer, ? extends Object>> all) {
    all.forEach(event -> move(event.getKey(), event.getOldValue(), null));
  }

  @Override
  public void onExpired(Iterable<CacheEntryEvent<? extends Integer, ? extends Object>> all) {
    all.forEach(event -> expire(event.getKey(), event.getOldValue()));
  }

  @Override
  public void onEvicted(Iterable<CacheEntryEviction<Integer, Object>> all) {
    all.forEach(eviction -> move(eviction.getKey(), eviction.getValue(), null));
  }

  /** An entry that expires before it is stored has an EXPIRED event, but was never created. */
  private void expire(Integer key, Object value) {
    if (replayed.containsKey(key)) {
      move(key, value, null);
    } else {
      events.increment();
      promises.count("events of what had expired before it was stored", 1);
    }
  }

  private void move(Integer key, @Nullable Object from, @Nullable Object to) {
    events.increment();
    if (kind.is(Trait.SLOW_LISTENER) && events.sum() % NAPS == 0) {
      LockSupport.parkNanos(PAUSE);
    }
    Object known = to == null ? replayed.remove(key) : replayed.put(key, to);
    boolean fits = from == null ? known == null : from.equals(known);
    if (!fits) {
      promises.count("events that did not fit", 1);
      promises.broken(kind + ": event of " + key + " from " + from + " to " + to + " at " + known);
    }
  }

  /** Returns the number of events since the last call. */
  long takeEvents() {
    return events.sumThenReset();
  }

  /** Returns whether the map equals the content of the cache. */
  boolean agrees(Cache<Integer, Object> cache) {
    int entries = 0;
    for (Cache.Entry<Integer, Object> entry : cache) {
      if (!entry.getValue().equals(replayed.get(entry.getKey()))) {
        return false;
      }
      entries++;
    }
    return entries == replayed.size();
  }
}
