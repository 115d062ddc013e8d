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
import dev.larder.store.PlannedCommit;
import dev.larder.store.Store;
import dev.larder.store.StoreSize;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
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
      } catch (CacheUnavailableException | CacheOutcomeUnknownException e) {
        if (!goesWithout(keys, isChange, e)) {
          throw e;
        }
      }
    }
    counters.bypasses.increment();
    return without.get();
  }

  /** Notes a failure, and returns whether the operation does without the server. */
  private boolean goesWithout(Collection<Bytes> keys, boolean isChange, CacheException failure) {
    if (failure instanceof CacheOutcomeUnknownException) {
      if (isChange) {
        keys.forEach(outage::mark); // it may have changed them, or still will
      }
      outage.begins(failure);
      return true;
    }
    return failure instanceof CacheUnavailableException && outage.begins(failure);
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
    // A key that the server has an old value of does not concern the others.
    List<K> asked = keys.stream().filter(key -> outage.isOver(List.of(entry(key)))).toList();
    return asked.isEmpty()
        ? new HashMap<>()
        : orElse(entries(asked), false, () -> store.readAll(asked), HashMap::new);
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
    if (isChange(action)) {
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
    List<K> asked = new ArrayList<>(keys.size());
    List<K> bypassed = new ArrayList<>();
    for (K key : keys) {
      (outage.isOver(List.of(entry(key))) ? asked : bypassed).add(key);
    }
    Failures failures = new Failures();
    BiPredicate<K, CacheException> recovery =
        (key, failure) -> {
          boolean isDone = goesWithout(List.of(entry(key)), true, failure);
          if (isDone) {
            bypass(key, operation, values, observer);
          }
          return isDone;
        };
    if (!asked.isEmpty()) {
      failures.guard(
          () -> store.bulk().applyAll(operation, asked, values, withValues, observer, recovery));
    }
    for (K key : bypassed) {
      failures.guard(() -> bypass(key, operation, values, observer));
    }
    failures.rethrow();
  }

  private void bypass(
      K key,
      Operation operation,
      Function<K, @Nullable V> values,
      BiConsumer<K, Change<V>> observer) {
    counters.bypasses.increment();
    observer.accept(key, without(key, operation, values));
  }

  private Change<V> without(K key, Operation operation, Function<K, @Nullable V> values) {
    Action action = operation.decide(null, null);
    return without(entry(key), action, action.stores() ? values.apply(key) : null);
  }

  @Override
  public void tryClaimAll(
      List<K> keys, List<KeyHold> newHolds, Collection<@Nullable Claim<V>> claims) {
    List<Bytes> entries = entries(keys);
    List<@Nullable Claim<V>> found = new ArrayList<>(keys.size());
    if (outage.isOver(entries)) {
      try {
        store.tryClaimAll(keys, newHolds, found);
      } catch (CacheUnavailableException | CacheOutcomeUnknownException e) {
        if (!goesWithout(entries, false, e)) {
          throw e;
        }
      }
    }
    if (found.isEmpty()) {
      Store.super.tryClaimAll(keys, newHolds, claims);
      return;
    }
    for (int i = 0; i < found.size(); i++) {
      Claim<V> claim = found.get(i);
      claims.add(claim == null ? null : new BypassClaim(entries.get(i), newHolds.get(i), claim));
    }
  }

  @Override
  public void commitAll(
      List<PlannedCommit<V>> commits, BiConsumer<PlannedCommit<V>, @Nullable Change<V>> observer) {
    IdentityHashMap<Claim<V>, PlannedCommit<V>> outer = new IdentityHashMap<>();
    List<PlannedCommit<V>> inner = new ArrayList<>(commits.size());
    List<Bytes> entries = new ArrayList<>(commits.size());
    for (PlannedCommit<V> commit : commits) {
      BypassClaim claim = own(commit.claim());
      Claim<V> real = claim.claim;
      if (real != null) {
        outer.put(real, commit);
        inner.add(new PlannedCommit<>(real, commit.action(), commit.value(), commit.timeToLive()));
        entries.add(claim.entry);
      }
    }
    if (inner.size() < commits.size() || !outage.isOver(entries)) {
      Store.super.commitAll(commits, observer);
      return;
    }
    store
        .bulk()
        .commitAll(
            inner,
            (commit, change) -> observer.accept(commitOf(outer, commit), change),
            (commit, failure) -> {
              PlannedCommit<V> planned = commitOf(outer, commit);
              Bytes entry = own(planned.claim()).entry;
              boolean isDone = goesWithout(List.of(entry), isChange(planned.action()), failure);
              if (isDone) {
                counters.bypasses.increment();
                observer.accept(planned, without(entry, planned.action(), planned.value()));
              }
              return isDone;
            });
  }

  @SuppressWarnings("unchecked") // this store has made the claim
  private BypassClaim own(Claim<V> claim) {
    return (BypassClaim) claim;
  }

  private static <V> PlannedCommit<V> commitOf(
      IdentityHashMap<Claim<V>, PlannedCommit<V>> commits, PlannedCommit<V> inner) {
    return Objects.requireNonNull(commits.get(inner.claim()));
  }

  private static boolean isChange(Action action) {
    return action != Action.NONE && action != Action.READ;
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
    return store.holds().hold(entry, hold, waits) ? new BypassClaim(entry, hold, null) : null;
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
          isChange(action),
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
