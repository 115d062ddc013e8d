package dev.larder.event;

import dev.larder.event.Dispatcher.PendingEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The evictions of one operation. The calling thread delivers them to synchronous listeners after
 * it has released its keys. An operation nested in a loader or a processor has an outbox of its
 * own. Used and closed by one thread; {@code open} is concurrent.
 */
public final class Outbox<K, V> implements AutoCloseable {
  private final Dispatcher<K, V> dispatcher;
  private final Map<Thread, Outbox<K, V>> open;
  private final @Nullable Outbox<K, V> outer;
  private final List<PendingEvents<K, V>> evictions = new ArrayList<>();

  /** Opens an outbox for the calling thread. */
  Outbox(Dispatcher<K, V> dispatcher, Map<Thread, Outbox<K, V>> open) {
    this.dispatcher = dispatcher;
    this.open = open;
    this.outer = open.put(Thread.currentThread(), this);
  }

  void add(PendingEvents<K, V> eviction) {
    evictions.add(eviction);
  }

  /**
   * Removes and returns the evictions, which the caller has to deliver after the outbox is closed.
   */
  public List<@Nullable PendingEvents<K, V>> take() {
    List<@Nullable PendingEvents<K, V>> taken = List.copyOf(evictions);
    evictions.clear();
    return taken;
  }

  /** Ends the outbox. The executor delivers the evictions that were not taken. */
  @Override
  public void close() {
    if (outer == null) {
      open.remove(Thread.currentThread());
    } else {
      open.put(Thread.currentThread(), outer);
    }
    evictions.forEach(dispatcher::deliverLater);
  }
}
