package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order by recency while its clock runs around, which takes thousands of millions of uses. */
class LruPolicyClockTest {
  private static final int OLDEST_AGE = 1 << 30;
  private static final int RENEWAL = 1 << 24;

  private static List<Node<Integer, Integer>> fill(
      ReplacementPolicy<Integer, Integer> order, int count) {
    List<Node<Integer, Integer>> nodes = new ArrayList<>();
    for (int key = 0; key < count; key++) {
      nodes.add(new Node<>(key, Table.hash(key)));
      order.add(nodes.get(key));
    }
    return nodes;
  }

  private static List<Integer> drain(ReplacementPolicy<Integer, Integer> order) {
    List<Integer> keys = new ArrayList<>();
    for (Node<Integer, Integer> node = order.poll(); node != null; node = order.poll()) {
      keys.add(node.entryKey());
    }
    return keys;
  }

  private static List<Integer> keys(int to) {
    return IntStream.range(0, to).boxed().toList();
  }

  private static void setClock(ReplacementPolicy<Integer, Integer> order, int clock) {
    Fields.set(order, "clock", clock);
  }

  /** Some are old enough to be renewed, and those that are not yet stay younger. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 9, 10, 1_000})
  void renewedStampsKeepTheirOrderAmongThoseThatAreNotRenewed(int renewed) {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(1_000, false);
    fill(order, 10);
    setClock(order, OLDEST_AGE + 1 + renewed);
    order.maintain();
    assertThat(order.count(), is(10));
    assertThat(drain(order), equalTo(keys(10)));
  }

  @ParameterizedTest
  @CsvSource({"10, 536870912", "1000, 16777216"})
  void anExactOrderStaysExactThoughItsClockRunsAround(int count, int step) {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(1_024, false);
    List<Node<Integer, Integer>> nodes = fill(order, count);
    int rounds = (int) ((5L << 30) / step);
    for (int i = 1; i <= rounds; i++) {
      setClock(order, i * step);
      // The last one is used all the time, the others never.
      order.used(nodes.get(count - 1));
      order.maintain();
    }
    assertThat(drain(order), equalTo(keys(count)));
  }

  /** The thread that filled the order is idle while others let the clock run around. */
  @Test
  void anIdleThreadDoesNotMakeNewEntriesTheOldest() throws InterruptedException {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(1_024, false);
    List<Node<Integer, Integer>> nodes = new ArrayList<>();
    Thread first = new Thread(() -> nodes.addAll(fill(order, 4)));
    first.start();
    first.join();
    for (int i = 1; i <= 40; i++) {
      setClock(order, i << 26);
      order.used(nodes.get(3));
      order.maintain();
    }
    order.add(new Node<>(4, 4));
    assertThat(drain(order), equalTo(keys(5)));
  }

  @Test
  void aLargeOrderIsSpreadOverItsRingsOnceTheClockHasRunAround() {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(5_000, false);
    setClock(order, Integer.MAX_VALUE - 2_500);
    order.setMaximum(5_001);
    fill(order, 20_000);
    assertThat(drain(order), equalTo(keys(20_000)));
  }

  @Test
  void aUseAsksForRenewalEverySoOften() {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(10, false);
    Node<Integer, Integer> node = fill(order, 1).get(0);
    setClock(order, RENEWAL - 2);
    order.used(node);
    assertThat(order.isMaintenanceDue(), is(false));
    order.used(node);
    assertThat(order.isMaintenanceDue(), is(true));
    order.maintain();
    assertThat(order.isMaintenanceDue(), is(false));
    order.used(node);
    assertThat(order.isMaintenanceDue(), is(false));
  }

  /** Uses and additions may take turns, so that it is always the same that comes at that time. */
  @Test
  void anAdditionAsksForRenewalAsWell() {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(10, false);
    List<Node<Integer, Integer>> nodes = fill(order, 2);
    order.remove(nodes.get(0));
    setClock(order, RENEWAL - 1);
    order.add(nodes.get(0));
    assertThat(order.isMaintenanceDue(), is(true));
  }

  @Test
  void aLargeOrderNeedsNoRenewal() {
    LruPolicy<Integer, Integer> order = new LruPolicy<>(5_000, false);
    List<Node<Integer, Integer>> nodes = fill(order, 100);
    setClock(order, RENEWAL - 17);
    nodes.forEach(order::used);
    assertThat(order.isMaintenanceDue(), is(false));
    List<Integer> stamps = nodes.stream().map(node -> node.stamp).toList();
    order.maintain();
    assertThat(nodes.stream().map(node -> node.stamp).toList(), equalTo(stamps));
  }
}
