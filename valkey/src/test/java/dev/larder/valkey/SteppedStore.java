package dev.larder.valkey;

import dev.larder.store.Action;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.EntrySnapshot;
import dev.larder.store.KeyHold;
import dev.larder.store.Operation;
import dev.larder.store.PlannedCommit;
import dev.larder.store.Store;
import dev.larder.store.StoreSize;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store on a server as the conformance kit sees it: in the kit's time, and with a size. The
 * context of the kit moves the time of the server with its own.
 */
final class SteppedStore<K, V> implements Store<K, V> {
  private final ValkeyStore<K, V> store;
  private final SteppedTime time;

  SteppedStore(ValkeyStore<K, V> store, SteppedTime time) {
    this.store = store;
    this.time = time;
  }

  private record ScaledClaim<V>(Claim<V> claim) implements Claim<V> {
    @Override
    public @Nullable V current() {
      return claim.current();
    }

    @Override
    public KeyHold hold() {
      return claim.hold();
    }

    @Override
    public void stage(V value) {
      claim.stage(value);
    }

    @Override
    public @Nullable Change<V> commit(Action action, @Nullable V value, long timeToLive) {
      return claim.commit(action, value, SteppedTime.scaled(timeToLive));
    }

    @Override
    public void close() {
      claim.close();
    }
  }

  @Override
  public @Nullable V read(K key) {
    return store.read(key);
  }

  @Override
  public Map<K, V> readAll(Collection<K> keys) {
    return store.readAll(keys);
  }

  @Override
  public boolean contains(K key) {
    return store.contains(key);
  }

  @Override
  public @Nullable EntrySnapshot<V> snapshot(K key) {
    EntrySnapshot<V> found = store.snapshot(key);
    return found == null
        ? null
        : new EntrySnapshot<>(
            found.value(),
            SteppedTime.unscaled(found.timeToLive()),
            found.weight(),
            found.version());
  }

  @Override
  public boolean touch(K key, Object version, long timeToLive) {
    return store.touch(key, version, SteppedTime.scaled(timeToLive));
  }

  @Override
  public Change<V> apply(K key, Operation operation, @Nullable V value, @Nullable V expected) {
    return store.apply(key, operation, value, expected);
  }

  @Override
  public void applyAll(
      Operation operation,
      Collection<K> keys,
      Function<K, @Nullable V> values,
      boolean withValues,
      BiConsumer<K, Change<V>> observer) {
    store.applyAll(operation, keys, values, withValues, observer);
  }

  @Override
  public @Nullable Claim<V> claim(K key, KeyHold hold, boolean waits) {
    Claim<V> claim = store.claim(key, hold, waits);
    return claim == null ? null : new ScaledClaim<>(claim);
  }

  @Override
  public void tryClaimAll(
      List<K> keys, List<KeyHold> holds, Collection<@Nullable Claim<V>> claims) {
    List<@Nullable Claim<V>> all = new ArrayList<>();
    store.tryClaimAll(keys, holds, all);
    all.forEach(claim -> claims.add(claim == null ? null : new ScaledClaim<>(claim)));
  }

  @Override
  public void commitAll(
      List<PlannedCommit<V>> commits, BiConsumer<PlannedCommit<V>, @Nullable Change<V>> observer) {
    IdentityHashMap<PlannedCommit<V>, PlannedCommit<V>> scaled = new IdentityHashMap<>();
    List<PlannedCommit<V>> all = new ArrayList<>();
    for (PlannedCommit<V> commit : commits) {
      PlannedCommit<V> inner =
          new PlannedCommit<>(
              ((ScaledClaim<V>) commit.claim()).claim(),
              commit.action(),
              commit.value(),
              SteppedTime.scaled(commit.timeToLive()));
      scaled.put(inner, commit);
      all.add(inner);
    }
    store.commitAll(all, (commit, change) -> observer.accept(scaled.get(commit), change));
  }

  /** The kit returns each key once; a server may return it again when others change it. */
  @Override
  public Iterator<List<Map.Entry<K, V>>> pages() {
    Iterator<List<Map.Entry<K, V>>> pages = store.pages();
    Set<K> seen = new HashSet<>();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return pages.hasNext();
      }

      @Override
      public List<Map.Entry<K, V>> next() {
        return pages.next().stream().filter(entry -> seen.add(entry.getKey())).toList();
      }
    };
  }

  @Override
  public void clear() {
    store.clear();
  }

  @Override
  public StoreSize size() {
    long size = time.size();
    return new StoreSize(size, size);
  }

  /** A store on a server looks again after a second; the kit asks for the next deadline. */
  @Override
  public long expire() {
    store.sweepNow();
    return time.next();
  }

  @Override
  public void close() {
    store.close();
  }

  @Override
  public void destroy() {
    store.destroy();
  }
}
