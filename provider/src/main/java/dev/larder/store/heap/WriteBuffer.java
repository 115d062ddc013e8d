package dev.larder.store.heap;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What threads do without the policy lock, until they take it for all of that at once (after Ding,
 * Jiang and Zhang, "BP-Wrapper", ICDE 2009): a lock that wanders from core to core takes everything
 * that it guards along.
 *
 * <p>A batch has three things: notes of nodes whose links are to be brought in line with what they
 * are; room under the bound, which may be used up; and victims, taken out of the order to be given
 * up in turn when there is no room, unless they are used before that.
 *
 * <p>Guarded by the lock that it is, which may be taken under the policy lock, not the other way
 * round.
 */
final class WriteBuffer<K, V> extends SpinLock {
  /** The most changes that a batch is for: with more, who has to wait for the lock waits longer. */
  static final int SIZE = 16;

  /** So many candidates of an {@link ExactLruList} does a thread claim at once. */
  static final int CLAIMS = 4;

  /** Arrays are longer than needed, for the batches of other threads may be next to them. */
  private static final int MARGIN = 16;

  // Guarded by the lock. There is a note for an addition and a victim each.
  private final Node<K, V>[] notes = nodes(2 * SIZE + MARGIN);
  private int noted;
  private final Node<K, V>[] victims = nodes(SIZE);
  private final int[] stamps = new int[SIZE + MARGIN];
  private final long[] claims = new long[CLAIMS];
  private int claimed;
  private long @Nullable [] claimedFrom;
  private int nextVictim;
  private int chosen;
  private long room;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <K, V> Node<K, V>[] nodes(int length) {
    return new Node[length];
  }

  /** Whether so many more nodes can be noted. */
  boolean takes(int more) {
    return noted + more <= 2 * SIZE;
  }

  /** Whether the room has changed by what is noted, as far as can be seen without the lock. */
  boolean changesRoom() {
    return room != 0;
  }

  void note(Node<K, V> node) {
    notes[noted++] = node;
  }

  /**
   * Takes out the next claimed candidate of an {@link ExactLruList}, the oldest one; -1 if there is
   * none.
   *
   * @param from the candidates that the list has now: of earlier ones none is left
   */
  long nextClaim(long @Nullable [] from) {
    return claimed == 0 || claimedFrom != from ? -1 : claims[--claimed];
  }

  void setClaim(int index, long candidate) {
    claims[index] = candidate;
  }

  void setClaims(int count, long[] from) {
    claimed = count;
    claimedFrom = from;
  }

  long room() {
    return room;
  }

  /** Whether there is room, as far as can be seen without the lock. */
  boolean hasRoom() {
    return room > 0;
  }

  void addRoom(long more) {
    room += more;
  }

  /** Takes out all the room, which may be less than nothing. */
  long takeRoom() {
    long all = room;
    room = 0;
    return all;
  }

  /** The note that was made last, null if there is none. */
  @Nullable Node<K, V> lastNote() {
    return noted == 0 ? null : notes[noted - 1];
  }

  /** Forgets it. */
  @SuppressWarnings("NullAway") // what is noted is there
  void dropNote() {
    notes[--noted] = null;
  }

  /** Chooses victims, if there are none left. Under the policy lock too. */
  void choose(ReplacementPolicy<K, V> order) {
    if (nextVictim < chosen) {
      return;
    }
    nextVictim = 0;
    chosen = 0;
    int most = Math.min(SIZE, order.spare());
    while (chosen < most) {
      Node<K, V> victim = order.poll();
      if (victim == null) {
        return;
      }
      victims[chosen] = victim;
      stamps[chosen++] = victim.stamp;
    }
  }

  /**
   * Takes out the next victim that has not been used since it was chosen, and has it to itself.
   * Those that have been are noted, to go back into the order. Null if there is none; else one more
   * can be noted.
   */
  @Nullable Node<K, V> lockVictim() {
    while (nextVictim < chosen && takes(2)) {
      Node<K, V> victim = victims[nextVictim];
      boolean used = victim.stamp != stamps[nextVictim];
      forgetVictim();
      if (!used && victim.tryLock()) {
        return victim;
      }
      if (!victim.isDead()) {
        note(victim);
      }
    }
    return null;
  }

  /** Hands the victims that are left back. */
  void dismissVictims(Consumer<Node<K, V>> receiver) {
    while (nextVictim < chosen) {
      receiver.accept(victims[nextVictim]);
      forgetVictim();
    }
  }

  @SuppressWarnings("NullAway") // what is taken out is gone
  private void forgetVictim() {
    victims[nextVictim++] = null;
  }

  /** Forgets all. */
  void clear() {
    while (noted > 0) {
      dropNote();
    }
    while (nextVictim < chosen) {
      forgetVictim();
    }
    room = 0;
  }
}
