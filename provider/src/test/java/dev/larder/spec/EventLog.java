package dev.larder.spec;

import dev.larder.CacheEntryEviction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEvent;

/** Records every event as text, then runs an action on it. */
public final class EventLog extends AnyEventListener<String, String> {
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final Consumer<CacheEntryEvent<? extends String, ? extends String>> action;

  public EventLog() {
    this(event -> {});
  }

  public EventLog(Consumer<CacheEntryEvent<? extends String, ? extends String>> action) {
    this.action = action;
  }

  public CacheEntryListenerConfiguration<String, String> configuration(boolean synchronous) {
    return SpecTest.listening(this, synchronous);
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
  protected void onEvent(CacheEntryEvent<? extends String, ? extends String> event) {
    lines.add(event.getEventType() + " " + event.getKey() + " " + values(event));
    action.accept(event);
  }

  @Override
  protected void onEviction(CacheEntryEviction<String, String> eviction) {
    lines.add("EVICTED " + eviction.getKey() + " " + eviction.getValue());
  }
}
