package dev.larder.reliability;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** A listener with a filter, both of which may fail, and what got through to it. */
final class Heard
    implements CacheEntryCreatedListener<Key, Payload>,
        CacheEntryUpdatedListener<Key, Payload>,
        CacheEntryRemovedListener<Key, Payload> {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  CacheEntryListenerConfiguration<Key, Payload> configuration(boolean synchronous) {
    return new MutableCacheEntryListenerConfiguration<Key, Payload>(
        () -> this, () -> Heard::passes, true, synchronous);
  }

  private static boolean passes(CacheEntryEvent<? extends Key, ? extends Payload> event) {
    Point.FILTER.reached();
    return true;
  }

  /** The types of the events since the last time. */
  List<String> take() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
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
