package dev.larder.reliability;

import dev.larder.CacheEntryEviction;
import dev.larder.spec.AnyEventListener;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEvent;

/** A listener with a filter, both of which may fail. It records the types of events. */
final class EventRecorder extends AnyEventListener<FailingKey, FailingValue> {
  private static final String EVICTED = "EVICTED";

  private final List<String> types = new CopyOnWriteArrayList<>();

  CacheEntryListenerConfiguration<FailingKey, FailingValue> configuration(boolean synchronous) {
    return new MutableCacheEntryListenerConfiguration<FailingKey, FailingValue>(
        () -> this, () -> EventRecorder::passes, true, synchronous);
  }

  private static boolean passes(
      CacheEntryEvent<? extends FailingKey, ? extends FailingValue> event) {
    UserCall.FILTER.called();
    return true;
  }

  /**
   * Returns the types of the events since the last call, with evictions last, because their order
   * is undefined.
   */
  List<String> take() {
    List<String> taken = new ArrayList<>(types);
    types.clear();
    taken.sort(Comparator.comparing(EVICTED::equals));
    return taken;
  }

  @Override
  protected void onEvent(CacheEntryEvent<? extends FailingKey, ? extends FailingValue> event) {
    types.add(event.getEventType().name());
    UserCall.LISTENER.called();
  }

  @Override
  protected void onEviction(CacheEntryEviction<FailingKey, FailingValue> eviction) {
    types.add(EVICTED);
    UserCall.LISTENER.called();
  }
}
