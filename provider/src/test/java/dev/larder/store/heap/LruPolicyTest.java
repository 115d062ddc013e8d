package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
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
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of eviction of the LRU policy, without a store. */
class LruPolicyTest {
  private static final int LARGE = 5_000;

  /** A node whose weight another thread seems to change before each read. */
  private static final class ReweighedNode extends Node<Integer, Integer> {
    private int weight;
    private int linkedWeight;

    ReweighedNode() {
      super(1, 1);
    }

    @Override
    int weight() {
      return ++weight;
    }

    @Override
    int linkedWeight() {
      return linkedWeight;
    }

    @Override
    void setLinkedWeight(int newWeight) {
      linkedWeight = newWeight;
    }
  }

  private static Node<Integer, Integer> node(int key) {
    return new WeighedNode<>(key, Table.hash(key));
  }

  private static void add(ReplacementPolicy<Integer, Integer> policy, Node<Integer, Integer> node) {
    policy.recordAddition(node);
    policy.add(node);
  }

  private static List<Node<Integer, Integer>> fill(
      ReplacementPolicy<Integer, Integer> policy, int count) {
    List<Node<Integer, Integer>> nodes = new ArrayList<>();
    for (int key = 0; key < count; key++) {
      nodes.add(node(key));
      add(policy, nodes.get(key));
    }
    return nodes;
  }

  private static List<Integer> drain(ReplacementPolicy<Integer, Integer> policy) {
    List<Integer> keys = new ArrayList<>();
    for (Node<Integer, Integer> node = policy.poll(); node != null; node = policy.poll()) {
      assertThat(node.isLinked(), is(false));
      keys.add(node.entryKey());
    }
    assertThat(policy.size(), is(0));
    assertThat(policy.weight(), is(0L));
    return keys;
  }

  private static List<Integer> keys(int from, int to) {
    return new ArrayList<>(IntStream.range(from, to).boxed().toList());
  }

  /** Returns whether the policy is exact with one entry more than it has. */
  private static boolean isExact(ReplacementPolicy<Integer, Integer> policy) {
    Node<Integer, Integer> newest = node(-1);
    add(policy, newest);
    boolean isExact = policy.isExact();
    policy.remove(newest);
    return isExact;
  }

  @Test
  void add_ofANodeThatIsReweighedMeanwhile_countsWhatItWillSubtract() {
    ReplacementPolicy<Integer, Integer> policy = new LruPolicy<>(100, true);
    Node<Integer, Integer> node = new ReweighedNode();
    add(policy, node);
    policy.add(node);
    assertThat(policy.weight(), is((long) node.linkedWeight()));
  }

  /** Lets the policy change its order, after as many waits for the policy lock as that takes. */
  private static int changeOrder(LruPolicy<Integer, Integer> policy, boolean hasWaited) {
    int acquisitions = 1;
    while (!policy.isOrderChangeDue(hasWaited)) {
      acquisitions++;
    }
    policy.changeOrder();
    return acquisitions;
  }

  @Test
  void smallPolicy_manyWaitsForTheLock_usesTheListUntilThreadsWaitNoMore() {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(100, false);
    List<Node<Integer, Integer>> nodes = fill(policy, 100);
    assertThat(changeOrder(policy, true), is(lessThan(50)));
    assertThat(policy.isExact(), is(false));
    assertThat(policy.size(), is(100));
    assertThat(policy.poll(), is(nodes.get(0)));
    assertThat(changeOrder(policy, false), is(lessThan(2_000)));
    assertThat(policy.isExact(), is(true));
    policy.recordRead(nodes.get(1));
    List<Integer> order = keys(2, 100);
    order.add(1);
    assertThat(drain(policy), is(order));
  }

  /** The list does not order reads that come without an addition between them. */
  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE + 1_000_000, StripedClock.RESERVED, 100_000})
  void changeOrder_severalTimes_keepsTheOrderOfUse(int start) {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(30, false);
    Fields.<GenerationClock>of(policy, "clock").set(start);
    List<Node<Integer, Integer>> nodes = fill(policy, 30);
    for (boolean toTheList : List.of(true, false, true, false)) {
      policy.recordRead(nodes.get(3));
      policy.recordRead(nodes.get(0));
      changeOrder(policy, toTheList);
    }
    List<Integer> expected = keys(1, 30);
    expected.remove((Integer) 3);
    List<Integer> victims = drain(policy);
    assertThat(victims.subList(0, 28), is(expected));
    assertThat(new TreeSet<>(victims), is(new TreeSet<>(keys(0, 30))));
  }

  @Test
  void setMaximum_largeAndSmallAgain_keepsTheOrderOfAddition() {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(1_000, false);
    List<Node<Integer, Integer>> nodes = fill(policy, 1_000);
    policy.setMaximum(2_000);
    for (int key = 1_000; key < 1_100; key++) {
      nodes.add(node(key));
      add(policy, nodes.get(key));
    }
    policy.setMaximum(1_000);
    for (int key = 0; key < 100; key++) {
      assertThat(policy.poll(), is(nodes.get(key)));
    }
    assertThat(policy.isExact(), is(true));
    assertThat(drain(policy), is(keys(100, 1_100)));
  }

  @Test
  void weightedPolicy_waitsThatEnd_isExactAgainWithUpTo1024Entries() {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(100_000, true);
    fill(policy, 700);
    changeOrder(policy, true);
    assertThat(policy.isExact(), is(false));
    changeOrder(policy, false);
    assertThat(policy.isExact(), is(true));
    assertThat(drain(policy), is(keys(0, 700)));
  }

  /** Changes the order again and again from where the stack ends. */
  private static void changeOrderAtTheEndOfTheStack(
      LruPolicy<Integer, Integer> policy, int depth, int[] changes) {
    try {
      if (depth < Integer.MAX_VALUE) {
        changeOrderAtTheEndOfTheStack(policy, depth + 1, changes);
      }
    } catch (StackOverflowError e) {
      changes[0] = 0;
    }
    if (++changes[0] < 200) {
      policy.changeOrder();
    }
  }

  @Test
  void changeOrder_stackOverflows_losesNoEntry() throws InterruptedException {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(100, false);
    List<Node<Integer, Integer>> nodes = fill(policy, 100);
    Thread deep =
        new Thread(
            null, () -> changeOrderAtTheEndOfTheStack(policy, 0, new int[1]), "deep", 256 * 1_024);
    deep.start();
    deep.join();
    assertThat(policy.size(), is(100));
    for (Node<Integer, Integer> node : nodes.subList(0, 50)) {
      policy.remove(node);
    }
    assertThat(new TreeSet<>(drain(policy)), is(new TreeSet<>(keys(50, 100))));
  }

  @Test
  void remove_entriesOfBothOrders_leavesNone() {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(100, true);
    List<Node<Integer, Integer>> nodes = new ArrayList<>();
    for (int key = 0; key < 90; key++) {
      if (key % 30 == 20) {
        changeOrder(policy, key % 60 == 20);
      }
      nodes.add(node(key));
      nodes.get(key).setWeight(key);
      add(policy, nodes.get(key));
      policy.recordRead(nodes.get(key / 2));
      nodes.get(key / 3).setWeight(1);
      policy.add(nodes.get(key / 3));
    }
    assertThat(policy.weight(), is(nodes.stream().mapToLong(Node::weight).sum()));
    nodes.forEach(policy::remove);
    assertThat(policy.size(), is(0));
    assertThat(policy.weight(), is(0L));
    assertThat(policy.poll(), nullValue());
  }

  @Test
  void smallPolicy_fewWaitsAmongManyAcquisitions_staysExact() {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(100, false);
    for (int i = 0; i < 10_000; i++) {
      assertThat(policy.isOrderChangeDue(i % 10 == 0), is(false));
    }
  }

  @Test
  void largePolicy_manyWaitsForTheLock_keepsItsOrder() {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(LARGE, false);
    for (int i = 0; i < 10_000; i++) {
      assertThat(policy.isOrderChangeDue(true), is(false));
    }
  }

  @Test
  void add_recordedBeforeTheOrderChanged_isTheNewestEntry() {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(100, false);
    fill(policy, 50);
    changeOrder(policy, true);
    Node<Integer, Integer> late = node(50);
    policy.recordAddition(late);
    changeOrder(policy, false);
    policy.add(late);
    assertThat(drain(policy), is(keys(0, 51)));
  }

  @Test
  void poll_emptyPolicy_returnsNull() {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(10, false);
    assertThat(policy.poll(), nullValue());
    assertThat(policy.maxPreselected(), is(0));
    Node<Integer, Integer> only = node(1);
    add(policy, only);
    policy.remove(only);
    policy.remove(only);
    assertThat(policy.size(), is(0));
    assertThat(policy.poll(), nullValue());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 64, 500, 1_024})
  void poll_smallPolicy_returnsTheLeastRecentlyUsed(int maximum) {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(maximum, false);
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
        policy.remove(node);
        model.remove(node);
      } else if (model.contains(node)) {
        policy.recordRead(node);
        model.remove(node);
        model.add(node);
      } else {
        add(policy, node);
        model.add(node);
        // An access before the policy links the node counts too.
        policy.recordWrite(node);
      }
      if (model.size() > maximum || (action == 1 && !model.isEmpty())) {
        Iterator<Node<Integer, Integer>> eldest = model.iterator();
        assertThat("step " + i, policy.poll() == eldest.next(), is(true));
        eldest.remove();
      }
      assertThat(policy.size(), is(model.size()));
    }
    assertThat(drain(policy), equalTo(model.stream().map(Node::entryKey).toList()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1_100, 5_000})
  void poll_entriesNeverUsed_followTheOrderOfTheirAddition(int maximum) {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(maximum, false);
    fill(policy, 10 * maximum);
    assertThat(drain(policy), equalTo(keys(0, 10 * maximum)));
  }

  @Test
  void poll_largePolicy_isExactToWithinAGeneration() {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(LARGE, false);
    List<Node<Integer, Integer>> nodes = fill(policy, LARGE);
    GenerationClock clock = Fields.of(policy, "clock");
    // Only even keys, so that a search finds nodes that are unused.
    Random random = new Random(1);
    int[] lastUse = new int[LARGE];
    for (int i = 0; i < 4 * LARGE; i++) {
      int key = 2 * random.nextInt(LARGE / 2);
      policy.recordRead(nodes.get(key));
      lastUse[key] = clock.now();
    }
    List<Integer> evicted = drain(policy);
    List<Integer> unused = keys(0, LARGE).stream().filter(key -> lastUse[key] == 0).toList();
    assertThat(evicted.subList(0, unused.size()).equals(unused), is(true));
    int latest = 0;
    for (int key : evicted.subList(unused.size(), LARGE)) {
      assertThat(lastUse[key], greaterThan(latest - 2 * LARGE / 32));
      latest = Math.max(latest, lastUse[key]);
    }
  }

  @Test
  void isStale_accessInTheNewestQuarter_isNotRecordedAgain() {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(LARGE, false);
    List<Node<Integer, Integer>> nodes = fill(policy, LARGE);
    assertThat(policy.isStale(nodes.get(LARGE - 1)), is(false));
    assertThat(policy.isStale(nodes.get(LARGE * 4 / 5)), is(false));
    assertThat(policy.isStale(nodes.get(LARGE / 2)), is(true));
    policy.recordRead(nodes.get(LARGE / 2));
    assertThat(policy.isStale(nodes.get(LARGE / 2)), is(false));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 10, true",
    "1024, 1024, true",
    "1025, 1025, false",
    "5000, 10, false",
    "10, 2000, true"
  })
  void exactness_dependsOnTheBound(int maximum, int entries, boolean isExact) {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(maximum, false);
    fill(policy, Math.min(entries, maximum));
    assertThat(isExact(policy), is(isExact));
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 1_024, 1_025, 100_000})
  void setMaximum_anyBound_keepsTheOrder(long maximum) {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(500, false);
    fill(policy, 500);
    policy.setMaximum(maximum);
    assertThat(drain(policy), equalTo(keys(0, 500)));
  }

  @Test
  void setMaximum_largeToSmall_keepsTheOrder() {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(2_000, false);
    fill(policy, 1_000);
    policy.setMaximum(1_000);
    assertThat(isExact(policy), is(true));
    assertThat(drain(policy), equalTo(keys(0, 1_000)));
  }

  @Test
  void exactness_boundByWeight_dependsOnTheNumberOfEntries() {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(100_000, true);
    List<Node<Integer, Integer>> nodes = fill(policy, 1_024);
    assertThat(isExact(policy), is(false)); // the probe is the entry 1,025
    for (int i = 0; i < 600; i++) {
      policy.remove(nodes.get(i));
    }
    assertThat(isExact(policy), is(true));
    assertThat(drain(policy), equalTo(keys(600, 1_024)));
  }

  @Test
  void add_linkedNodeOfOtherWeight_adoptsTheWeight() {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(100, true);
    Node<Integer, Integer> node = node(1);
    node.setWeight(0);
    add(policy, node);
    assertThat(policy.weight(), is(0L));
    node.setWeight(7);
    policy.add(node);
    assertThat(policy.weight(), is(7L));
    assertThat(policy.size(), is(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE - 300, -300, Integer.MIN_VALUE + 5})
  void poll_clockThatWrapsAround_staysExact(int start) {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(100, false);
    Fields.<GenerationClock>of(policy, "clock").set(start);
    List<Node<Integer, Integer>> nodes = fill(policy, 100);
    for (int i = 0; i < 1_000; i++) {
      policy.recordRead(nodes.get(i * 7 % 100));
    }
    List<Integer> expected = IntStream.range(900, 1_000).map(i -> i * 7 % 100).boxed().toList();
    assertThat(drain(policy), equalTo(expected));
  }

  @Test
  void maintain_oldTimes_keepTheirOrder() {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(100, false);
    fill(policy, 50);
    GenerationClock clock = Fields.of(policy, "clock");
    for (int i = 0; i < 9; i++) {
      clock.set(clock.now() + (1 << 29) + 5);
      policy.maintain();
    }
    for (int key = 50; key < 100; key++) {
      add(policy, node(key));
    }
    assertThat(drain(policy), equalTo(keys(0, 100)));
  }

  @Test
  void recordRead_manyTicks_requestsMaintenance() {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(100, false);
    Node<Integer, Integer> node = fill(policy, 1).get(0);
    int reads = 0;
    while (!policy.isMaintenanceDue() && reads < 20_000_000) {
      policy.recordRead(node);
      reads++;
    }
    assertThat(reads, lessThan(20_000_000));
    policy.maintain();
    assertThat(policy.isMaintenanceDue(), is(false));
  }

  @Test
  void recordWrite_manyTicks_requestsMaintenance() {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(100, false);
    Node<Integer, Integer> node = fill(policy, 1).get(0);
    int writes = 0;
    while (!policy.isMaintenanceDue() && writes < 20_000_000) {
      policy.recordWrite(node);
      writes++;
    }
    assertThat(writes, lessThan(20_000_000));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, LARGE})
  void remove_nodeOfAClearedPolicy_changesNothing(int maximum) {
    LruPolicy<Integer, Integer> policy = new LruPolicy<>(maximum, false);
    List<Node<Integer, Integer>> nodes = fill(policy, 10);
    policy.clear();
    if (maximum == 10) {
      nodes.forEach(policy::remove);
      assertThat(policy.size(), is(0));
    }
    add(policy, node(11));
    assertThat(policy.poll().key, is(11));
  }

  @Test
  void clear_anySize_keepsNoEntry() {
    for (int maximum : new int[] {10, LARGE}) {
      LruPolicy<Integer, Integer> policy = new LruPolicy<>(maximum, false);
      fill(policy, 10);
      policy.clear();
      assertThat(policy.poll(), nullValue());
      assertThat(policy.size(), is(0));
    }
  }
}
