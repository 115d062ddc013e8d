package dev.larder.engine;

import dev.larder.event.Dispatcher;
import dev.larder.integration.Loader;
import dev.larder.integration.Writer;
import dev.larder.store.KeyHold;
import dev.larder.store.Operation;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.CacheException;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * The operations on many keys: one bulk call of the loader or the writer, and the transitions of
 * the operations on one key. Each key is atomic, the whole operation is not. Thread-safe.
 */
public final class Bulk<K, V> {
  private static final Logger LOG = System.getLogger(Bulk.class.getName());

  /** The longest wait of a load for a thread that delivers for the same key, in nanoseconds. */
  private static final long MAX_LISTENER_WAIT = TimeUnit.SECONDS.toNanos(1);

  private final Engine<K, V> engine;

  Bulk(Engine<K, V> engine) {
    this.engine = engine;
  }

  /** Returns the values that are present or can be loaded. */
  public Map<K, V> getAll(Collection<K> keys) {
    Map<K, V> found = new HashMap<>((int) (keys.size() / 0.75f) + 1);
    BiConsumer<K, @Nullable V> result =
        (key, value) -> {
          if (value != null) {
            found.put(key, value);
          }
        };
    Set<K> missing = new LinkedHashSet<>();
    for (K key : keys) {
      V value = engine.hit(key);
      result.accept(key, value);
      if (value == null) {
        missing.add(key);
      }
    }
    Loader<K, V> loader = engine.components().integration().readThroughLoader();
    if (loader == null) {
      missing.forEach(
          key -> result.accept(key, engine.run(key, Operation.GET, null, null).before()));
    } else {
      load(loader, missing, false, true, result);
    }
    return found;
  }

  /**
   * Loads values in the background.
   *
   * @param replace whether to load the values of present entries too
   * @param listener notified of the end or the failure, null for none
   */
  public void loadAll(Collection<K> keys, boolean replace, @Nullable CompletionListener listener) {
    Loader<K, V> loader = engine.components().integration().loader();
    if (loader == null) {
      complete(listener, null);
      return;
    }
    Dispatcher<K, V> dispatcher = engine.components().services().dispatcher();
    // A listener that waits for a load of its own would deadlock if the load waited for it.
    boolean isHolding = KeyHold.isHeldByCurrentThread();
    long maxWait = isHolding ? 0 : Math.min(MAX_LISTENER_WAIT, dispatcher.maxWait());
    Runnable task =
        () -> {
          Throwable failure = null;
          try {
            requireOpen();
            dispatcher.withMaxWait(
                maxWait,
                () -> load(loader, new LinkedHashSet<>(keys), replace, false, (k, v) -> {}));
          } catch (Throwable e) {
            failure = e;
          }
          complete(listener, failure);
        };
    // The loading thread must not block on the event queue, because other threads may wait for
    // its keys. The caller blocks here instead.
    dispatcher.awaitCapacity(!isHolding);
    if (isHolding) {
      // User code that holds a key may wait for this load, so it must not wait for a free thread.
      task.run();
      return;
    }
    // If the executor is full, the caller loads. If it is closed, the task reports that.
    Handover.run(engine.components().services().executors().loading(), task);
  }

  private void requireOpen() {
    if (engine.isClosed()) {
      throw new CacheException(
          "cache '" + engine.components().name() + "' was closed before loadAll had begun");
    }
  }

  private void complete(@Nullable CompletionListener listener, @Nullable Throwable failure) {
    try {
      if (listener == null) {
        warn("loadAll failed, and has no listener", failure);
      } else if (failure == null) {
        listener.onCompletion();
      } else {
        listener.onException(
            failure instanceof Exception exception
                ? exception
                : new CacheException("loadAll ended with an error", failure));
      }
    } catch (Exception e) {
      warn("the completion listener of loadAll failed", e);
    }
  }

  private void warn(String what, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.log(Level.WARNING, "cache '" + engine.components().name() + "': " + what, failure);
    }
  }

  /**
   * Loads missing values, or all of them, in one call of the loader for as many keys as can be
   * claimed at once.
   *
   * @param keys is emptied
   * @param countsRead whether each key counts as a {@code get}
   * @param result accepts each key with its value, null if there is none
   */
  private void load(
      Loader<K, V> loader,
      Set<K> keys,
      boolean replace,
      boolean countsRead,
      BiConsumer<K, @Nullable V> result) {
    while (!keys.isEmpty()) {
      Engine.rethrow(
          ClaimedKeys.use(
              engine,
              keys,
              countsRead,
              claimed -> {
                load(loader, claimed, replace, countsRead, result);
                return null;
              }));
    }
  }

  private void load(
      Loader<K, V> loader,
      ClaimedKeys<K, V> claimed,
      boolean replace,
      boolean countsRead,
      BiConsumer<K, @Nullable V> result) {
    List<ClaimedKeys<K, V>.Slot> toLoad = new ArrayList<>();
    for (ClaimedKeys<K, V>.Slot slot : claimed.slots()) {
      boolean isWanted = replace || slot.claim().current() == null;
      if (isWanted && sharedOutcome(slot, countsRead) == null) {
        toLoad.add(slot);
      }
    }
    Map<K, V> loaded = load(loader, toLoad);
    for (ClaimedKeys<K, V>.Slot slot : claimed.slots()) {
      SharedLoad outcome = sharedOutcome(slot, countsRead);
      ApplyLoaded<V> apply = new ApplyLoaded<>(loaded.get(slot.key()), replace, countsRead);
      slot.plan(apply);
      V value = apply.result(slot.carryOut());
      result.accept(slot.key(), outcome == null ? value : outcome.<V>get());
    }
  }

  /** Returns the outcome of another thread's load that a read has waited for, or null. */
  private @Nullable SharedLoad sharedOutcome(ClaimedKeys<K, V>.Slot slot, boolean isRead) {
    return isRead ? SharedLoad.of(slot.claim()) : null;
  }

  /** Calls the loader for claimed keys, and shares its outcome. */
  private Map<K, V> load(Loader<K, V> loader, List<ClaimedKeys<K, V>.Slot> slots) {
    Map<K, V> loaded = new HashMap<>();
    if (slots.isEmpty()) {
      return loaded;
    }
    Set<K> keys = new LinkedHashSet<>();
    slots.forEach(slot -> keys.add(slot.key()));
    try {
      loader.loadAll(keys).forEach((key, value) -> loaded.put(key, copy(value)));
      slots.forEach(slot -> share(slot, new SharedLoad(loaded.get(slot.key()), null)));
    } catch (Throwable e) {
      slots.forEach(slot -> share(slot, new SharedLoad(null, e)));
      throw e;
    }
    return loaded;
  }

  private void share(ClaimedKeys<K, V>.Slot slot, SharedLoad outcome) {
    slot.claim().hold().publishOutcome(outcome);
  }

  private V copy(V value) {
    return engine.components().copies().value().apply(value);
  }

  /** Puts all entries, with one call of the writer for as many keys as can be claimed at once. */
  public void putAll(Map<K, V> entries) {
    Writer<K, V> writer = engine.components().integration().writer();
    if (writer == null) {
      each(entries.keySet(), key -> engine.run(key, Operation.PUT, valueOf(entries, key), null));
      return;
    }
    writeThrough(
        entries.keySet(),
        keys -> {
          Map<K, V> batch = new LinkedHashMap<>();
          keys.forEach(key -> batch.put(key, copy(valueOf(entries, key))));
          return writer.writeAll(batch);
        },
        key -> new Transition.Of<>(Operation.PUT, valueOf(entries, key), null));
  }

  private static <K, V> V valueOf(Map<K, V> entries, K key) {
    return Objects.requireNonNull(entries.get(key));
  }

  /** Removes all keys, with one call of the writer for as many as can be claimed at once. */
  public void removeAll(Collection<K> keys) {
    Writer<K, V> writer = engine.components().integration().writer();
    if (writer == null) {
      each(keys, key -> engine.run(key, Operation.REMOVE, null, null));
    } else {
      Transition<V, ?> remove = new Transition.Of<>(Operation.REMOVE, null, null);
      writeThrough(keys, writer::deleteAll, key -> remove);
    }
  }

  private void each(Collection<K> keys, Consumer<K> operation) {
    Throwable failure = null;
    for (K key : keys) {
      try {
        operation.accept(key);
      } catch (Throwable e) {
        failure = failure == null ? e : failure;
      }
    }
    Engine.rethrow(failure);
  }

  /** Claims keys, writes them through, and then changes the entries that were written. */
  private void writeThrough(
      Collection<K> keys,
      Function<Set<K>, Writer.Outcome<K>> write,
      Function<K, Transition<V, ?>> transition) {
    Set<K> remaining = new LinkedHashSet<>(keys);
    Throwable first = null;
    // The failure of a listener does not keep the remaining keys from being written.
    boolean[] isWritten = {true};
    while (!remaining.isEmpty() && isWritten[0]) {
      isWritten[0] = false;
      Throwable failure =
          ClaimedKeys.use(
              engine,
              remaining,
              false,
              claimed -> {
                claimed.slots().forEach(slot -> slot.plan(transition.apply(slot.key())));
                Writer.Outcome<K> outcome = write.apply(claimed.keys());
                Throwable unstored = store(claimed, outcome.failed());
                Throwable failed = outcome.failure() == null ? unstored : outcome.failure();
                isWritten[0] = failed == null;
                return failed;
              });
      first = first == null ? failure : first;
    }
    Engine.rethrow(first);
  }

  /**
   * Changes the entries that were written, each one even if others fail.
   *
   * @param failed the keys that were not written
   * @return the first failure, or null
   */
  private @Nullable Throwable store(ClaimedKeys<K, V> claimed, Set<K> failed) {
    Throwable first = null;
    boolean isAllWritten = failed.isEmpty();
    for (ClaimedKeys<K, V>.Slot slot : claimed.slots()) {
      try {
        if (isAllWritten || !failed.contains(slot.key())) {
          slot.carryOut();
        }
      } catch (Throwable e) {
        first = first == null ? e : first;
      }
    }
    return first;
  }

  /** Runs a processor on each entry. A failure is the result of its entry, and stops no other. */
  public <R> Map<K, EntryProcessorResult<R>> invokeAll(
      Collection<K> keys, EntryProcessor<K, V, R> processor, Object... arguments) {
    Map<K, EntryProcessorResult<R>> results = new HashMap<>();
    for (K key : keys) {
      EntryProcessorResult<R> result = invokeOne(key, processor, arguments);
      if (result != null) {
        results.put(key, result);
      }
    }
    return results;
  }

  private <R> @Nullable EntryProcessorResult<R> invokeOne(
      K key, EntryProcessor<K, V, R> processor, Object... arguments) {
    try {
      R result = engine.invoke(key, processor, arguments);
      return result == null ? null : () -> result;
    } catch (Throwable e) {
      return () -> {
        throw e instanceof EntryProcessorException failure
            ? failure
            : new EntryProcessorException("the entry processor failed for one key", e);
      };
    }
  }
}
