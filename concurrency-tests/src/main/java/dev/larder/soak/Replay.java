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
  private static final long NAP = 1_000_000;

  private final ConcurrentHashMap<Integer, Object> replayed = new ConcurrentHashMap<>();
  private final LongAdder events = new LongAdder();
  private final LongAdder updates = new LongAdder();
  private final Promises promises;
  private final int naps;

  /**
   * Makes a listener.
   *
   * @param naps how many events there are to each nap that it takes, 0 for none
   */
  Replay(Promises promises, int naps) {
    this.promises = promises;
    this.naps = naps;
  }

  @Override
  public void onCreated(Iterable<CacheEntryEvent<? extends Integer, ? extends Object>> all) {
    all.forEach(event -> move(event.getKey(), null, event.getValue()));
  }

  @Override
  public void onUpdated(Iterable<CacheEntryEvent<? extends Integer, ? extends Object>> all) {
    for (CacheEntryEvent<? extends Integer, ? extends Object> event : all) {
      updates.increment();
      move(event.getKey(), event.getOldValue(), event.getValue());
    }
  }

  @Override
  public void onRemoved(Iterable<CacheEntryEvent<? extends Integer, ? extends Object>> all) {
    all.forEach(event -> move(event.getKey(), event.getOldValue(), null));
  }

  @Override
  public void onExpired(Iterable<CacheEntryEvent<? extends Integer, ? extends Object>> all) {
    all.forEach(event -> move(event.getKey(), event.getOldValue(), null));
  }

  @Override
  public void onEvicted(Iterable<CacheEntryEviction<Integer, Object>> all) {
    all.forEach(eviction -> move(eviction.getKey(), eviction.getValue(), null));
  }

  private void move(Integer key, @Nullable Object from, @Nullable Object to) {
    events.increment();
    if (naps != 0 && events.sum() % naps == 0) {
      LockSupport.parkNanos(NAP);
    }
    Object known = to == null ? replayed.remove(key) : replayed.put(key, to);
    boolean fits = from == null ? known == null : from.equals(known);
    if (!fits) {
      promises.count("events that did not fit", 1);
      promises.broken("event of " + key + " from " + from + " to " + to + " at " + known);
    }
  }

  /** How many events have come. */
  long events() {
    return events.sum();
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
