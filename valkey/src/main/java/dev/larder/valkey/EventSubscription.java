package dev.larder.valkey;

import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.StoreContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a cache by other processes. The script that makes a change publishes it with a
 * number. A number that is missing tells of messages that were lost, for instance while the
 * connection was.
 */
final class EventSubscription<K, V> implements AutoCloseable {
  private static final Logger LOG = System.getLogger("dev.larder");
  private static final int PARTS = 7;

  private final StoreContext<K, V> context;
  private final ValkeyStore<K, V> store;
  private final KeyFormat<K> keys;
  private final Server server;
  private final EventExecutor executor;

  /** The last number of each sequence. Used by the thread of the executor. */
  private final Map<Bytes, Long> numbers = new HashMap<>();

  private volatile Bytes channel = Bytes.NONE;

  EventSubscription(StoreContext<K, V> context, ValkeyStore<K, V> store, Shared shared) {
    this.context = context;
    this.store = store;
    this.keys = store.keys();
    this.server = shared.server();
    this.executor = shared.events();
  }

  void start(int database) {
    channel = keys.channel(database);
    server.subscribe(store.subject(), channel, message -> executor.execute(() -> receive(message)));
  }

  @Override
  public void close() {
    server.link().unsubscribe(channel);
  }

  private void receive(byte[] message) {
    if (message.length == 0) {
      return; // a process has checked its rights
    }
    try {
      List<byte[]> parts = parts(message);
      countGap(new Bytes(parts.get(2)), Long.parseLong(new Bytes(parts.get(1)).toString()));
      if (!new Bytes(parts.get(0)).equals(store.commands().publisher()) && context.hasListeners()) {
        Change<V> change = change(new Bytes(parts.get(4)).toString(), parts.get(5), parts.get(6));
        context.changedElsewhere(keys.decode(new Bytes(parts.get(3))), change);
      }
    } catch (RuntimeException e) {
      executor.counters().lostEvents.increment();
      LOG.log(Level.WARNING, store.subject() + ": an event of another process was lost", e);
    }
  }

  private static List<byte[]> parts(byte[] message) {
    ByteBuffer buffer = ByteBuffer.wrap(message);
    List<byte[]> parts = new ArrayList<>(PARTS);
    while (buffer.hasRemaining()) {
      int length = buffer.getInt();
      if (length < 0 || length > buffer.remaining()) {
        throw new IllegalArgumentException("a malformed message");
      }
      byte[] part = new byte[length];
      buffer.get(part);
      parts.add(part);
    }
    if (parts.size() != PARTS) {
      throw new IllegalArgumentException("a malformed message");
    }
    return parts;
  }

  private void countGap(Bytes sequence, long number) {
    Long last = numbers.put(sequence, number);
    if (last != null && number > last + 1) {
      long lost = number - last - 1;
      executor.counters().lostEvents.add(lost);
      LOG.log(
          Level.WARNING,
          "{0}: {1} events of other processes were lost, perhaps while the connection was",
          store.subject(),
          lost);
    }
  }

  private Change<V> change(String kind, byte[] before, byte[] after) {
    char action = kind.charAt(0);
    boolean isPresent = kind.charAt(1) == '1';
    boolean isStored = kind.charAt(2) == '1';
    V old = store.reader().decodeForEvent(empty(before));
    return new Change<>(
        action == 'w' ? Action.WRITE : action == 'd' ? Action.REMOVE : Action.NONE,
        isPresent,
        isPresent ? old : null,
        isPresent ? null : old,
        store.reader().decodeForEvent(empty(after)),
        isStored);
  }

  private static byte @Nullable [] empty(byte[] bytes) {
    return bytes.length == 0 ? null : bytes;
  }
}
