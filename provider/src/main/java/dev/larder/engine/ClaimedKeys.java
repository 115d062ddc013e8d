package dev.larder.engine;

import dev.larder.event.Dispatcher;
import dev.larder.event.Dispatcher.PendingEvents;
import dev.larder.event.Outbox;
import dev.larder.statistics.Statistics;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.Failures;
import dev.larder.store.KeyHold;
import dev.larder.store.PlannedCommit;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * As many of the keys of a bulk operation as can be claimed at once. The thread waits for the first
 * key only, when it holds none of the others, and claims the others if they are free. So bulk
 * operations cannot deadlock, whatever the order of their keys. Keys that were not free remain for
 * another round. Used by one thread.
 */
final class ClaimedKeys<K, V> {
  private final Claims<K, V> claims;
  private final long start;

  /** A list, because no code of a key may run once entries are written through. */
  private final List<Slot> slots;

  /** Null if no synchronous listener is registered for evictions. */
  private final @Nullable Outbox<K, V> outbox;

  /** The holds of the slots, for a frame that can make no call any more. */
  private final @Nullable KeyHold[] holds;

  /** The first failure of a release. The other keys are released all the same. */
  private @Nullable Throwable failure;

  /**
   * Claims the first key and all others that are free, removes them from the given set, runs an
   * action with them, and releases them.
   *
   * @param countsRead whether a key that the action did not commit counts as read
   * @param action returns what has failed, or null
   * @param listenerFailures accepts a key and what a listener has thrown; null to include that in
   *     the result
   * @return the first failure of action, release and listeners, or null
   */
  static <K, V> @Nullable Throwable use(
      Claims<K, V> claims,
      Set<K> remaining,
      boolean countsRead,
      Function<ClaimedKeys<K, V>, @Nullable Throwable> action,
      @Nullable BiConsumer<K, Throwable> listenerFailures) {
    @Nullable KeyHold[] holds = new KeyHold[remaining.size()];
    try {
      ClaimedKeys<K, V> claimed = new ClaimedKeys<>(claims, remaining, holds);
      Throwable failure;
      try {
        failure = action.apply(claimed);
      } catch (Throwable e) {
        failure = e;
      }
      return claimed.end(countsRead, failure, listenerFailures);
    } finally {
      // Assignments: if the stack has overflowed, the release of the claims could not be called.
      for (KeyHold hold : holds) {
        if (hold != null && !hold.ended) {
          hold.openHolds[0]--;
          hold.ended = true;
        }
      }
    }
  }

  private ClaimedKeys(Claims<K, V> claims, Set<K> remaining, @Nullable KeyHold[] holds) {
    this.claims = claims;
    this.holds = holds;
    this.start = claims.components.services().statistics().start();
    // Allocated up front: a claim that could not be added to the list would never be released.
    this.slots = new ArrayList<>(remaining.size());
    this.outbox = claims.components.services().dispatcher().openOutbox();
    try {
      claimAll(remaining);
    } catch (Throwable e) {
      try {
        releaseAll();
      } finally {
        if (outbox != null) {
          outbox.close();
        }
      }
      throw e;
    }
  }

  /**
   * Claims the first key, and then those of the others that are free. Removes keys by an iterator,
   * because the hash code of a key may have changed since the key was added.
   */
  private void claimAll(Set<K> remaining) {
    List<K> others = new ArrayList<>(remaining);
    Iterator<K> each = remaining.iterator();
    K first = others.remove(0);
    String cacheName = claims.components.name();
    KeyHold firstHold = new KeyHold(cacheName);
    holds[0] = firstHold;
    slots.add(new Slot(first, claims.claim(first, firstHold)));
    each.next();
    each.remove();
    if (others.isEmpty()) {
      return;
    }
    List<KeyHold> otherHolds = new ArrayList<>(others.size());
    for (int i = 1; i < holds.length; i++) {
      KeyHold hold = new KeyHold(cacheName);
      holds[i] = hold;
      otherHolds.add(hold);
    }
    List<@Nullable Claim<V>> otherClaims = new ArrayList<>(others.size());
    try {
      claims.tryClaimAll(others, otherHolds, otherClaims);
    } finally {
      for (int i = 0; i < otherClaims.size(); i++) {
        Claim<V> claim = otherClaims.get(i);
        each.next();
        if (claim == null) {
          otherHolds.get(i).release();
        } else {
          slots.add(new Slot(others.get(i), claim));
          each.remove();
        }
      }
    }
  }

  final class Slot {
    private final K key;
    private final Claim<V> claim;
    private @Nullable K eventKey;
    private @Nullable Transition<V, ?> transition;
    private @Nullable PlannedCommit<V> planned;
    private @Nullable PendingEvents<K, V> events;
    private @Nullable Throwable failed;
    private boolean committed;

    private Slot(K key, Claim<V> claim) {
      this.key = key;
      this.claim = claim;
    }

    K key() {
      return key;
    }

    Claim<V> claim() {
      return claim;
    }

    /** Returns what failed after the commit of this key, or null. */
    @Nullable Throwable failure() {
      return failed;
    }

    /** Runs the user code of a change. Whatever fails has to fail before the writer is called. */
    void plan(Transition<V, ?> change) {
      eventKey = claims.eventKey(key);
      transition = change;
      planned = claims.decide(key, claim, change);
    }

    /**
     * Completes the planned change, and releases the key.
     *
     * @param change null if another process has changed the entry since it was claimed
     */
    private Change<V> complete(@Nullable Change<V> change) {
      Transition<V, ?> decided = Objects.requireNonNull(transition);
      Change<V> made = change == null ? claims.commit(key, claim, decided, null) : change;
      claims.withdrawOutcome(claim, made);
      committed = true;
      count(made, decided.countsRead(), Objects.requireNonNull(eventKey));
      release();
      return made;
    }

    /** Leaves the entry as it was, except that an expired one is removed. */
    private void abandon(boolean countsRead) {
      if (!committed) {
        count(claims.abandon(claim), countsRead, claims.eventKey(key));
      }
    }

    private void count(Change<V> change, boolean countsRead, K publishedKey) {
      claims.count(change, countsRead, Statistics.since(start) / slots.size());
      events = claims.publish(publishedKey, change);
    }

    private void release() {
      try {
        claim.close();
      } catch (Throwable e) {
        failure = failure == null ? e : failure;
      }
    }
  }

  /**
   * Carries out the planned changes of some slots, without the writer, and releases their keys. An
   * entry counts against a bound with its release, so a bulk operation exceeds the bound by one
   * entry at most.
   *
   * @param result accepts each slot with its change
   * @return the first failure, or null; the other slots are carried out all the same
   */
  @Nullable Throwable carryOut(List<Slot> planned, BiConsumer<Slot, Change<V>> result) {
    IdentityHashMap<Claim<V>, Slot> byClaim = new IdentityHashMap<>();
    List<PlannedCommit<V>> commits = new ArrayList<>(planned.size());
    Failures failures = new Failures();
    for (Slot slot : planned) {
      byClaim.put(slot.claim, slot);
      commits.add(Objects.requireNonNull(slot.planned));
    }
    failures.guard(
        () ->
            claims.store.commitAll(
                commits,
                (commit, change) -> {
                  Slot slot = Objects.requireNonNull(byClaim.get(commit.claim()));
                  try {
                    result.accept(slot, slot.complete(change));
                  } catch (Throwable e) {
                    slot.failed = e;
                    throw e;
                  }
                }));
    return failures.first();
  }

  List<Slot> slots() {
    return slots;
  }

  /** Returns a new set of the claimed keys. */
  Set<K> keys() {
    Set<K> keys = new LinkedHashSet<>();
    slots.forEach(slot -> keys.add(slot.key));
    return keys;
  }

  /**
   * Leaves uncommitted entries as they were, releases all keys, and delivers the events. The keys
   * are released whatever fails.
   *
   * @param countsRead whether a key that was not committed counts as read
   * @param failed what has failed so far, or null
   * @param listenerFailures accepts what listeners have thrown, null to return the first failure
   * @return the first failure, or null
   */
  private @Nullable Throwable end(
      boolean countsRead,
      @Nullable Throwable failed,
      @Nullable BiConsumer<K, Throwable> listenerFailures) {
    Throwable first = failed;
    try {
      try {
        slots.forEach(slot -> slot.abandon(countsRead));
      } finally {
        releaseAll();
      }
    } catch (Throwable e) {
      first = first == null ? e : first;
    }
    List<@Nullable PendingEvents<K, V>> pending = new ArrayList<>();
    if (outbox != null) {
      pending.addAll(outbox.take());
      outbox.close();
    }
    boolean mayWait = !KeyHold.isHeldByCurrentThread();
    Dispatcher<K, V> dispatcher = claims.components.services().dispatcher();
    for (Slot slot : slots) {
      if (listenerFailures == null) {
        pending.add(slot.events);
      } else {
        Throwable thrown = dispatcher.deliver(slot.events, List.of(), mayWait, null);
        if (thrown != null) {
          listenerFailures.accept(slot.key, thrown);
        }
      }
    }
    return dispatcher.deliver(null, pending, mayWait, first);
  }

  /** Releases every key that is still held, even if the release of another one fails. */
  private void releaseAll() {
    for (Slot slot : slots) {
      if (!slot.claim.hold().isOver()) {
        slot.release();
      }
    }
    Failures.rethrow(failure);
  }
}
