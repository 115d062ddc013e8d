package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which entry goes first by recency, without a store around it. */
class LruPolicyTest {
  private static final int LARGE = 5_000;

  private static Node<Integer, Integer> node(int key) {
    return new WeighedNode<>(key, Table.hash(key));
  }

  private static List<Node<Integer, Integer>> fill(
      ReplacementPolicy<Integer, Integer> order, int count) {
    List<Node<Integer, Integer>> nodes = new ArrayList<>();
    for (int key = 0; key < count; key++) {
      nodes.add(node(key));
      order.add(nodes.get(key));
    }
    return nodes;
  }

  private static List<Integer> drain(ReplacementPolicy<Integer, Integer> order) {
    List<Integer> keys = new ArrayList<>();
    for (Node<Integer, Integer> node = order.poll(); node != null; node = order.poll()) {
      assertThat(order.contains(node), is(false));
      keys.add(node.entryKey());
    }
    assertThat(order.count(), is(0));
    return keys;
  }

  private static List<Integer> keys(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  private static int clock(ReplacementPolicy<Integer, Integer> order) {
    return Fields.of(order, "clock");
  }

  private static boolean isExact(ReplacementPolicy<Integer, Integer> order) {
    // An exact order has each use noted, a large one none so soon after the last.
    Node<Integer, Integer> newest = node(-1);
    order.add(newest);
    boolean stale = order.isStale(newest);
    order.remove(newest);
    return stale;
  }

  @Test
  void anEmptyOrderGivesNothingUp() {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(10, false);
    assertThat(order.poll(), nullValue());
    assertThat(order.spare(), is(0));
    Node<Integer, Integer> only = node(1);
    order.add(only);
    order.remove(only);
    order.remove(only);
    assertThat(order.count(), is(0));
    assertThat(order.poll(), nullValue());
  }

  /** A set in order of use says who goes next. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 64, 500, 1_024})
  void aSmallOrderGivesUpWhoHasNotBeenUsedForTheLongestTime(int maximum) {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(maximum, false);
    Set<Node<Integer, Integer>> model = new LinkedHashSet<>();
    List<Node<Integer, Integer>> nodes = new ArrayList<>();
    for (int key = 0; key < 2 * maximum; key++) {
      nodes.add(node(key));
    }
    Random random = new Random(maximum);
    for (int i = 0; i < 20_000; i++) {
      Node<Integer, Integer> node = nodes.get(random.nextInt(nodes.size()));
      int action = random.nextInt(10);
      if (action == 0) {
        order.remove(node);
        model.remove(node);
      } else if (action < 7 && model.contains(node)) {
        order.used(node);
        model.remove(node);
        model.add(node);
      } else {
        // One that is in already is only counted anew.
        order.add(node);
        model.add(node);
      }
      if (model.size() > maximum || (action == 1 && !model.isEmpty())) {
        Iterator<Node<Integer, Integer>> eldest = model.iterator();
        assertThat("step " + i, order.poll() == eldest.next(), is(true));
        eldest.remove();
      }
      assertThat(order.count(), is(model.size()));
      assertThat(order.spare(), is(model.size()));
    }
    assertThat(drain(order), equalTo(model.stream().map(Node::entryKey).toList()));
  }

  /** A new entry takes the place of the eldest, unless the policy lock is needed to find that. */
  @ParameterizedTest
  @ValueSource(ints = {10, 64, 500, 1_024})
  void aNewEntryOfASmallOrderTakesThePlaceOfTheOldest(int maximum) {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(maximum, false);
    Set<Node<Integer, Integer>> model = new LinkedHashSet<>(fill(order, maximum));
    Random random = new Random(maximum);
    int taken = 0;
    WriteBuffer<Integer, Integer> batch = new WriteBuffer<>();
    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(4) != 0) {
        List<Node<Integer, Integer>> all = List.copyOf(model);
        Node<Integer, Integer> node = all.get(random.nextInt(all.size()));
        order.used(node);
        model.remove(node);
        model.add(node);
        continue;
      }
      Node<Integer, Integer> fresh = node(maximum + i);
      Node<Integer, Integer> eldest = model.iterator().next();
      Node<Integer, Integer> victim = order.replaceOldest(fresh, batch);
      if (victim != null) {
        assertThat("locked for the caller", victim.state, is(Node.BUSY));
        victim.newer = null;
        taken++;
      } else {
        order.add(fresh);
        victim = order.poll();
      }
      assertThat("step " + i, victim == eldest, is(true));
      model.remove(victim);
      model.add(fresh);
      assertThat(order.count(), is(maximum));
    }
    assertThat("places taken", taken, greaterThan(500));
    assertThat(drain(order), equalTo(model.stream().map(Node::entryKey).toList()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1_100, 5_000})
  void whatIsNeverUsedGoesInTheOrderInWhichItCame(int maximum) {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(maximum, false);
    fill(order, 10 * maximum);
    assertThat(order.spare(), is(10 * maximum));
    assertThat(drain(order), equalTo(keys(0, 10 * maximum)));
  }

  @Test
  void aLargeOrderIsRightToWithinAThirtySecondOfItsSize() {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(LARGE, false);
    List<Node<Integer, Integer>> nodes = fill(order, LARGE);
    // Every other one, so that a search finds one that is not used.
    Random random = new Random(1);
    int[] lastUse = new int[LARGE];
    for (int i = 0; i < 4 * LARGE; i++) {
      int key = 2 * random.nextInt(LARGE / 2);
      order.used(nodes.get(key));
      lastUse[key] = clock(order);
    }
    List<Integer> gone = drain(order);
    List<Integer> unused = keys(0, LARGE).stream().filter(key -> lastUse[key] == 0).toList();
    assertThat(gone.subList(0, unused.size()).equals(unused), is(true));
    int latest = 0;
    for (int key : gone.subList(unused.size(), LARGE)) {
      // One span of error, and no more moves than one at once.
      assertThat(lastUse[key], greaterThan(latest - 2 * LARGE / 32));
      latest = Math.max(latest, lastUse[key]);
    }
  }

  @Test
  void ofManyThatWereUsedTheLeastRecentlyUsedOfThoseLookedAtGoes() {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(LARGE, false);
    List<Node<Integer, Integer>> nodes = fill(order, LARGE);
    // The 66th is not looked at, the 65th is.
    order.used(nodes.get(65));
    order.add(node(-1));
    order.used(nodes.get(64));
    order.add(node(-2));
    for (int key = 0; key < 64; key++) {
      order.used(nodes.get(key));
    }
    for (int key = 66; key < 120; key++) {
      order.used(nodes.get(key));
    }
    assertThat(order.poll().key, is(64));
    assertThat("the first that was not used", order.poll().key, is(120));
  }

  @Test
  void ofEntriesUsedAtOnceTheFirstGoes() {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(LARGE, false);
    List<Node<Integer, Integer>> nodes = fill(order, LARGE);
    int now = clock(order);
    nodes.forEach(node -> node.stamp = now);
    assertThat(order.poll().key, is(0));
  }

  @Test
  void aUseOfALargeOrderIsNotNotedAgainWithinItsNewestQuarter() {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(LARGE, false);
    fill(order, LARGE);
    Node<Integer, Integer> used = node(-1);
    order.add(used);
    fill(order, 1_150);
    assertThat(order.isStale(used), is(false));
    fill(order, 200);
    assertThat(order.isStale(used), is(true));
    order.used(used);
    assertThat(order.isStale(used), is(false));
  }

  @Test
  void whileNothingWillHaveToGoForLongAUseIsNotedOnce() {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(10 * LARGE, false);
    Node<Integer, Integer> used = fill(order, 1).get(0);
    fill(order, 5 * LARGE - 2);
    assertThat(order.isStale(used), is(false));
    fill(order, 1);
    assertThat("half of it is full", order.isStale(used), is(true));
  }

  @Test
  void whatWasTakenOutMakesRoom() {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(10 * LARGE, false);
    List<Node<Integer, Integer>> nodes = fill(order, 6 * LARGE);
    assertThat(order.isStale(nodes.get(0)), is(true));
    nodes.subList(LARGE, 4 * LARGE).forEach(order::remove);
    nodes.subList(4 * LARGE, 5 * LARGE).forEach(order::add);
    assertThat("less than half is full", order.isStale(nodes.get(0)), is(false));
  }

  @Test
  void usesMoveTheClockOfALargeOrderByTheirNumberAbout() {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(LARGE, false);
    List<Node<Integer, Integer>> nodes = fill(order, LARGE);
    int before = clock(order);
    int moves = 0;
    for (Node<Integer, Integer> node : nodes) {
      int now = clock(order);
      order.used(node);
      assertThat("the time before the move", node.stamp, is(now));
      moves += clock(order) == now ? 0 : 1;
    }
    assertThat(clock(order) - before, is(16 * moves));
    assertThat(16 * moves, allOf(greaterThan(LARGE * 9 / 10), lessThan(LARGE * 11 / 10)));
  }

  @Test
  void order_boundAndSize_sayWhetherItIsExact() {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(1_024, false);
    fill(order, 1_022);
    assertThat(isExact(order), is(true));
    order.setMaximum(1_025);
    assertThat("exact as long as it is small", isExact(order), is(true));
    fill(order, 3);
    assertThat(isExact(order), is(false));
    order.setMaximum(1_024);
    assertThat("and not before it is small", isExact(order), is(false));
    order.poll();
    order.poll();
    assertThat(isExact(order), is(true));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1_024, 1_025, LARGE, 1L << 40, Long.MAX_VALUE})
  void theOrderStaysWhenTheBoundMoves(long maximum) {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(2_000, false);
    fill(order, 1_000);
    order.setMaximum(maximum);
    Node<Integer, Integer> last = node(1_000);
    order.add(last);
    assertThat(drain(order), equalTo(keys(0, 1_001)));
  }

  @Test
  void orderByWeight_numberOfEntries_saysWhetherItIsExact() {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(1_000_000, true);
    List<Node<Integer, Integer>> nodes = fill(order, 1_023);
    assertThat("1,024 with the one that asks", isExact(order), is(true));
    nodes.addAll(fill(order, 2));
    assertThat(isExact(order), is(false));
    nodes.subList(0, 512).forEach(order::remove);
    assertThat("513, more than a half", isExact(order), is(false));
    order.remove(nodes.get(512));
    assertThat("512", isExact(order), is(true));
  }

  @Test
  void anOrderByWeightNotesAUseOnceWhileHalfOfTheWeightIsFree() {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(100_000, true);
    List<Node<Integer, Integer>> nodes = fill(order, 3_000);
    Node<Integer, Integer> first = nodes.get(0);
    assertThat(order.isStale(first), is(false));
    Node<Integer, Integer> heavy = node(-1);
    heavy.setWeight(60_000);
    order.add(heavy);
    assertThat(order.isStale(first), is(true));
    heavy.setWeight(1);
    order.add(heavy);
    assertThat("counted anew, it is light", order.isStale(first), is(false));
    heavy.setWeight(60_000);
    order.add(heavy);
    order.remove(heavy);
    order.add(nodes.get(1));
    assertThat("and nothing once it is out", order.isStale(first), is(false));
  }

  @Test
  void aClearedOrderKeepsNoEntry() {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(LARGE, false);
    fill(order, LARGE);
    order.clear();
    assertThat(Fields.<Object[]>of(order, "rings").length, is(0));
  }
}
