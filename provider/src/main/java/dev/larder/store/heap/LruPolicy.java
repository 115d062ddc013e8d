package dev.larder.store.heap;

import org.jspecify.annotations.Nullable;

/**
 * Evicts the least recently used entry.
 *
 * <p>A cache with a bound of up to {@value #EXACT} entries is exact for one thread: each access has
 * a time of its own, and an {@link AccessTimeArray} finds the oldest. Several threads take their
 * times from a {@link StripedClock}, so the order of their accesses is approximate.
 *
 * <p>A larger cache orders its entries by generations, see {@link GenerationList}. An entry that
 * was used within the newest quarter keeps its access time, so a hit on a hot entry writes nothing.
 * Recorded accesses of one entry in 16 advance the clock, for all of them. The list tells apart the
 * last four to eight cache sizes of ticks. An access time may be a quarter of the cache size too
 * old, so the order is right to within that. A cache bounded by weight is in the list from more
 * than {@value #EXACT} entries on, and in the array again from half of that down.
 *
 * <p>A small cache uses the list too while threads contend for the policy lock. The array is the
 * slower one then, because each thread has to fetch the times that the others have written. The
 * cache goes back to the array after up to {@value #MAX_CONTENTION} acquisitions of the lock
 * without a wait. Until then it is not exact, even for one thread.
 *
 * <p>A change of the order moves the entries one by one. After a failure, for lack of memory or of
 * stack, the next addition, removal or eviction continues the move.
 */
final class LruPolicy<K, V> extends ReplacementPolicy<K, V> implements GenerationList.Policy<K, V> {
  /** The largest cache in exact order: a scan of this many times takes a microsecond. */
  static final int EXACT = 1_024;

  private static final int GENERATIONS = 256;

  /** A large cache has this many generations for as many accesses as it has entries. */
  private static final int GENERATIONS_PER_SIZE = 32;

  private static final int MAX_RELOCATIONS = 64;

  /** In an exact order the common time is behind a write by at most this part of the entries. */
  private static final int LAG_PART = 16;

  /** In a large cache one entry in {@code 2^SAMPLE_BITS} advances the clock. */
  private static final int SAMPLE_BITS = 4;

  /** A write buffer takes at most this part of a cache in exact order out ahead. */
  private static final int EXACT_PRESELECTED_PART = 16;

  /** A write buffer takes at most this part of any other cache out ahead. */
  private static final int PRESELECTED_PART = 8;

  /**
   * A wait for the policy lock adds this to {@link #contention}; each other acquisition takes 1.
   */
  private static final int CONTENTION_STEP = 8;

  /** The contention at which a small cache goes over to the list. */
  private static final int CONTENDED = 64;

  /** The contention from then on. At 0 the cache goes back to the array. */
  private static final int MAX_CONTENTION = 1_024;

  /** After how many ticks old times of the exact order are renewed, before the clock wraps. */
  private static final int RENEWAL_TICKS = 1 << 24;

  /** A reader looks once in so many ticks whether that is due. */
  private static final int RENEWAL_CHECK = 1 << 16;

  private static final int MAX_AGE = 1 << 30;

  private final GenerationClock clock = new GenerationClock(GENERATIONS);
  private final StripedClock exactClock = new StripedClock(clock);
  private final AccessTimeArray<K, V> array = new AccessTimeArray<>();

  /** Whether new entries go to the array, and not to the list. Written under the policy lock. */
  private volatile boolean exact = true;

  /**
   * In a large cache an access time from before this is stale. It moves only when an entry is added
   * or removed: between additions each entry is recorded once, and then a hit writes nothing.
   */
  private volatile int freshLimit;

  // The rest is guarded by the policy lock.
  private final boolean weighted;
  private final GenerationList<K, V> list;
  private long maximum;

  /** The number of entries for which the length of generations was chosen. */
  private long scale;

  /** The age of the last evicted entries, in ticks. */
  private long evictionAge;

  /** The least recently used one of the nodes that the present search has relocated. */
  private @Nullable Node<K, V> leastUsed;

  private int relocations;

  /** How often threads have lately waited for the policy lock. */
  private int contention;

  /** Whether a small cache uses the list because of contention. */
  private boolean contended;

  /** The node that is being moved: it may be linked nowhere after a failure. */
  private @Nullable Node<K, V> moving;

  /** When old times were renewed. Written under the lock, read by any thread. */
  private int renewedAt;

  LruPolicy(long maximum, boolean weighted) {
    this.maximum = maximum;
    this.weighted = weighted;
    this.list = new GenerationList<>(clock, this, MAX_RELOCATIONS);
    clock.set(StripedClock.RESERVED);
    if (!weighted && maximum > EXACT) {
      exact = false;
      setScale(maximum);
    }
  }

  @Override
  boolean isStale(Node<K, V> node) {
    return exact || node.accessTime - freshLimit < 0;
  }

  @Override
  void recordRead(Node<K, V> node) {
    if (exact) {
      recordAccess(node, exactClock.tickRead());
      return;
    }
    node.accessTime = clock.now();
    if ((node.hash * 0x9E3779B9) >>> (32 - SAMPLE_BITS) == 0) {
      clock.advance(1 << SAMPLE_BITS);
    }
  }

  @Override
  void recordWrite(Node<K, V> node) {
    if (exact) {
      recordAccess(node, exactClock.tickWrite(array.count() / LAG_PART));
    } else {
      recordRead(node);
    }
  }

  private void recordAccess(Node<K, V> node, int time) {
    array.recordAccess(node, time);
    if ((time & (RENEWAL_CHECK - 1)) == 0 && time - renewedAt > RENEWAL_TICKS) {
      requestMaintenance();
    }
  }

  @Override
  void recordAddition(Node<K, V> node) {
    // A large cache dates the entry when it is linked: the clock is too busy to be read here.
    if (exact) {
      recordWrite(node);
    }
  }

  @Override
  public int accessTime(Node<K, V> node) {
    return node.accessTime;
  }

  @Override
  public boolean isSpared(Node<K, V> node, boolean isUsed) {
    return isUsed;
  }

  @Override
  public void onRelocation(Node<K, V> node) {
    relocations++;
    if (leastUsed == null || leastUsed.accessTime - node.accessTime > 0) {
      leastUsed = node;
    }
  }

  @Override
  int size() {
    return array.count() + list.count();
  }

  @Override
  long weight() {
    return array.weight() + list.weight();
  }

  @Override
  void add(Node<K, V> node) {
    // Read once: the owner of the node may change the weight meanwhile.
    int weight = node.weight();
    if (node.isLinked()) {
      long more = (long) weight - node.linkedWeight();
      node.setLinkedWeight(weight);
      if (AccessTimeArray.has(node)) {
        array.adjustWeight(more);
      } else {
        list.adjustWeight(more);
      }
    } else {
      node.setLinkedWeight(weight);
      link(node);
    }
    adapt();
  }

  private void link(Node<K, V> node) {
    if (exact) {
      if (node.accessTime == Node.NEVER_ACCESSED) {
        recordWrite(node); // it was reported while the list was in use
      }
      array.add(node, node.accessTime);
    } else {
      int now = clock.advance(1);
      node.accessTime = node.accessTime == Node.NEVER_ACCESSED ? now : node.accessTime;
      list.advance();
      list.add(node);
    }
  }

  @Override
  void remove(Node<K, V> node) {
    if (node.isLinked()) {
      if (AccessTimeArray.has(node)) {
        array.remove(node);
      } else {
        list.remove(node);
      }
      adapt();
    }
  }

  @Override
  @Nullable Node<K, V> poll() {
    adapt();
    Node<K, V> victim = exact ? pollArray() : pollList();
    if (victim == null) {
      victim = exact ? pollList() : pollArray(); // a change has failed
    }
    return victim;
  }

  private @Nullable Node<K, V> pollArray() {
    return array.poll(exactClock.synchronize());
  }

  private @Nullable Node<K, V> pollList() {
    list.advance();
    leastUsed = null;
    relocations = 0;
    Node<K, V> victim = list.coldest();
    if (relocations == MAX_RELOCATIONS) {
      victim = leastUsed;
    } else if (list.depth() > 0) {
      evictionAge = (long) list.depth() * clock.length();
    } else {
      // All entries are of this generation: an access from now on belongs to the next one.
      clock.advance(clock.length() - (clock.now() & (clock.length() - 1)));
      list.advance();
    }
    leastUsed = null;
    if (victim != null) {
      list.remove(victim);
    }
    return victim;
  }

  @Override
  int maxPreselected() {
    return size() / (exact ? EXACT_PRESELECTED_PART : PRESELECTED_PART);
  }

  @Override
  boolean isPreselecting() {
    return !weighted;
  }

  @Override
  boolean isExact() {
    return exact;
  }

  @Override
  void setMaximum(long newMaximum) {
    maximum = newMaximum;
    if (!exact && !weighted) {
      setScale(newMaximum);
    }
    adapt();
  }

  @Override
  void clear() {
    // The nodes are unlinked, because operations in progress may still report them.
    array.unlinkAll();
    list.clear();
    moving = null;
  }

  @Override
  boolean isOrderChangeDue(boolean hasWaited) {
    int more = hasWaited ? CONTENTION_STEP : -1;
    contention = Math.max(0, Math.min(contention + more, MAX_CONTENTION));
    return contended ? contention == 0 : contention >= CONTENDED && exact;
  }

  @Override
  void changeOrder() {
    contended = !contended;
    contention = contended ? MAX_CONTENTION : 0;
    if (!contended && isSmall() && size() <= EXACT) {
      useArray();
    }
    adapt();
  }

  private boolean isSmall() {
    return weighted || maximum <= EXACT;
  }

  /** Chooses the order that suits the number of entries, and adapts it to that number. */
  private void adapt() {
    int entries = size();
    if (exact) {
      if (contended || (entries > EXACT && (weighted || maximum > EXACT))) {
        setScale(weighted ? entries : maximum);
        exactClock.reset();
        exact = false;
      }
    } else if (isSmall()
        && !contended
        && (entries <= EXACT / 2 || (entries <= EXACT && !weighted))) {
      useArray();
    } else if (weighted && (entries > 2 * scale || entries < scale / 4)) {
      setScale(entries);
    }
    if (moving != null || (exact ? list.count() : array.count()) > 0) {
      moveAll();
    }
    if (!exact) {
      moveFreshLimit();
    }
  }

  private void useArray() {
    exactClock.reset();
    renewedAt = clock.now();
    exact = true;
  }

  /** Moves the entries to the one of array and list that is in use, the oldest one first. */
  private void moveAll() {
    Node<K, V> node = moving;
    if (exact) {
      array.reserve(list.count() + 1);
    } else {
      list.advance();
    }
    if (node != null && !node.isLinked() && !node.isDead()) {
      file(node);
    }
    for (node = takeOldest(); node != null; node = takeOldest()) {
      file(node);
    }
    moving = null;
  }

  private void file(Node<K, V> node) {
    if (exact) {
      array.add(node, node.accessTime);
    } else {
      list.add(node);
    }
  }

  private @Nullable Node<K, V> takeOldest() {
    if (exact) {
      moving = list.first();
      if (moving != null) {
        list.remove(moving);
      }
    } else {
      moving = pollArray();
    }
    return moving;
  }

  /** Sets the length of the generations for a number of entries. */
  private void setScale(long entries) {
    scale = entries;
    evictionAge = entries;
    long length = Math.min(Math.max(1, entries / GENERATIONS_PER_SIZE), 1 << 24);
    GenerationList.rescale(clock, 63 - Long.numberOfLeadingZeros(length), list);
    moveFreshLimit();
  }

  /** Sets how old an access time may grow before it is renewed. */
  private void moveFreshLimit() {
    int window;
    if (weight() < maximum / 2 && !contended) {
      // The cache evicts nothing for a long time.
      window = MAX_AGE;
    } else {
      window = (int) Math.min(scale / 4, evictionAge / 4);
    }
    int wanted = clock.now() - window;
    if (Math.abs(wanted - freshLimit) > window / 16) {
      freshLimit = wanted;
    }
  }

  /** {@inheritDoc} Keeps the times of the exact order comparable, though the clock wraps around. */
  @Override
  void maintain() {
    super.maintain();
    if (exact) {
      exactClock.renew();
      renewedAt = clock.now();
      array.limitAges(clock.now(), MAX_AGE);
    }
  }
}
