package dev.larder.store.heap;

import org.jspecify.annotations.Nullable;

/**
 * Balances recency and frequency, and resists scans and loops.
 *
 * <p><b>Structure.</b> Resident entries form two lists: a <i>window</i>, which receives new
 * entries, and a <i>main</i> list of entries that have proved their value. Both are in approximate
 * order of recency, repaired only at eviction ({@link GenerationList}). An evicted key leaves a
 * ghost behind: the time of its last access and its frequency ({@link GhostTable}). When the window
 * exceeds its share, its coldest entry, the candidate, competes with the coldest entry of the main
 * list. The policy evicts the less valuable of the two; a candidate that wins moves to the main
 * list. When the window does not exceed its share, the main list loses its coldest entry. Entries
 * move to the main list without competing while the cache has free capacity, and after the share
 * has shrunk. The competition by frequency goes back to TinyLFU (Einziger, Friedman, Manes 2017),
 * here with small exact counters in entries and ghosts in place of a sketch. Window, main list and
 * ghosts go back to 2Q (Johnson, Shasha 1994) and ARC (Megiddo, Modha 2003). Reuse intervals as a
 * measure of future accesses go back to LIRS (Jiang, Zhang 2002).
 *
 * <p><b>Value.</b> An entry counts its accesses up to 15, but a burst of accesses within two
 * generations of the clock only once. The policy halves the count for each period in which the
 * entry was idle. It computes that only when it compares two entries. The period is shorter for an
 * entry whose accesses were close together. So an entry that used to be accessed often and is idle
 * now loses its rank quickly, as after a change of the working set. The resident of the main list
 * wins a draw, so a loop over more keys than the cache holds cannot evict the keys of the loop that
 * are resident.
 *
 * <p><b>Adaptation.</b> The {@link LruHorizon} knows the <i>horizon</i>: the age at which an LRU
 * cache of the same size evicts. A miss on a ghost younger than the horizon is a hit that LRU would
 * have had: the window grows. A hit of the main list on an entry older than the horizon is one that
 * LRU would have missed: the window shrinks. The share stays at its minimum, at its maximum, or
 * where such hits and misses are equally frequent. As the share can reach almost the whole cache,
 * the policy behaves like LRU where LRU is better. LeCaR (Vietri et al. 2018) also adapts the
 * balance of recency and frequency. It does so at misses only, and chooses one of the two for each
 * eviction at random.
 *
 * <p><b>Concurrency.</b> Readers call {@link #isStale} and {@link #recordRead} without a lock. A
 * reader writes to the node (access time and policy state) at the first hit after the node has
 * moved. Later hits write at most once in two generations. Two generations have 1/16 to 1/8 as many
 * ticks as the cache has entries. A reader of a large cache seldom writes to shared counters. Races
 * of readers lose counts, nothing more. {@link #recordAddition}, {@link #isExact} and {@link
 * #isMaintenanceDue} are called by any thread too. All other methods run under the policy lock.
 *
 * <p><b>Invariants</b>, under the lock: a node is linked if and only if its {@code newer} is not
 * null. It is in the window if {@code linkedWeight >= 0}, and counts with that weight; else it is
 * in the main list, and counts with {@code ~linkedWeight}. A victim keeps its {@code linkedWeight},
 * so it returns to its list if it is not evicted after all. Links and linkedWeight are written
 * under the lock only, so no race of a reader can damage them. The policy state holds hints: bits
 * 0-3 the frequency, bits 4-8 the binary logarithm of the interval. The access time is twice the
 * time of the clock, plus one if the entry was hit since it was filed.
 */
final class AdaptivePolicy<K, V> extends ReplacementPolicy<K, V> {
  private static final int MAX_FREQUENCY = 15;
  private static final int INTERVAL_SHIFT = 4;
  private static final int MAX_INTERVAL = 31;

  /** The bit of an access time that is set by a hit. */
  private static final int TOUCHED = 1;

  private static final double MIN_SHARE = 0.01;
  private static final double MAX_SHARE = 0.99;
  private static final double FIRST_SHARE = 0.1;

  /** Growth of the window slows down over this last part of the way, to preserve the main list. */
  private static final double SLOW_ZONE = 0.1;

  /** One hit or miss moves this share of the cache, or a third of an entry if that is more. */
  private static final double STEP = 1.0 / 768;

  /**
   * The frequency is halved after this many cache sizes of ticks without an access, and after
   * {@code MIN_PERIOD} ticks at the earliest.
   */
  private static final int LONG_PERIOD = 10;

  private static final int SHORT_PERIOD = 2;
  private static final int MIN_PERIOD = 4096;
  private static final int PERIOD_IN_INTERVALS = 4;

  /** Buffers preselect at most this part of the window: preselected victims do not compete. */
  private static final int PRESELECTED_PART = 32;

  /** Buffers preselect only in caches larger than this. */
  private static final int PRESELECTING_SIZE = 1_024;

  /**
   * A cache that has evicted counts as full until this part of it is free. In a full cache, entries
   * of the window have to compete.
   */
  private static final int FREE_PART = 16;

  private static final int MAX_RELOCATIONS = 16;

  private final LruHorizon clock = new LruHorizon();
  private final GenerationList<K, V> window =
      new GenerationList<>(clock, new Part(false), MAX_RELOCATIONS);
  private final GenerationList<K, V> main =
      new GenerationList<>(clock, new Part(true), MAX_RELOCATIONS);
  private final GhostTable ghosts = new GhostTable();
  private long maximum;
  private double share = FIRST_SHARE;
  private int horizon = Integer.MAX_VALUE;
  private int horizonTime;

  /** An access time from before this is stale: two generations ago. Plain, like the clock. */
  private int freshLimit = -4;

  private int lateHits; // written by readers without a lock; some may be lost
  private @Nullable Node<K, V> newest;

  /** Whether an entry was evicted since the cache had free capacity. */
  private boolean full;

  /**
   * How many entries move from the window to the main list without competing, because the share has
   * shrunk.
   */
  private double surplus;

  private final boolean weighted;

  AdaptivePolicy(long maximum, boolean weighted) {
    this.maximum = maximum;
    this.weighted = weighted;
  }

  /** The policy of one of the two lists. */
  private final class Part implements GenerationList.Policy<K, V> {
    private final boolean secondChance;

    Part(boolean secondChance) {
      this.secondChance = secondChance;
    }

    @Override
    public int accessTime(Node<K, V> node) {
      return time(node);
    }

    @Override
    public boolean isSpared(Node<K, V> node, boolean isUsed) {
      return isUsed || (secondChance && isTouched(node)) || GenerationList.weightOf(node) == 0;
    }

    @Override
    public void onRelocation(Node<K, V> node) {
      clearTouched(node);
      tick();
    }
  }

  @Override
  long weight() {
    return window.weight() + main.weight();
  }

  @Override
  void clear() {
    window.clear();
    main.clear();
    newest = null;
  }

  @Override
  int maxPreselected() {
    return window.count() / PRESELECTED_PART;
  }

  @Override
  boolean isPreselecting() {
    return !weighted && maximum > PRESELECTING_SIZE;
  }

  @Override
  void setMaximum(long newMaximum) {
    maximum = newMaximum;
    ghosts.trim(Math.min(maximum, size()));
  }

  @Override
  boolean isStale(Node<K, V> node) {
    int time = node.accessTime;
    return time - freshLimit < 0 || (time & TOUCHED) == 0;
  }

  @Override
  void recordRead(Node<K, V> node) {
    int state = node.policyState();
    int age = age(node.accessTime);
    if (age > horizon && isInMain(node)) {
      lateHits++;
    }
    clock.touched(node.hash, clock.now() - age);
    node.accessTime = clock.now() << 1 | TOUCHED;
    int frequency = Math.min(MAX_FREQUENCY, frequency(state) + 1);
    node.setPolicyState(state(frequency, nextInterval(state, age)));
  }

  @Override
  void add(Node<K, V> node) {
    if (node.isLinked()) {
      reweigh(node);
    } else if (node.linkedWeight() != 0) {
      takeBack(node);
    } else {
      admit(node);
    }
  }

  /** Links a victim again that was used before it was evicted. It is no new entry. */
  private void takeBack(Node<K, V> node) {
    ghosts.take(node.hash);
    tick();
    (isInMain(node) ? main : window).add(node);
    reweigh(node);
  }

  private void admit(Node<K, V> node) {
    tick();
    if (clock.now() - horizonTime >= clock.length() >> 3) {
      horizonTime = clock.now();
      horizon = clock.horizon(size());
    }
    if (lateHits > 0) {
      double less = Math.min(lateHits * step(), share - MIN_SHARE);
      share -= less;
      surplus += less * maximum;
      lateHits = 0;
    }
    int state = state(1, 0);
    long ghost = ghosts.take(node.hash);
    if (ghost != 0) {
      state = revive(node.hash, ghost);
    } else {
      clock.appeared(node.hash);
    }
    node.accessTime = clock.now() << 1;
    node.setPolicyState(state);
    node.setLinkedWeight(node.weight());
    window.add(node);
    newest = node;
    rescale();
    full &= weight() > maximum - maximum / FREE_PART;
    if (!full && weight() <= maximum && isWindowOver()) {
      promoteColdest();
    }
  }

  /** Adapts the share to a miss on a ghost; returns the policy state of the new node. */
  private int revive(int hash, long ghost) {
    int time = GhostTable.time(ghost);
    int data = GhostTable.data(ghost);
    int age = clock.now() - time;
    if (age <= horizon) {
      double more = step() * Math.min(1, (MAX_SHARE - share) / SLOW_ZONE);
      share += more;
      surplus = Math.max(0, surplus - more * maximum);
    }
    clock.touched(hash, time);
    int state = state(data & MAX_FREQUENCY, (data >>> 4) * 2);
    int frequency = Math.min(MAX_FREQUENCY, (value(state, age) >>> 16) + 1);
    return state(frequency, nextInterval(state, age));
  }

  @Override
  void remove(Node<K, V> node) {
    if (node.isLinked()) {
      clock.vanished(node.hash, time(node));
      takeOut(node);
    }
  }

  /** Adopts a changed weight of a linked node. */
  private void reweigh(Node<K, V> node) {
    boolean inMain = isInMain(node);
    int weight = node.weight();
    (inMain ? main : window).adjustWeight((long) weight - GenerationList.weightOf(node));
    node.setLinkedWeight(inMain ? ~weight : weight);
  }

  @Override
  @Nullable Node<K, V> poll() {
    Node<K, V> victim = chooseVictim();
    if (victim == null) {
      return null;
    }
    full = true;
    // The next access of the victim changes its access time, so the caller can see that the victim
    // is in use.
    clearTouched(victim);
    int data = frequency(victim.policyState()) | ((interval(victim.policyState()) / 2) << 4);
    // The ghost may take memory, so it comes before any change.
    ghosts.put(victim.hash, time(victim), data, clock.now(), size() - 1);
    takeOut(victim);
    // After the window's share has shrunk, its excess moves to the main list without competing.
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

  /** Returns the coldest entry of the window; the newest one only if there is no other. */
  private @Nullable Node<K, V> coldestOfWindow() {
    Node<K, V> node = window.coldest();
    if (node != null && node == newest && window.count() > 1) {
      window.remove(node);
      window.add(node);
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
    node.setLinkedWeight(~node.linkedWeight());
    main.add(node);
  }

  private void takeOut(Node<K, V> node) {
    if (node == newest) {
      newest = null;
    }
    (isInMain(node) ? main : window).remove(node);
  }

  /** Returns whether the window exceeds its share. It keeps one entry at least. */
  private boolean isWindowOver() {
    return window.count() > 1 && window.weight() > share * maximum;
  }

  /** Advances the time, for insertions and relocations. */
  void tick() {
    if (clock.tickGeneration()) {
      window.advance();
      main.advance();
    }
    freshLimit = (clock.now() - 2 * clock.length()) << 1;
  }

  /** Adapts the length of the generations to the number of entries, which changes rarely. */
  private void rescale() {
    int oldShift = clock.shift();
    int newShift = clock.shiftFor(size());
    if (newShift != oldShift) {
      GenerationList.rescale(clock, newShift, window, main);
    }
  }

  @Override
  int size() {
    return window.count() + main.count();
  }

  private double step() {
    return Math.max(STEP, 1.0 / (3 * Math.max(1, size())));
  }

  private int value(Node<K, V> node) {
    return value(node.policyState(), age(node.accessTime));
  }

  /** Returns the frequency, halved for each idle period, with 16 fractional bits. */
  private int value(int state, int age) {
    long entries = size();
    long period = Math.max(MIN_PERIOD, LONG_PERIOD * entries);
    if (interval(state) > 0) {
      long usual = (long) PERIOD_IN_INTERVALS << interval(state);
      period = Math.min(period, Math.max(SHORT_PERIOD * entries, usual));
    }
    long halvings = Math.max(0, age) / period;
    return halvings > 20 ? 0 : (frequency(state) << 16) >> halvings;
  }

  private static int state(int frequency, int interval) {
    return frequency | (interval << INTERVAL_SHIFT);
  }

  private static int frequency(int state) {
    return state & MAX_FREQUENCY;
  }

  private static int interval(int state) {
    return (state >>> INTERVAL_SHIFT) & MAX_INTERVAL;
  }

  /**
   * Returns the binary logarithm of the longest interval; it falls by one with each shorter
   * interval.
   */
  private static int nextInterval(int state, int age) {
    int bits = 32 - Integer.numberOfLeadingZeros(Math.max(0, age));
    return Math.max(bits, interval(state) - 1);
  }

  private static boolean isInMain(Node<?, ?> node) {
    return node.linkedWeight() < 0;
  }

  /** Returns how long ago an access time was, in ticks. */
  private int age(int accessTime) {
    return ((clock.now() << 1) + TOUCHED - accessTime) >> 1;
  }

  /** Returns when the entry was last used, in the time of the clock. */
  int time(Node<K, V> node) {
    return clock.now() - age(node.accessTime);
  }

  static boolean isTouched(Node<?, ?> node) {
    return (node.accessTime & TOUCHED) != 0;
  }

  private static void clearTouched(Node<?, ?> node) {
    node.accessTime &= ~TOUCHED;
  }
}
