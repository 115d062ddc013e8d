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
 * Does what the events say, to a map of its own: each event must fit what the ones before it have
 * made of its key, and in the end the map must be the cache. Every value is put once, so an event
 * that is lost, doubled or out of order is seen.
 */
final class Replay
    implements CacheEntryCreatedListener<Integer, Object>,
        CacheEntryUpdatedListener<Integer, Object>,
        CacheEntryRemovedListener<Integer, Object>,
        CacheEntryExpiredListener<Integer, Object>,
        CacheEntryEvictedListener<Integer, Object> {
  private static final int NAPS = 512;
  private static final long NAP = 1_000_000;

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

  /** What was stored so slowly that it had expired by then is told of, and was never created. */
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
    if (kind.is(Trait.LATE) && events.sum() % NAPS == 0) {
      LockSupport.parkNanos(NAP);
    }
    Object known = to == null ? replayed.remove(key) : replayed.put(key, to);
    boolean fits = from == null ? known == null : from.equals(known);
    if (!fits) {
      promises.count("events that did not fit", 1);
      promises.broken(kind + ": event of " + key + " from " + from + " to " + to + " at " + known);
    }
  }

  /** How many events have come since this was last asked. */
  long takeEvents() {
    return events.sumThenReset();
  }

  /** Whether the map is what the cache is. */
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
