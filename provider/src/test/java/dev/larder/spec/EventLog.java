package dev.larder.spec;

import dev.larder.CacheEntryEvictedListener;
import dev.larder.CacheEntryEviction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** A listener to everything, evictions included; does something more on each event if told to. */
public final class EventLog
    implements CacheEntryCreatedListener<String, String>,
        CacheEntryUpdatedListener<String, String>,
        CacheEntryRemovedListener<String, String>,
        CacheEntryExpiredListener<String, String>,
        CacheEntryEvictedListener<String, String> {
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final Consumer<CacheEntryEvent<? extends String, ? extends String>> action;

  public EventLog() {
    this(event -> {});
  }

  public EventLog(Consumer<CacheEntryEvent<? extends String, ? extends String>> action) {
    this.action = action;
  }

  public CacheEntryListenerConfiguration<String, String> configuration(boolean synchronous) {
    return new MutableCacheEntryListenerConfiguration<String, String>(
        () -> this, null, true, synchronous);
  }

  /** For example {@code UPDATED k old->new}. */
  public List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  public void awaitLines(int count) {
    Eventually.isTrue(count + " events: " + lines(), () -> lines.size() >= count);
  }

  @Override
  public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
    hear(events);
  }

  @Override
  public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
    hear(events);
  }

  @Override
  public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
    hear(events);
  }

  @Override
  public void onExpired(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
    hear(events);
  }

  @Override
  public void onEvicted(Iterable<CacheEntryEviction<String, String>> evictions) {
    evictions.forEach(one -> lines.add("EVICTED " + one.getKey() + " " + one.getValue()));
  }

  private void hear(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
    for (CacheEntryEvent<? extends String, ? extends String> event : events) {
      String values =
          switch (event.getEventType()) {
            case CREATED -> event.getValue();
            case UPDATED -> event.getOldValue() + "->" + event.getValue();
            case REMOVED, EXPIRED -> event.getOldValue();
          };
      lines.add(event.getEventType() + " " + event.getKey() + " " + values);
      action.accept(event);
    }
  }
}
