package dev.larder.store.heap;

import org.jspecify.annotations.Nullable;

/**
 * An eviction policy which balances recency and frequency, and resists scans and loops.
 *
 * <p><b>Structure.</b> Resident entries form two lists: a <i>window</i>, which receives what is
 * new, and a <i>main</i> list for what has proved its worth. Both are approximately ordered by
 * recency and repaired only at eviction ({@link GenerationList}). Keys which had to go leave a
 * ghost behind: time of the last access and frequency ({@link GhostTable}). If the window exceeds
 * its share, its coldest entry, the candidate, competes with the coldest entry of the main list:
 * the less valuable of the two is evicted, and the candidate moves to the main list if it wins.
 * Else the main list gives up its coldest entry. The competition by frequency goes back to TinyLFU
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
 * bits 4-8 the binary logarithm of the interval.
 */
final class AdaptivePolicy<K, V> extends ReplacementPolicy<K, V> {
  private static final int MAX_FREQUENCY = 15;
  private static final int INTERVAL_SHIFT = 4;
  private static final int MAX_INTERVAL = 31;

  /** The stamp of an entry is twice the time, and one more if it was hit since it was filed. */
  private static final int TOUCHED = 1;

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

  /** So small a part of the window may be taken out ahead: what is out competes with nobody. */
  private static final int SPARE_PART = 32;

  /** While less than such a part of the cache is free, the window gets no room for nothing. */
  private static final int FREE_PART = 16;

  private final GenerationClock clock = new GenerationClock();
  private final GenerationList<K, V> window = new GenerationList<>(this, clock, false);
  private final GenerationList<K, V> main = new GenerationList<>(this, clock, true);
  private final GhostTable ghosts = new GhostTable();
  private long maximum;
  private double share = FIRST_SHARE;
  private int horizon = Integer.MAX_VALUE;
  private int horizonTime;

  /** A stamp from before this is renewed by a use: two generations ago. Plain, like the clock. */
  private int fresh = -4;

  private int lateHits; // written by readers without a lock; some may be lost
  private @Nullable Node<K, V> newest;

  /** Whether something had to go since there was room enough. */
  private boolean full;

  /** By how much the window's share has shrunk that it has not given up yet. */
  private double surplus;

  AdaptivePolicy(long maximum) {
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
  int spare() {
    return window.count() / SPARE_PART;
  }

  @Override
  void setMaximum(long newMaximum) {
    maximum = newMaximum;
    ghosts.trim(Math.min(maximum, count()));
  }

  @Override
  boolean isStale(Node<K, V> node) {
    int stamp = node.stamp;
    return stamp - fresh < 0 || (stamp & TOUCHED) == 0;
  }

  @Override
  void used(Node<K, V> node) {
    int meta = node.meta();
    int age = age(node.stamp);
    if (age > horizon && isInMain(node)) {
      lateHits++;
    }
    clock.touched(node.hash, clock.now() - age);
    node.stamp = clock.now() << 1 | TOUCHED;
    int frequency = Math.min(MAX_FREQUENCY, frequency(meta) + 1);
    node.setMeta(meta(frequency, nextInterval(meta, age)));
  }

  @Override
  void add(Node<K, V> node) {
    if (contains(node)) {
      reweigh(node);
    } else if (node.countedWeight() != 0) {
      takeBack(node);
    } else {
      admit(node);
    }
  }

  /** Puts an entry back that was to go, and was used before it went: it is nothing new. */
  private void takeBack(Node<K, V> node) {
    ghosts.take(node.hash);
    tick();
    (isInMain(node) ? main : window).push(node);
    reweigh(node);
  }

  private void admit(Node<K, V> node) {
    tick();
    if (clock.now() - horizonTime >= clock.generation() >> 3) {
      horizonTime = clock.now();
      horizon = clock.horizon(count());
    }
    if (lateHits > 0) {
      double less = Math.min(lateHits * step(), share - MIN_SHARE);
      share -= less;
      surplus += less * maximum;
      lateHits = 0;
    }
    int meta = meta(1, 0);
    long ghost = ghosts.take(node.hash);
    if (ghost != 0) {
      meta = revive(node.hash, ghost);
    } else {
      clock.appeared(node.hash);
    }
    node.stamp = clock.now() << 1;
    node.setMeta(meta);
    node.setCountedWeight(node.weight());
    window.push(node);
    newest = node;
    rescale();
    full &= total() > maximum - maximum / FREE_PART;
    if (!full && total() <= maximum && isWindowOver()) {
      promoteColdest();
    }
  }

  /** Takes back a ghost: adapts the share and returns the meta of the new node. */
  private int revive(int hash, long ghost) {
    int stamp = GhostTable.stamp(ghost);
    int data = GhostTable.data(ghost);
    int age = clock.now() - stamp;
    if (age <= horizon) {
      double more = step() * Math.min(1, (MAX_SHARE - share) / SLOW_ZONE);
      share += more;
      surplus = Math.max(0, surplus - more * maximum);
    }
    clock.touched(hash, stamp);
    int meta = meta(data & MAX_FREQUENCY, (data >>> 4) * 2);
    int frequency = Math.min(MAX_FREQUENCY, (value(meta, age) >>> 16) + 1);
    return meta(frequency, nextInterval(meta, age));
  }

  @Override
  void remove(Node<K, V> node) {
    if (contains(node)) {
      clock.vanished(node.hash, time(node));
      takeOut(node);
    }
  }

  /** Adopts a changed weight of a linked node. */
  private void reweigh(Node<K, V> node) {
    boolean inMain = isInMain(node);
    int weight = node.weight();
    (inMain ? main : window).adjustWeight((long) weight - counted(node));
    node.setCountedWeight(inMain ? ~weight : weight);
  }

  @Override
  @Nullable Node<K, V> poll() {
    Node<K, V> victim = chooseVictim();
    if (victim == null) {
      return null;
    }
    full = true;
    // A use from now on is noted: who has it may still take it back.
    clearTouched(victim);
    int data = frequency(victim.meta()) | ((interval(victim.meta()) / 2) << 4);
    // Which may take memory, and so comes before any change.
    ghosts.put(victim.hash, time(victim), data, clock.now(), count() - 1);
    takeOut(victim);
    // If the window's share has shrunk, what exceeds it moves over without having to compete.
    for (int i = 0; i < 2 && surplus >= 1 && isWindowOver(); i++) {
      promoteColdest();
      surplus--;
    }
    return victim;
  }

  private @Nullable Node<K, V> chooseVictim() {
    Node<K, V> resident = main.coldest();
    if (resident == null) {
      return coldestOfWindow();
    }
    Node<K, V> candidate = isWindowOver() ? coldestOfWindow() : null;
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
  private @Nullable Node<K, V> coldestOfWindow() {
    Node<K, V> node = window.coldest();
    if (node != null && node == newest && window.count() > 1) {
      window.remove(node);
      window.push(node);
      node = window.coldest();
    }
    return node;
  }

  private void promoteColdest() {
    Node<K, V> node = coldestOfWindow();
    if (node != null) {
      promote(node);
    }
  }

  private void promote(Node<K, V> node) {
    window.remove(node);
    clearTouched(node);
    node.setCountedWeight(~node.countedWeight());
    main.push(node);
  }

  private void takeOut(Node<K, V> node) {
    if (node == newest) {
      newest = null;
    }
    (isInMain(node) ? main : window).remove(node);
  }

  /** Whether the window exceeds its share. It keeps one entry at least. */
  private boolean isWindowOver() {
    return window.count() > 1 && window.weight() > share * maximum;
  }

  /** Advances the time, for insertions and relocations. */
  void tick() {
    if (clock.tick()) {
      window.roll();
      main.roll();
    }
    fresh = (clock.now() - 2 * clock.generation()) << 1;
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

  private int value(Node<K, V> node) {
    return value(node.meta(), age(node.stamp));
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

  /** How long ago the stamp was, in ticks. */
  private int age(int stamp) {
    return ((clock.now() << 1) + TOUCHED - stamp) >> 1;
  }

  /** When the entry was last used, by the clock. */
  int time(Node<K, V> node) {
    return clock.now() - age(node.stamp);
  }

  static boolean isTouched(Node<?, ?> node) {
    return (node.stamp & TOUCHED) != 0;
  }

  static void clearTouched(Node<?, ?> node) {
    node.stamp &= ~TOUCHED;
  }
}
