package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The value of an entry depends on the number of its accesses and the time since the last one. */
class AdaptiveValueTest {
  private static int policyState(int frequency, int interval) {
    return frequency | interval << 4;
  }

  @Test
  void isStale_accessInTheLastTwoGenerations_isFalse() {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    Node<Integer, Integer> node = probe.get(0);
    assertThat("before the first access", probe.policy.isStale(node), is(true));
    probe.use(0);
    assertThat(probe.policy.isStale(node), is(false));
    probe.tick(2 * 32);
    assertThat(probe.policy.isStale(node), is(false));
    probe.tick(1);
    assertThat(probe.policy.isStale(node), is(true));
  }

  @Test
  void recordRead_manyAccesses_countsUpToFifteen() {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    Node<Integer, Integer> node = probe.get(0);
    for (int accesses = 1; accesses <= 20; accesses++) {
      assertThat(AdaptiveProbe.frequency(node), is(Math.min(15, accesses)));
      probe.use(0);
      assertThat(probe.policy.time(node), is(probe.clock.now()));
    }
  }

  @Test
  void recordRead_shorterInterval_reducesTheStoredOneByOne() {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    Node<Integer, Integer> node = probe.get(0);
    probe.age(node, 100);
    probe.use(0);
    assertThat("up to 127", AdaptiveProbe.interval(node), is(7));
    probe.use(0);
    assertThat(AdaptiveProbe.interval(node), is(6));
    probe.age(node, 128);
    probe.use(0);
    assertThat("up to 255", AdaptiveProbe.interval(node), is(8));
    probe.age(node, -5);
    probe.use(0);
    assertThat("an access recorded out of order", AdaptiveProbe.interval(node), is(7));
  }

  /** A resident with three accesses is evicted for one with two once its value is halved. */
  @ParameterizedTest
  @CsvSource({
    "0, 10009, false",
    "0, 10010, true",
    "5, 2001, false",
    "5, 2002, true",
    "10, 4095, false",
    "10, 4096, true",
    "30, 10009, false",
    "30, 10010, true"
  })
  void poll_idleResident_losesValueLaterWithALongInterval(
      int interval, int age, boolean isEvicted) {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    probe.get(0).setPolicyState(policyState(3, interval));
    probe.age(probe.get(0), age);
    probe.get(900).setPolicyState(policyState(2, 0));
    assertThat(probe.policy.poll(), sameInstance(probe.get(isEvicted ? 0 : 900)));
  }

  @ParameterizedTest
  @CsvSource({"0, 4095, false", "0, 4096, true", "5, 201, false", "5, 202, true"})
  void poll_smallCache_idlenessCountsLater(int interval, int age, boolean isEvicted) {
    AdaptiveProbe probe = new AdaptiveProbe(100);
    probe.fill(101);
    probe.get(0).setPolicyState(policyState(3, interval));
    probe.age(probe.get(0), age);
    probe.get(90).setPolicyState(policyState(2, 0));
    assertThat(probe.policy.poll(), sameInstance(probe.get(isEvicted ? 0 : 90)));
  }

  @ParameterizedTest
  @CsvSource({"1, 13, false", "2, 7, false", "2, 8, true", "3, 4, true", "33, 1, true"})
  void poll_idlePeriods_halveTheFrequencyEach(int periods, int frequency, boolean isEvicted) {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    // The periods halve 15 to 7.5, 3.75, 1.875, and at last to 0.
    probe.get(0).setPolicyState(policyState(15, 5));
    probe.age(probe.get(0), periods * 2_002);
    probe.get(900).setPolicyState(policyState(Math.max(1, frequency / 2), 0));
    assertThat(probe.policy.poll(), sameInstance(probe.get(isEvicted ? 0 : 900)));
  }

  @Test
  void add_keyWithGhost_restoresFrequencyAndInterval() {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    probe.get(0).setPolicyState(policyState(3, 7));
    probe.get(900).setPolicyState(policyState(9, 0));
    assertThat(probe.policy.poll(), sameInstance(probe.get(0)));
    probe.age(probe.get(0), 0);
    Node<Integer, Integer> back = probe.add(0, 1);
    assertThat(AdaptiveProbe.frequency(back), is(4));
    // The last access was a thousand ticks ago, and a ghost stores even intervals only.
    assertThat(AdaptiveProbe.interval(back), is(10));
    assertThat("not touched before its next access", AdaptivePolicy.isTouched(back), is(false));
    assertThat(probe.policy.time(back), is(probe.clock.now()));
  }

  @Test
  void add_keyWithGhostOfLongInterval_restoresTheInterval() {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    probe.get(0).setPolicyState(policyState(15, 15));
    probe.get(900).setPolicyState(policyState(15, 0));
    probe.age(probe.get(0), 11_000);
    assertThat(probe.policy.poll(), sameInstance(probe.get(0)));
    Node<Integer, Integer> back = probe.add(0, 1);
    assertThat("halved once, then incremented", AdaptiveProbe.frequency(back), is(8));
    assertThat(AdaptiveProbe.interval(back), is(14));
  }

  @Test
  void add_ghostOfHighestFrequency_keepsTheFrequency() {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    probe.get(900).setPolicyState(policyState(15, 0));
    probe.get(0).setPolicyState(policyState(15, 0));
    assertThat(probe.policy.poll(), sameInstance(probe.get(900)));
    Node<Integer, Integer> back = probe.add(900, 1);
    assertThat(AdaptiveProbe.frequency(back), is(15));
  }

  @Test
  void add_newKey_countsOneAccess() {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    assertThat(probe.get(1_000).policyState(), is(policyState(1, 0)));
  }
}
