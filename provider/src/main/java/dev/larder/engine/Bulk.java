package dev.larder.engine;

import dev.larder.event.Dispatcher;
import dev.larder.integration.Loader;
import dev.larder.integration.Writer;
import dev.larder.store.Failures;
import dev.larder.store.KeyHold;
import dev.larder.store.Operation;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.cache.CacheException;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * The operations on many keys. Each round claims the keys that are free, and calls the loader or
 * the writer once for all of them. The change of each key is atomic, the whole operation is not.
 * Thread-safe.
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
    Set<K> missing = new LinkedHashSet<>();
    Map<K, V> found = engine.reads().hits(keys, missing);
    BiConsumer<K, @Nullable V> result =
        (key, value) -> {
          if (value != null) {
            found.put(key, value);
          }
        };
    Loader<K, V> loader = engine.components().integration().readThroughLoader();
    if (loader == null) {
      engine.reads().missAll(missing, result);
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
    if (engine.claims().isClosed()) {
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
      Failures.rethrow(
          ClaimedKeys.use(
              engine.claims(),
              keys,
              countsRead,
              claimed -> {
                load(loader, claimed, replace, countsRead, result);
                return null;
              },
              null));
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
    IdentityHashMap<ClaimedKeys<K, V>.Slot, @Nullable SharedLoad> outcomes =
        new IdentityHashMap<>();
    IdentityHashMap<ClaimedKeys<K, V>.Slot, ApplyLoaded<V>> planned = new IdentityHashMap<>();
    List<ClaimedKeys<K, V>.Slot> ready = new ArrayList<>();
    Failures failures = new Failures();
    failures.guard(
        () ->
            claimed
                .slots()
                .forEach(
                    slot -> {
                      outcomes.put(slot, sharedOutcome(slot, countsRead));
                      ApplyLoaded<V> apply =
                          new ApplyLoaded<>(loaded.get(slot.key()), replace, countsRead);
                      planned.put(slot, apply);
                      slot.plan(apply);
                      ready.add(slot);
                    }));
    failures.note(
        claimed.carryOut(
            ready,
            (slot, change) -> {
              SharedLoad outcome = outcomes.get(slot);
              V value = Objects.requireNonNull(planned.get(slot)).result(change);
              result.accept(slot.key(), outcome == null ? value : outcome.<V>get());
            }));
    failures.rethrow();
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
    Set<K> allKeys = entries.keySet();
    if (writer == null) {
      runAll(Operation.PUT, allKeys, key -> valueOf(entries, key));
      return;
    }
    writeThrough(
        allKeys,
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
      runAll(Operation.REMOVE, keys, key -> null);
      return;
    }
    Transition<V, ?> remove = new Transition.Of<>(Operation.REMOVE, null, null);
    writeThrough(keys, writer::deleteAll, key -> remove);
  }

  /** Runs an operation on each key. A failure of one key does not stop the others. */
  private void runAll(Operation operation, Collection<K> keys, Function<K, @Nullable V> values) {
    if (engine.tryApplyAll(operation, keys, values, (key, change) -> {})) {
      return;
    }
    Failures failures = new Failures();
    if (engine.isFar()) {
      inRounds(
          keys,
          false,
          claimed -> {
            List<ClaimedKeys<K, V>.Slot> ready = new ArrayList<>();
            for (ClaimedKeys<K, V>.Slot slot : claimed.slots()) {
              failures.guard(
                  () -> {
                    slot.plan(new Transition.Of<>(operation, values.apply(slot.key()), null));
                    ready.add(slot);
                  });
            }
            failures.note(claimed.carryOut(ready, (slot, change) -> {}));
            return null;
          },
          (key, failure) -> failures.note(failure));
    } else {
      keys.forEach(
          key -> failures.guard(() -> engine.run(key, operation, values.apply(key), null)));
    }
    failures.rethrow();
  }

  /**
   * Claims keys and runs an action with them, until all have had their turn. A key that cannot be
   * claimed is left out.
   *
   * @param countsRead whether a key that the action did not commit counts as read
   * @param failures accepts a key and its failure: of the claim, or of a listener
   */
  private void inRounds(
      Collection<K> keys,
      boolean countsRead,
      Function<ClaimedKeys<K, V>, @Nullable Throwable> action,
      BiConsumer<K, Throwable> failures) {
    Set<K> remaining = new LinkedHashSet<>(keys);
    while (!remaining.isEmpty()) {
      int before = remaining.size();
      Throwable failure = null;
      try {
        failure = ClaimedKeys.use(engine.claims(), remaining, countsRead, action, failures);
      } catch (Throwable e) {
        if (remaining.size() < before) {
          throw e;
        }
        Iterator<K> each = remaining.iterator();
        failures.accept(each.next(), e);
        each.remove();
      }
      Failures.rethrow(failure);
    }
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
              engine.claims(),
              remaining,
              false,
              claimed -> {
                claimed.slots().forEach(slot -> slot.plan(transition.apply(slot.key())));
                Writer.Outcome<K> outcome = write.apply(claimed.keys());
                Throwable unstored = store(claimed, outcome.failed());
                Throwable failed = outcome.failure() == null ? unstored : outcome.failure();
                isWritten[0] = failed == null;
                return failed;
              },
              null);
      first = first == null ? failure : first;
    }
    Failures.rethrow(first);
  }

  /**
   * Changes the entries that were written, each one even if others fail.
   *
   * @param failed the keys that were not written
   * @return the first failure, or null
   */
  private @Nullable Throwable store(ClaimedKeys<K, V> claimed, Set<K> failed) {
    List<ClaimedKeys<K, V>.Slot> written = new ArrayList<>(claimed.slots());
    if (!failed.isEmpty()) {
      written.removeIf(slot -> failed.contains(slot.key()));
    }
    return claimed.carryOut(written, (slot, change) -> {});
  }

  /** Runs a processor on each entry. A failure is the result of its entry, and stops no other. */
  public <R> Map<K, EntryProcessorResult<R>> invokeAll(
      Collection<K> keys, EntryProcessor<K, V, R> processor, Object... arguments) {
    Map<K, EntryProcessorResult<R>> results = new HashMap<>();
    if (engine.isFar() && engine.components().integration().writer() == null) {
      invokeTogether(keys, processor, arguments, results);
      return results;
    }
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
      return resultOf(engine.invoke(key, processor, arguments));
    } catch (Throwable e) {
      return failureOf(e);
    }
  }

  private static <R> @Nullable EntryProcessorResult<R> resultOf(@Nullable R result) {
    return result == null ? null : () -> result;
  }

  private static <R> EntryProcessorResult<R> failureOf(Throwable e) {
    return () -> {
      throw e instanceof EntryProcessorException failure
          ? failure
          : new EntryProcessorException("the entry processor failed for one key", e);
    };
  }

  /** Runs a processor on as many entries as can be claimed at once, with few calls of the store. */
  private <R> void invokeTogether(
      Collection<K> keys,
      EntryProcessor<K, V, R> processor,
      Object[] arguments,
      Map<K, EntryProcessorResult<R>> results) {
    inRounds(
        keys,
        true,
        claimed -> invoke(claimed, processor, arguments, results),
        (key, failure) -> results.put(key, failureOf(failure)));
  }

  private <R> @Nullable Throwable invoke(
      ClaimedKeys<K, V> claimed,
      EntryProcessor<K, V, R> processor,
      Object[] arguments,
      Map<K, EntryProcessorResult<R>> results) {
    IdentityHashMap<ClaimedKeys<K, V>.Slot, Invoke<K, V, R>> planned = new IdentityHashMap<>();
    List<ClaimedKeys<K, V>.Slot> ready = new ArrayList<>();
    for (ClaimedKeys<K, V>.Slot slot : claimed.slots()) {
      Invoke<K, V, R> invoke = new Invoke<>(engine, slot.key(), processor, arguments);
      try {
        slot.plan(invoke);
        planned.put(slot, invoke);
        ready.add(slot);
      } catch (Throwable e) {
        results.put(slot.key(), failureOf(e));
      }
    }
    Set<ClaimedKeys<K, V>.Slot> open = Collections.newSetFromMap(new IdentityHashMap<>());
    open.addAll(ready);
    Throwable failure =
        claimed.carryOut(
            ready,
            (slot, change) -> {
              open.remove(slot);
              EntryProcessorResult<R> result =
                  resultOf(Objects.requireNonNull(planned.get(slot)).result(change));
              if (result != null) {
                results.put(slot.key(), result);
              }
            });
    if (failure != null) {
      for (ClaimedKeys<K, V>.Slot slot : open) {
        Throwable own = slot.failure();
        results.put(slot.key(), failureOf(own == null ? failure : own));
      }
    }
    return null;
  }
}
