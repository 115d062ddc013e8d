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
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
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

  BypassStore(ValkeyStore<K, V> store, Shared shared) {
    this.store = store;
    this.counters = shared.server().counters();
    this.outage = new Outage(store, shared.background());
  }

  /**
   * Runs an operation on keys, or does without the server.
   *
   * @param isChange whether the operation may change the entries
   */
  private <T extends @Nullable Object> T orElse(
      Collection<Bytes> keys, boolean isChange, Supplier<T> operation, Supplier<T> without) {
    if (outage.isOver(keys)) {
      try {
        return operation.get();
      } catch (CacheUnavailableException e) {
        if (!outage.begins(e)) {
          throw e;
        }
      } catch (CacheOutcomeUnknownException e) {
        if (isChange) {
          keys.forEach(outage::mark); // it may have changed them, or still will
        }
        outage.begins(e);
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
    return this.<@Nullable V>orElse(List.of(entry(key)), false, () -> store.read(key), () -> null);
  }

  @Override
  public Map<K, V> readAll(Collection<K> keys) {
    return orElse(entries(keys), false, () -> store.readAll(keys), HashMap::new);
  }

  @Override
  public boolean contains(K key) {
    return orElse(List.of(entry(key)), false, () -> store.contains(key), () -> false);
  }

  @Override
  public @Nullable EntrySnapshot<V> snapshot(K key) {
    return this.<@Nullable EntrySnapshot<V>>orElse(
        List.of(entry(key)), false, () -> store.snapshot(key), () -> null);
  }

  @Override
  public boolean touch(K key, Object version, long timeToLive) {
    return orElse(
        List.of(entry(key)), false, () -> store.touch(key, version, timeToLive), () -> true);
  }

  @Override
  public Change<V> apply(K key, Operation operation, @Nullable V value, @Nullable V expected) {
    Bytes entry = entry(key);
    return orElse(
        List.of(entry),
        operation != Operation.GET,
        () -> store.apply(key, operation, value, expected),
        () -> {
          store.holds().await(entry);
          return without(entry, operation.decide(null, expected), value);
        });
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
                  true,
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
        false,
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

  /** Ends early if the server is away. */
  @Override
  public Iterator<List<Map.Entry<K, V>>> pages() {
    return new Iterator<>() {
      private Iterator<List<Map.Entry<K, V>>> pages =
          orElse(List.of(), false, store::pages, Collections::emptyIterator);

      @Override
      public boolean hasNext() {
        return pages.hasNext();
      }

      @Override
      public List<Map.Entry<K, V>> next() {
        return orElse(
            List.of(),
            false,
            pages::next,
            () -> {
              pages = Collections.emptyIterator();
              return List.of();
            });
      }
    };
  }

  @Override
  public void clear() {
    orElse(
        List.of(),
        false,
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
    return store.expire();
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
          List.of(entry),
          action != Action.NONE && action != Action.READ,
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
}
