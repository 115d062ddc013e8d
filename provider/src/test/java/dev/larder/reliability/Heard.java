package dev.larder.reliability;

import dev.larder.CacheEntryEvictedListener;
import dev.larder.CacheEntryEviction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** A listener with a filter, both of which may fail, and what got through to it. */
final class Heard
    implements CacheEntryCreatedListener<Key, Payload>,
        CacheEntryUpdatedListener<Key, Payload>,
        CacheEntryRemovedListener<Key, Payload>,
        CacheEntryExpiredListener<Key, Payload>,
        CacheEntryEvictedListener<Key, Payload> {
  private static final String EVICTED = "EVICTED";

  private final List<String> lines = new CopyOnWriteArrayList<>();

  CacheEntryListenerConfiguration<Key, Payload> configuration(boolean synchronous) {
    return new MutableCacheEntryListenerConfiguration<Key, Payload>(
        () -> this, () -> Heard::passes, true, synchronous);
  }

  private static boolean passes(CacheEntryEvent<? extends Key, ? extends Payload> event) {
    Point.FILTER.reached();
    return true;
  }

  /** The types of the events since the last time; evictions, which come by themselves, at last. */
  List<String> take() {
    List<String> taken = new ArrayList<>(lines);
    lines.clear();
    taken.sort(Comparator.comparing(EVICTED::equals));
    return taken;
  }

  int count() {
    return lines.size();
  }

  private void hear(Iterable<CacheEntryEvent<? extends Key, ? extends Payload>> events) {
    for (CacheEntryEvent<? extends Key, ? extends Payload> event : events) {
      lines.add(event.getEventType().name());
    }
    Point.LISTENER.reached();
  }

  @Override
  public void onEvicted(Iterable<CacheEntryEviction<Key, Payload>> evictions) {
    evictions.forEach(eviction -> lines.add(EVICTED));
    Point.LISTENER.reached();
  }

  @Override
  public void onExpired(Iterable<CacheEntryEvent<? extends Key, ? extends Payload>> events) {
    hear(events);
  }

  @Override
  public void onCreated(Iterable<CacheEntryEvent<? extends Key, ? extends Payload>> events) {
    hear(events);
  }

  @Override
  public void onUpdated(Iterable<CacheEntryEvent<? extends Key, ? extends Payload>> events) {
    hear(events);
  }

  @Override
  public void onRemoved(Iterable<CacheEntryEvent<? extends Key, ? extends Payload>> events) {
    hear(events);
  }
}
