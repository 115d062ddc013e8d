package dev.larder.valkey;

import dev.larder.CacheUnavailableException;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.Failures;
import dev.larder.store.KeyHold;
import dev.larder.store.Operation;
import dev.larder.store.PlannedCommit;
import dev.larder.valkey.EntryCommands.Plan;
import dev.larder.valkey.Server.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** The operations of a store on many keys: one batch for each master. */
final class BulkOperations<K, V> {
  private final ValkeyStore<K, V> store;
  private final ValkeyConfiguration settings;

  BulkOperations(ValkeyStore<K, V> store, ValkeyConfiguration settings) {
    this.store = store;
    this.settings = settings;
  }

  /**
   * Runs an operation on many keys.
   *
   * @param recovery deals with the failure of a key, or returns false
   */
  void applyAll(
      Operation operation,
      Collection<K> wanted,
      Function<K, @Nullable V> values,
      boolean withValues,
      BiConsumer<K, Change<V>> observer,
      BiPredicate<K, CacheException> recovery) {
    List<K> left = new ArrayList<>(wanted);
    Failures failures = new Failures();
    while (!left.isEmpty()) {
      Map<Bytes, KeyHold> held = new HashMap<>();
      List<K> free = new ArrayList<>();
      List<Bytes> entries = new ArrayList<>();
      try {
        for (Iterator<K> each = left.iterator(); each.hasNext(); ) {
          K key = each.next();
          Bytes entry = store.keys().encode(key);
          if (free.isEmpty() && !await(key, entry, recovery, failures)) {
            each.remove();
            continue;
          }
          // Without values, the order of two changes of this process need not be known.
          KeyHold hold = withValues ? store.holds().tryHold(entry) : null;
          if (hold != null) {
            held.put(entry, hold);
          }
          if (hold != null || (!withValues && !store.holds().isHeld(entry))) {
            free.add(key);
            entries.add(entry);
            each.remove();
          }
        }
        applyToFree(
            store.oneStep().plan(operation, withValues || operation.returnsValue()),
            free,
            entries,
            values,
            observer,
            recovery,
            failures);
      } finally {
        held.forEach(store.holds()::release);
      }
    }
    failures.rethrow();
  }

  /** Waits until no thread holds a key. Returns false if that fails, because the server is away. */
  private boolean await(
      K key, Bytes entry, BiPredicate<K, CacheException> recovery, Failures failures) {
    try {
      store.holds().await(entry);
      return true;
    } catch (CacheUnavailableException e) {
      failures.guard(
          () -> {
            if (!recovery.test(key, e)) {
              throw e;
            }
          });
      return false;
    }
  }

  private void applyToFree(
      Plan plan,
      List<K> free,
      List<Bytes> entries,
      Function<K, @Nullable V> values,
      BiConsumer<K, Change<V>> observer,
      BiPredicate<K, CacheException> recovery,
      Failures failures) {
    List<Command> batch = new ArrayList<>(free.size());
    List<K> sentKeys = new ArrayList<>(free.size());
    List<Bytes> sentEntries = new ArrayList<>(free.size());
    List<@Nullable V> sent = new ArrayList<>(free.size());
    List<Bytes> versions = new ArrayList<>(free.size());
    for (int i = 0; i < free.size(); i++) {
      K key = free.get(i);
      Bytes entry = entries.get(i);
      failures.guard(
          () -> {
            V value = values.apply(key);
            Bytes version = EntryFormat.newVersion();
            batch.add(store.oneStep().command(plan, entry, value, version));
            sentKeys.add(key);
            sentEntries.add(entry);
            sent.add(value);
            versions.add(version);
          });
    }
    if (batch.isEmpty()) {
      return;
    }
    List<Outcome> outcomes =
        isPutTogether(plan) ? putTogether(batch) : store.server().tryAll(batch);
    Map<Bytes, Seen> reread = store.reader().reread(unknown(sentEntries, outcomes));
    for (int i = 0; i < sentKeys.size(); i++) {
      int at = i;
      failures.guard(
          () ->
              observe(
                  sentKeys.get(at),
                  () ->
                      store
                          .oneStep()
                          .change(
                              plan,
                              sentEntries.get(at),
                              outcomes.get(at),
                              sent.get(at),
                              versions.get(at),
                              reread),
                  observer,
                  recovery));
    }
  }

  /** Passes a result to its observer, or its failure to the recovery. */
  private static <T, R extends @Nullable Object> void observe(
      T of,
      Supplier<R> result,
      BiConsumer<T, R> observer,
      BiPredicate<T, CacheException> recovery) {
    R found;
    try {
      found = result.get();
    } catch (CacheException e) {
      if (recovery.test(of, e)) {
        return;
      }
      throw e;
    }
    observer.accept(of, found);
  }

  private static List<Bytes> unknown(List<Bytes> entries, List<Outcome> outcomes) {
    List<Bytes> unknown = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      if (outcomes.get(i).isUnknown()) {
        unknown.add(entries.get(i));
      }
    }
    return unknown;
  }

  /** Runs commands that store an entry each as few, and returns an outcome for each of them. */
  private List<Outcome> putTogether(List<Command> puts) {
    List<List<Command>> groups = Server.batches(puts);
    List<Command> together = new ArrayList<>(groups.size());
    for (List<Command> group : groups) {
      List<Object> arguments = new ArrayList<>(2 * group.size());
      group.forEach(put -> arguments.addAll(put.arguments().subList(0, 2)));
      Bytes first = new Bytes((byte[]) arguments.get(0));
      together.add(Command.of("MSET", first, arguments.subList(1, arguments.size()).toArray()));
    }
    List<Outcome> ofGroups = store.server().tryAll(together);
    List<Outcome> outcomes = new ArrayList<>(puts.size());
    for (int i = 0; i < groups.size(); i++) {
      outcomes.addAll(Collections.nCopies(groups.get(i).size(), ofGroups.get(i)));
    }
    return outcomes;
  }

  void tryClaimAll(List<K> wanted, List<KeyHold> newHolds, Collection<@Nullable Claim<V>> claims) {
    List<@Nullable ValkeyClaim<V>> all = new ArrayList<>(wanted.size());
    List<ValkeyClaim<V>> held = new ArrayList<>();
    int passedOn = 0;
    try {
      for (int i = 0; i < wanted.size(); i++) {
        Bytes entry = store.keys().encode(wanted.get(i));
        boolean isFree = store.holds().tryHold(entry, newHolds.get(i));
        ValkeyClaim<V> claim = isFree ? new ValkeyClaim<>(store, entry, newHolds.get(i)) : null;
        all.add(claim);
        if (claim != null && settings.locks() && !claim.lock(false)) {
          claim.withdraw();
          all.set(i, null);
          claim = null;
        }
        if (claim != null) {
          held.add(claim);
        }
      }
      List<Bytes> entries = held.stream().map(ValkeyClaim::entry).toList();
      Iterator<Seen> seen =
          entries.isEmpty()
              ? List.<Seen>of().iterator()
              : store.reader().see(entries, false, "read").iterator();
      for (ValkeyClaim<V> claim : held) {
        claim.see(seen.next());
      }
      for (; passedOn < all.size(); passedOn++) {
        claims.add(all.get(passedOn));
      }
    } finally {
      for (int i = passedOn; i < all.size(); i++) {
        ValkeyClaim<V> claim = all.get(i);
        if (claim != null) {
          claim.withdraw();
        }
      }
    }
  }

  /**
   * Commits changes of claimed keys.
   *
   * @param recovery deals with the failure of a commit, or returns false
   */
  void commitAll(
      List<PlannedCommit<V>> planned,
      BiConsumer<PlannedCommit<V>, @Nullable Change<V>> observer,
      BiPredicate<PlannedCommit<V>, CacheException> recovery) {
    List<Command> batch = new ArrayList<>();
    List<Bytes> entries = new ArrayList<>();
    List<PlannedCommit<V>> ready = new ArrayList<>(planned.size());
    List<Swap.@Nullable Prepared> prepared = new ArrayList<>(planned.size());
    Failures failures = new Failures();
    for (PlannedCommit<V> each : planned) {
      failures.guard(
          () -> {
            ValkeyClaim<V> claim = (ValkeyClaim<V>) each.claim();
            Swap.Prepared commit = claim.prepare(each); // runs user code
            ready.add(each);
            prepared.add(commit);
            if (commit != null) {
              batch.add(commit.command());
              entries.add(claim.entry());
            }
          });
    }
    List<Outcome> all = batch.isEmpty() ? List.of() : store.server().tryAll(batch);
    Map<Bytes, Seen> reread = store.reader().reread(unknown(entries, all));
    Iterator<Outcome> outcomes = all.iterator();
    for (int i = 0; i < ready.size(); i++) {
      PlannedCommit<V> each = ready.get(i);
      Swap.Prepared commit = prepared.get(i);
      Outcome outcome = commit == null ? null : outcomes.next();
      ValkeyClaim<V> claim = (ValkeyClaim<V>) each.claim();
      failures.guard(
          () ->
              observe(
                  each, () -> claim.committed(each, commit, outcome, reread), observer, recovery));
    }
    failures.rethrow();
  }

  /** Returns whether the entries are stored by one command of the server. */
  private boolean isPutTogether(Plan plan) {
    return store.reader().isSingleServer() && store.commands().isPlainPut(plan, store.canExpire());
  }
}
