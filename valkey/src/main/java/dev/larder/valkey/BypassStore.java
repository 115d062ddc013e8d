package dev.larder.valkey;

import dev.larder.CacheOutcomeUnknownException;
import dev.larder.CacheUnavailableException;
import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.EntrySnapshot;
import dev.larder.store.Failures;
import dev.larder.store.KeyHold;
import dev.larder.store.Operation;
import dev.larder.store.Store;
import dev.larder.store.StoreSize;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * A cache that goes on without its server. While the server is away, a read is a miss, and nothing
 * is stored: loaders and writers do the work. The keys that were written meanwhile are remembered.
 * They are removed from the server, once it is back, before an operation uses them. If there are
 * too many of them, the whole cache is cleared.
 */
final class BypassStore<K, V> implements Store<K, V> {
  private final ValkeyStore<K, V> store;
  private final Counters counters;
  private final Outage outage;

  BypassStore(ValkeyStore<K, V> store, Counters counters) {
    this.store = store;
    this.counters = counters;
    this.outage = new Outage(store);
  }

  /** Runs an operation on keys, or does without the server. */
  private <T extends @Nullable Object> T orElse(
      Collection<Bytes> keys, Supplier<T> operation, Supplier<T> without) {
    if (outage.isOver(keys)) {
      try {
        return operation.get();
      } catch (CacheUnavailableException | CacheOutcomeUnknownException e) {
        outage.begin(e);
      }
    }
    counters.bypasses.increment();
    return without.get();
  }

  private Bytes entry(K key) {
    return store.keys().encode(key);
  }

  private List<Bytes> entries(Collection<K> keys) {
    return keys.stream().map(this::entry).toList();
  }

  @Override
  public @Nullable V read(K key) {
    return this.<@Nullable V>orElse(List.of(entry(key)), () -> store.read(key), () -> null);
  }

  @Override
  public Map<K, V> readAll(Collection<K> keys) {
    return orElse(entries(keys), () -> store.readAll(keys), HashMap::new);
  }

  @Override
  public boolean contains(K key) {
    return orElse(List.of(entry(key)), () -> store.contains(key), () -> false);
  }

  @Override
  public @Nullable EntrySnapshot<V> snapshot(K key) {
    return this.<@Nullable EntrySnapshot<V>>orElse(
        List.of(entry(key)), () -> store.snapshot(key), () -> null);
  }

  @Override
  public boolean touch(K key, Object version, long timeToLive) {
    return orElse(List.of(entry(key)), () -> store.touch(key, version, timeToLive), () -> true);
  }

  @Override
  public Change<V> apply(K key, Operation operation, @Nullable V value, @Nullable V expected) {
    Bytes entry = entry(key);
    return orElse(
        List.of(entry),
        () -> store.apply(key, operation, value, expected),
        () -> without(entry, operation.decide(null, expected), value));
  }

  /** Returns the change of an entry that is absent, and remains so. */
  private Change<V> without(Bytes entry, Action action, @Nullable V value) {
    if (action != Action.NONE && action != Action.READ) {
      outage.mark(entry);
    }
    return new Change<>(action, false, null, null, action.stores() ? value : null, false);
  }

  @Override
  public void applyAll(
      Operation operation,
      Collection<K> keys,
      Function<K, @Nullable V> values,
      boolean withValues,
      BiConsumer<K, Change<V>> observer) {
    Failures failures = new Failures();
    for (K key : keys) {
      // One at a time: whether the server is away may change between two keys.
      failures.guard(
          () ->
              orElse(
                  List.of(entry(key)),
                  () -> {
                    store.applyAll(operation, List.of(key), values, withValues, observer);
                    return true;
                  },
                  () -> {
                    Action action = operation.decide(null, null);
                    V value = action.stores() ? values.apply(key) : null;
                    observer.accept(key, without(entry(key), action, value));
                    return false;
                  }));
    }
    failures.rethrow();
  }

  @Override
  public @Nullable Claim<V> claim(K key, KeyHold hold, boolean waits) {
    Bytes entry = entry(key);
    return this.<@Nullable Claim<V>>orElse(
        List.of(entry),
        () -> {
          Claim<V> claim = store.claim(key, hold, waits);
          return claim == null ? null : new BypassClaim(entry, hold, claim);
        },
        () -> held(entry, hold, waits));
  }

  /** Returns a claim in this process only. */
  private @Nullable Claim<V> held(Bytes entry, KeyHold hold, boolean waits) {
    if (waits) {
      store.holds().hold(entry, hold);
    } else if (!store.holds().tryHold(entry, hold)) {
      return null;
    }
    return new BypassClaim(entry, hold, null);
  }

  @Override
  public Iterator<List<Map.Entry<K, V>>> pages() {
    return orElse(List.of(), store::pages, Collections::emptyIterator);
  }

  @Override
  public void clear() {
    orElse(
        List.of(),
        () -> {
          store.clear();
          return true;
        },
        () -> {
          outage.markAll();
          return false;
        });
  }

  @Override
  public StoreSize size() {
    return store.size();
  }

  @Override
  public long expire() {
    return orElse(List.of(), store::expire, () -> Outage.PAUSE_NANOS);
  }

  @Override
  public void close() {
    store.close();
  }

  @Override
  public void destroy() {
    store.destroy();
  }

  /** A claim on the server, or, without it, in this process only. */
  private final class BypassClaim implements Claim<V> {
    private final Bytes entry;
    private final KeyHold hold;
    private @Nullable Claim<V> claim;

    BypassClaim(Bytes entry, KeyHold hold, @Nullable Claim<V> claim) {
      this.entry = entry;
      this.hold = hold;
      this.claim = claim;
    }

    @Override
    public @Nullable V current() {
      return claim == null ? null : claim.current();
    }

    @Override
    public KeyHold hold() {
      return hold;
    }

    @Override
    public void stage(V value) {
      if (claim != null) {
        claim.stage(value);
      }
    }

    @Override
    public @Nullable Change<V> commit(Action action, @Nullable V value, long timeToLive) {
      Claim<V> real = claim;
      if (real == null) {
        return without(entry, action, value);
      }
      return BypassStore.this.<@Nullable Change<V>>orElse(
          List.of(),
          () -> real.commit(action, value, timeToLive),
          () -> without(entry, action, value));
    }

    @Override
    public void close() {
      Claim<V> real = claim;
      if (real == null) {
        store.holds().release(entry, hold);
      } else {
        real.close();
      }
    }
  }

  /** What is known about the absence of the server, and what was written meanwhile. */
  private static final class Outage {
    /** How long after a failure the server is not asked, in nanoseconds. */
    static final long PAUSE_NANOS = 500_000_000;

    /** How many keys are remembered. */
    private static final int MOST = 100_000;

    private static final System.Logger LOG = System.getLogger("dev.larder");

    private final ValkeyStore<?, ?> store;
    private final Map<Bytes, Object> written = new ConcurrentHashMap<>();
    private final AtomicBoolean isRecovering = new AtomicBoolean();
    private volatile boolean isAllWritten;
    private volatile boolean isAway;
    private volatile long until;

    Outage(ValkeyStore<?, ?> store) {
      this.store = store;
    }

    void begin(CacheException failure) {
      until = System.nanoTime() + PAUSE_NANOS;
      if (!isAway) {
        isAway = true;
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} goes on without its server: {1}",
            store.subject(),
            failure.getMessage());
      }
    }

    void mark(Bytes entry) {
      if (written.size() >= MOST) {
        markAll();
      } else {
        written.put(entry, new Object());
      }
    }

    void markAll() {
      isAllWritten = true;
      written.clear();
    }

    /** Returns whether the server can be asked about keys; removes what was written first. */
    boolean isOver(Collection<Bytes> keys) {
      if (isAway && System.nanoTime() - until < 0) {
        return false;
      }
      if (!isAllWritten && written.isEmpty()) {
        isAway = false;
        return true;
      }
      if (isRecovering.compareAndSet(false, true)) {
        try {
          recover();
        } finally {
          isRecovering.set(false);
        }
      }
      return !isAway && !isAllWritten && keys.stream().noneMatch(written::containsKey);
    }

    private void recover() {
      try {
        if (isAllWritten) {
          isAllWritten = false;
          boolean isCleared = false;
          try {
            store.clear();
            isCleared = true;
          } finally {
            isAllWritten |= !isCleared;
          }
        }
        Map<Bytes, Object> removed = new HashMap<>(written);
        store.unlink(new ArrayList<>(removed.keySet()));
        // A key that was written again meanwhile stays.
        removed.forEach(written::remove);
        if (isAway) {
          isAway = false;
          LOG.log(System.Logger.Level.INFO, "{0} has its server back", store.subject());
        }
      } catch (CacheUnavailableException | CacheOutcomeUnknownException e) {
        begin(e);
      }
    }
  }
}
