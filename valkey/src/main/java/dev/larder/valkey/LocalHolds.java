package dev.larder.valkey;

import dev.larder.CacheUnavailableException;
import dev.larder.store.KeyHold;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys that threads of this process hold. A hold excludes the other threads of this process; a
 * version excludes other processes. Thread-safe.
 */
final class LocalHolds {
  private final String cacheName;
  private final Server server;
  private final ConcurrentHashMap<Bytes, KeyHold> holds = new ConcurrentHashMap<>();

  LocalHolds(String cacheName, Server server) {
    this.cacheName = cacheName;
    this.server = server;
  }

  boolean isHeld(Bytes key) {
    KeyHold held = holds.get(key);
    return held != null && !held.isOver();
  }

  /** Waits until no thread holds a key. */
  void await(Bytes key) {
    for (KeyHold held = holds.get(key); held != null; held = holds.get(key)) {
      await(held);
      holds.remove(key, held);
    }
  }

  /**
   * Waits for the end of a hold. If the server has not answered meanwhile, although it was asked,
   * for longer than the timeout, the threads that wait for the key do not all try it one after the
   * other.
   */
  private void await(KeyHold held) {
    long start = System.nanoTime();
    held.await();
    if (System.nanoTime() - start > server.timeoutNanos() && server.isSilentSince(start)) {
      throw new CacheUnavailableException(
          "cache '"
              + cacheName
              + "': not executed: the server has not answered other operations on the key",
          new CommandException(CommandException.Kind.NOT_EXECUTED, "no answer", null));
    }
  }

  /** Waits for the end of all present holds. */
  void awaitAll() {
    holds.values().forEach(KeyHold::await);
  }

  /** Returns a new hold of a key, or null if another thread holds it. */
  @Nullable KeyHold tryHold(Bytes key) {
    KeyHold hold = new KeyHold(cacheName);
    if (tryHold(key, hold)) {
      return hold;
    }
    hold.release();
    return null;
  }

  /** Publishes a hold, unless another thread holds the key. */
  boolean tryHold(Bytes key, KeyHold hold) {
    KeyHold held = holds.putIfAbsent(key, hold);
    if (held != null && held.isOver() && holds.remove(key, held)) {
      held = holds.putIfAbsent(key, hold);
    }
    return held == null;
  }

  /**
   * Publishes a hold. If another thread holds the key, the caller waits for that thread, or gets
   * false.
   */
  boolean hold(Bytes key, KeyHold hold, boolean waits) {
    if (!waits) {
      return tryHold(key, hold);
    }
    for (KeyHold held = holds.putIfAbsent(key, hold);
        held != null;
        held = holds.putIfAbsent(key, hold)) {
      await(held);
      holds.remove(key, held);
      hold.inherit(held);
    }
    return true;
  }

  /** Takes back a hold, which goes on. */
  void withdraw(Bytes key, KeyHold hold) {
    holds.remove(key, hold);
  }

  void release(Bytes key, KeyHold hold) {
    holds.remove(key, hold);
    hold.release();
  }
}
