package dev.larder.store.heap;

import org.jspecify.annotations.Nullable;

/**
 * An eviction policy which balances recency and frequency, and resists scans and loops.
 *
 * <p><b>Structure.</b> Resident entries form two lists: a <i>window</i>, which receives what is
 * new, and a <i>main</i> list for what has proved its worth. Both are approximately ordered by
 * recency and repaired only at eviction ({@link AgedList}). Keys which had to go leave a ghost
 * behind: time of the last access and frequency ({@link GhostTable}). If the window exceeds its
 * share, its coldest entry, the candidate, competes with the coldest entry of the main list: the
 * less valuable of the two is evicted, and the candidate moves to the main list if it wins. Else
 * the main list gives up its coldest entry. The competition by frequency goes back to TinyLFU
 * (Einziger, Friedman, Manes 2017), here with exact small counters of entries and ghosts in place
 * of a sketch; window, main list and ghosts to 2Q (Johnson, Shasha 1994) and ARC (Megiddo, Modha
 * 2003); reuse intervals as a measure of what may still be expected of an entry to LIRS (Jiang,
 * Zhang 2002).
 *
 * <p><b>Value.</b> An entry counts its accesses up to 15, at most one for two generations of the
 * clock, since a burst says little. The count is halved, without any work, for each period the
 * entry has been idle. The period depends on the interval between its accesses: who used to return
 * often and does not any more loses its rank quickly, as after a change of the working set. Draws
 * are won by the resident of the main list, so a loop larger than the cache cannot wash out the
 * part of it which is held.
 *
 * <p><b>Adaptation.</b> The {@link GenerationClock} knows the <i>horizon</i>: how old an entry gets
 * in an LRU cache of the same size. A miss on a ghost younger than the horizon is a hit that LRU
 * would have had and we missed: the window grows. A hit of the main list on an entry older than
 * that is one that LRU would not have had: the window shrinks. The share settles at one of its ends
 * or where both are balanced, and as it can reach (almost) the whole cache, the policy behaves like
 * LRU where LRU is better. This is the regret of two experts, as in LeCaR (Vietri et al. 2018), but
 * at the hit itself and not by a random choice.
 *
 * <p><b>Concurrency.</b> {@link #used} takes no lock. It writes to the node (stamp and meta) at
 * most once for two generations, i.e. 1/16 to 1/8 of the cache's turnover, and at the first hit
 * after the node has moved; the counters it shares with other readers are touched in a part of
 * those cases only. Its races are lost counts, nothing more. All other methods run under one lock.
 *
 * <p><b>Invariants</b>, under the lock: a node is linked if and only if its {@code older} is not
 * null; it is in the window if {@code countedWeight >= 0} and then counts with that weight, else in
 * the main list with weight {@code ~countedWeight}. Links and countedWeight are written under the
 * lock only, so that no race of a reader can damage them. Meta holds hints: bits 0-3 the frequency,
 * bits 4-8 the binary logarithm of the interval, bit 9 whether the entry was hit since it was
 * filed.
 */
final class Adaptive<K, V> extends Order<K, V> {
  private static final int MAX_FREQUENCY = 15;
  private static final int INTERVAL_SHIFT = 4;
  private static final int MAX_INTERVAL = 31;
  private static final int TOUCHED = 1 << 9;

  private static final double MIN_SHARE = 0.01;
  private static final double MAX_SHARE = 0.99;
  private static final double FIRST_SHARE = 0.1;

  /**
   * Growth slows down over the last part of the way, so that the main list is not given up lightly.
   */
  private static final double SLOW_ZONE = 0.1;

  /** One event moves this part of the cache, or a third of an entry. */
  private static final double STEP = 1.0 / 768;

  /**
   * The frequency halves after this many cache sizes without access, but in no less than
   * MIN_PERIOD.
   */
  private static final int LONG_PERIOD = 10;

  private static final int SHORT_PERIOD = 2;
  private static final int MIN_PERIOD = 4096;
  private static final int PERIOD_IN_INTERVALS = 4;

  private final GenerationClock clock = new GenerationClock();
  private final AgedList<K, V> window = new AgedList<>(this, clock, false);
  private final AgedList<K, V> main = new AgedList<>(this, clock, true);
  private final GhostTable ghosts = new GhostTable();
  private long maximum;
  private double share = FIRST_SHARE;
  private int horizon = Integer.MAX_VALUE;
  private int horizonTime;
  private int lateHits; // written by readers without a lock; some may be lost
  private @Nullable RankedNode<K, V> newest;

  Adaptive(long maximum) {
    this.maximum = maximum;
  }

  private long total() {
    return window.weight() + main.weight();
  }

  @Override
  void clear() {
    window.clear();
    main.clear();
    newest = null;
  }

  @Override
  void setMaximum(long newMaximum) {
    maximum = newMaximum;
    ghosts.trim(Math.min(maximum, count()));
  }

  @Override
  boolean isStale(Node<K, V> node) {
    RankedNode<K, V> ranked = (RankedNode<K, V>) node;
    return clock.now() - ranked.stamp >= 2 * clock.generation() || (ranked.meta & TOUCHED) == 0;
  }

  @Override
  void used(Node<K, V> used) {
    RankedNode<K, V> node = (RankedNode<K, V>) used;
    int stamp = node.stamp;
    int meta = node.meta;
    int age = clock.now() - stamp;
    if (age > horizon && isInMain(node)) {
      lateHits++;
    }
    clock.touched(node.hash, stamp);
    node.stamp = clock.now();
    int frequency = Math.min(MAX_FREQUENCY, frequency(meta) + 1);
    node.meta = meta(frequency, nextInterval(meta, age)) | TOUCHED;
  }

  @Override
  void add(Node<K, V> added) {
    RankedNode<K, V> node = (RankedNode<K, V>) added;
    if (contains(node)) {
      reweigh(node);
      return;
    }
    tick();
    if (clock.now() - horizonTime >= clock.generation() >> 3) {
      horizonTime = clock.now();
      horizon = clock.horizon(count());
    }
    if (lateHits > 0) {
      share = Math.max(MIN_SHARE, share - lateHits * step());
      lateHits = 0;
    }
    int meta = meta(1, 0);
    long ghost = ghosts.take(node.hash);
    if (ghost != 0) {
      meta = revive(node.hash, ghost);
    } else {
      clock.appeared(node.hash);
    }
    node.stamp = clock.now();
    node.meta = meta;
    node.setCountedWeight(node.weight());
    window.push(node);
    newest = node;
    rescale();
    if (total() <= maximum && isWindowOver(0)) {
      promoteColdest();
    }
  }

  /** Takes back a ghost: adapts the share and returns the meta of the new node. */
  private int revive(int hash, long ghost) {
    int stamp = GhostTable.stamp(ghost);
    int data = GhostTable.data(ghost);
    int age = clock.now() - stamp;
    if (age <= horizon) {
      share += step() * Math.min(1, (MAX_SHARE - share) / SLOW_ZONE);
    }
    clock.touched(hash, stamp);
    int meta = meta(data & MAX_FREQUENCY, (data >>> 4) * 2);
    int frequency = Math.min(MAX_FREQUENCY, (value(meta, age) >>> 16) + 1);
    return meta(frequency, nextInterval(meta, age));
  }

  @Override
  void remove(Node<K, V> node) {
    if (contains(node)) {
      clock.vanished(node.hash, node.stamp);
      takeOut((RankedNode<K, V>) node);
    }
  }

  /** Adopts a changed weight of a linked node. */
  private void reweigh(RankedNode<K, V> node) {
    boolean inMain = isInMain(node);
    (inMain ? main : window).adjustWeight((long) node.weight() - counted(node));
    node.setCountedWeight(inMain ? ~node.weight() : node.weight());
  }

  @Override
  @Nullable Node<K, V> poll() {
    RankedNode<K, V> victim = chooseVictim();
    if (victim == null) {
      return null;
    }
    takeOut(victim);
    int data = frequency(victim.meta) | ((interval(victim.meta) / 2) << 4);
    ghosts.put(victim.hash, victim.stamp, data, clock.now(), count());
    // The window's share may have shrunk: what exceeds it moves over without having to compete.
    for (int i = 0; i < 2 && isWindowOver(total() / Math.max(1, count())); i++) {
      promoteColdest();
    }
    return victim;
  }

  private @Nullable RankedNode<K, V> chooseVictim() {
    RankedNode<K, V> resident = main.coldest();
    if (resident == null) {
      return coldestOfWindow();
    }
    RankedNode<K, V> candidate = isWindowOver(0) ? coldestOfWindow() : null;
    if (candidate == null) {
      return resident;
    }
    if (value(candidate) <= value(resident)) {
      return candidate;
    }
    promote(candidate);
    return resident;
  }

  /** The coldest entry of the window; the newest one only if there is no other. */
  private @Nullable RankedNode<K, V> coldestOfWindow() {
    RankedNode<K, V> node = window.coldest();
    if (node != null && node == newest && window.count() > 1) {
      window.remove(node);
      window.push(node);
      node = window.coldest();
    }
    return node;
  }

  private void promoteColdest() {
    RankedNode<K, V> node = coldestOfWindow();
    if (node != null) {
      promote(node);
    }
  }

  private void promote(RankedNode<K, V> node) {
    window.remove(node);
    clearTouched(node);
    node.setCountedWeight(~node.countedWeight());
    main.push(node);
  }

  private void takeOut(RankedNode<K, V> node) {
    if (node == newest) {
      newest = null;
    }
    (isInMain(node) ? main : window).remove(node);
  }

  /** Whether the window exceeds its share by more than the slack. It keeps one entry at least. */
  private boolean isWindowOver(long slack) {
    return window.count() > 1 && window.weight() > share * maximum + slack;
  }

  /** Advances the time, for insertions and relocations. */
  void tick() {
    if (clock.tick()) {
      window.roll();
      main.roll();
    }
  }

  /** Adapts the length of the generations to the number of entries, which changes rarely. */
  private void rescale() {
    int oldShift = clock.shift();
    int newShift = clock.shiftFor(count());
    if (newShift != oldShift) {
      clock.rescale(newShift);
      window.rescale(oldShift);
      main.rescale(oldShift);
    }
  }

  @Override
  int count() {
    return window.count() + main.count();
  }

  private double step() {
    return Math.max(STEP, 1.0 / (3 * Math.max(1, count())));
  }

  private int value(RankedNode<K, V> node) {
    return value(node.meta, clock.now() - node.stamp);
  }

  /** The frequency, halved for each period the entry was idle, with 16 fractional bits. */
  private int value(int meta, int age) {
    long entries = count();
    long period = Math.max(MIN_PERIOD, LONG_PERIOD * entries);
    if (interval(meta) > 0) {
      long usual = (long) PERIOD_IN_INTERVALS << interval(meta);
      period = Math.min(period, Math.max(SHORT_PERIOD * entries, usual));
    }
    long halvings = Math.max(0, age) / period;
    return halvings > 20 ? 0 : (frequency(meta) << 16) >> halvings;
  }

  private static int meta(int frequency, int interval) {
    return frequency | (interval << INTERVAL_SHIFT);
  }

  private static int frequency(int meta) {
    return meta & MAX_FREQUENCY;
  }

  private static int interval(int meta) {
    return (meta >>> INTERVAL_SHIFT) & MAX_INTERVAL;
  }

  /** The binary logarithm of the interval: the longest one, slowly forgotten. */
  private static int nextInterval(int meta, int age) {
    int bits = 32 - Integer.numberOfLeadingZeros(Math.max(0, age));
    return Math.max(bits, interval(meta) - 1);
  }

  private static boolean isInMain(Node<?, ?> node) {
    return node.countedWeight() < 0;
  }

  /** What a linked node weighs in its list. */
  static int counted(Node<?, ?> node) {
    int counted = node.countedWeight();
    return counted < 0 ? ~counted : counted;
  }

  static boolean isTouched(RankedNode<?, ?> node) {
    return (node.meta & TOUCHED) != 0;
  }

  static void clearTouched(RankedNode<?, ?> node) {
    node.meta &= ~TOUCHED;
  }
}
