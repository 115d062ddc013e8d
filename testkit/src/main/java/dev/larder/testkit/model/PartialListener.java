package dev.larder.testkit.model;

import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;

/** A listener to creations and removals only. */
record PartialListener(EventLog log)
    implements CacheEntryCreatedListener<Integer, Box>, CacheEntryRemovedListener<Integer, Box> {
  @Override
  public void onCreated(Iterable<CacheEntryEvent<? extends Integer, ? extends Box>> events) {
    log.onCreated(events);
  }

  @Override
  public void onRemoved(Iterable<CacheEntryEvent<? extends Integer, ? extends Box>> events) {
    log.onRemoved(events);
  }
}
