package dev.larder.event;

import dev.larder.event.Dispatcher.Pending;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The evictions of one operation, which the calling thread tells to synchronous listeners once it
 * holds no key any more. An operation within another one, of a loader or a processor, has an outbox
 * of its own. Used by one thread, which closes it; {@code open} is concurrent.
 */
public final class Outbox<K, V> implements AutoCloseable {
  private final Dispatcher<K, V> dispatcher;
  private final Map<Thread, Outbox<K, V>> open;
  private final @Nullable Outbox<K, V> outer;
  private final List<Pending<K, V>> evictions = new ArrayList<>();
  private boolean closed;

  /** Makes the outbox of the calling thread. */
  Outbox(Dispatcher<K, V> dispatcher, Map<Thread, Outbox<K, V>> open) {
    this.dispatcher = dispatcher;
    this.open = open;
    this.outer = open.put(Thread.currentThread(), this);
  }

  void add(Pending<K, V> eviction) {
    evictions.add(eviction);
  }

  /** Ends the outbox, and returns what the caller has to deliver. */
  public List<Pending<K, V>> take() {
    end();
    List<Pending<K, V>> taken = List.copyOf(evictions);
    evictions.clear();
    return taken;
  }

  private void end() {
    if (closed) {
      return;
    }
    closed = true;
    if (outer == null) {
      open.remove(Thread.currentThread());
    } else {
      open.put(Thread.currentThread(), outer);
    }
  }

  /** Ends the outbox; what was not taken is delivered by the executor. */
  @Override
  public void close() {
    end();
    evictions.forEach(dispatcher::deliverLater);
    evictions.clear();
  }
}
