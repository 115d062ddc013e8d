package dev.larder.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import org.jspecify.annotations.Nullable;

/**
 * A listener to all events, which records them. A subject that reports evictions extends it.
 * Thread-safe.
 */
public class EventLog
    implements CacheEntryCreatedListener<Integer, Box>,
        CacheEntryUpdatedListener<Integer, Box>,
        CacheEntryRemovedListener<Integer, Box>,
        CacheEntryExpiredListener<Integer, Box> {

  /** The settings of a log, passed on by {@link Subject#log}. */
  public static final class Settings {
    private final Journal journal;
    private final ListenerSetup listener;
    private final boolean ignoresOldValue;
    private final boolean ignoresExpiry;

    Settings(Journal journal, Set<Liberty> liberties, ListenerSetup listener) {
      this.journal = journal;
      this.listener = listener;
      this.ignoresOldValue =
          !listener.oldValueRequired() && liberties.contains(Liberty.OLD_VALUE_NOT_REQUIRED);
      this.ignoresExpiry = liberties.contains(Liberty.EXPIRED_EVENTS);
    }
  }

  private record Line(int key, String text) {}

  private final Settings settings;
  private final List<Line> lines = new ArrayList<>();

  /** Creates an empty log. */
  public EventLog(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void onCreated(Iterable<CacheEntryEvent<? extends Integer, ? extends Box>> events) {
    events.forEach(event -> add(event.getKey(), "CREATED " + text(event.getValue())));
  }

  @Override
  public void onUpdated(Iterable<CacheEntryEvent<? extends Integer, ? extends Box>> events) {
    events.forEach(event -> add(event.getKey(), updated(old(event), text(event.getValue()))));
  }

  @Override
  public void onRemoved(Iterable<CacheEntryEvent<? extends Integer, ? extends Box>> events) {
    events.forEach(event -> add(event.getKey(), "REMOVED " + gone(event)));
  }

  @Override
  public void onExpired(Iterable<CacheEntryEvent<? extends Integer, ? extends Box>> events) {
    if (!settings.ignoresExpiry) {
      events.forEach(event -> add(event.getKey(), "EXPIRED " + gone(event)));
    }
  }

  /** Records an eviction, for which the specification has no listener. */
  protected final void evicted(Integer key, Box value) {
    add(key, "EVICTED " + text(value));
  }

  static String updated(String old, String value) {
    return "UPDATED " + old + "->" + value;
  }

  /** Returns the value of a removal or expiry; getValue has to return the old value. */
  private String gone(CacheEntryEvent<? extends Integer, ? extends Box> event) {
    String old = old(event);
    String value = settings.ignoresOldValue ? old : text(event.getValue());
    return value.equals(old) ? old : old + ", but getValue() is " + value;
  }

  private String old(CacheEntryEvent<? extends Integer, ? extends Box> event) {
    if (settings.ignoresOldValue) {
      return "?";
    }
    String old = text(event.getOldValue());
    return event.isOldValueAvailable() ? old : "unavailable " + old;
  }

  private String text(@Nullable Box value) {
    return value == null ? "null" : Integer.toString(settings.journal.read(value));
  }

  private void add(int key, String text) {
    synchronized (this) {
      lines.add(new Line(key, text));
    }
    if (settings.listener.throwsOn(key)) {
      throw new IllegalStateException("a listener that throws, on purpose");
    }
  }

  synchronized int size() {
    return lines.size();
  }

  synchronized void drain(int listener, Observation observation) {
    lines.forEach(line -> observation.record(listener, line.key(), line.text()));
    lines.clear();
  }
}
