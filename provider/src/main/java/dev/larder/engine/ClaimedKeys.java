package dev.larder.engine;

import dev.larder.event.Dispatcher;
import dev.larder.event.Dispatcher.PendingEvents;
import dev.larder.event.Outbox;
import dev.larder.store.Change;
import dev.larder.store.Claim;
import dev.larder.store.KeyHold;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * As many of the keys of a bulk operation as can be claimed at once. The thread waits for the first
 * key only, when it holds none of the others, and claims the others if they are free. So bulk
 * operations cannot deadlock, whatever the order of their keys. Keys that were not free remain for
 * another round. Used by one thread.
 */
final class ClaimedKeys<K, V> {
  private final Engine<K, V> engine;
  private final long start;

  /** A list, because no code of a key may run once entries are written through. */
  private final List<Slot> slots;

  private final List<@Nullable PendingEvents<K, V>> pending = new ArrayList<>();

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
   * @return the first failure of action, release and listeners, or null
   */
  static <K, V> @Nullable Throwable use(
      Engine<K, V> engine,
      Set<K> remaining,
      boolean countsRead,
      Function<ClaimedKeys<K, V>, @Nullable Throwable> action) {
    @Nullable KeyHold[] holds = new KeyHold[remaining.size()];
    try {
      ClaimedKeys<K, V> claimed = new ClaimedKeys<>(engine, remaining, holds);
      Throwable failure;
      try {
        failure = action.apply(claimed);
      } catch (Throwable e) {
        failure = e;
      }
      return claimed.end(countsRead, failure);
    } finally {
      // Plain writes: if the stack has overflowed, the release of the claims could not be called.
      for (KeyHold hold : holds) {
        if (hold != null && !hold.ended) {
          hold.openHolds[0]--;
          hold.ended = true;
        }
      }
    }
  }

  private ClaimedKeys(Engine<K, V> engine, Set<K> remaining, @Nullable KeyHold[] holds) {
    this.engine = engine;
    this.holds = holds;
    this.start = engine.start();
    // Allocated up front: a claim that could not be added to the list would never be released.
    this.slots = new ArrayList<>(remaining.size());
    this.outbox = engine.components().services().dispatcher().openOutbox();
    try {
      for (Iterator<K> keys = remaining.iterator(); keys.hasNext(); ) {
        Slot slot = new Slot(keys.next());
        if (slot.claim(slots.size())) {
          slots.add(slot);
          keys.remove();
        }
      }
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

  /** One claimed key. */
  final class Slot {
    private final K key;
    private @Nullable Claim<V> claim;
    private @Nullable K eventKey;
    private @Nullable Transition<V, ?> transition;
    private @Nullable PlannedChange<V> planned;
    private boolean committed;

    private Slot(K key) {
      this.key = key;
    }

    private boolean claim(int index) {
      KeyHold hold = new KeyHold(engine.components().name());
      holds[index] = hold;
      claim = index == 0 ? engine.claim(key, hold) : engine.tryClaim(key, hold);
      if (claim == null) {
        hold.release();
      }
      return claim != null;
    }

    K key() {
      return key;
    }

    Claim<V> claim() {
      return Objects.requireNonNull(claim);
    }

    /** Runs the user code of a change. Whatever fails has to fail before the writer is called. */
    void plan(Transition<V, ?> change) {
      eventKey = engine.eventKey(key);
      transition = change;
      planned = engine.decide(key, claim(), change);
    }

    /**
     * Carries out the planned change, without the writer, and releases the key. The entry counts
     * against the bound with the release, so a bulk operation exceeds the bound by one entry at
     * most.
     */
    Change<V> carryOut() {
      Transition<V, ?> decided = Objects.requireNonNull(transition);
      Change<V> change = engine.carryOut(claim(), Objects.requireNonNull(planned));
      if (change == null) {
        change = engine.commit(key, claim(), decided, null);
      }
      committed = true;
      count(change, decided.countsRead(), Objects.requireNonNull(eventKey));
      release();
      return change;
    }

    /** Leaves the entry as it was, except that an expired one is removed. */
    private void abandon(boolean countsRead) {
      if (!committed) {
        count(engine.abandon(claim()), countsRead, engine.eventKey(key));
      }
    }

    private void count(Change<V> change, boolean countsRead, K publishedKey) {
      engine.count(change, countsRead, start);
      pending.add(engine.publish(publishedKey, change));
    }

    private void release() {
      try {
        claim().close();
      } catch (Throwable e) {
        failure = failure == null ? e : failure;
      }
    }
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
   * @return the first failure, or null
   */
  private @Nullable Throwable end(boolean countsRead, @Nullable Throwable failed) {
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
    if (outbox != null) {
      pending.addAll(outbox.take());
      outbox.close();
    }
    Dispatcher<K, V> dispatcher = engine.components().services().dispatcher();
    return dispatcher.deliver(null, pending, !KeyHold.isHeldByCurrentThread(), first);
  }

  /** Releases every key that is still held, even if the release of another one fails. */
  private void releaseAll() {
    for (Slot slot : slots) {
      if (!slot.claim().hold().isOver()) {
        slot.release();
      }
    }
    Engine.rethrow(failure);
  }
}
