package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an entry is worth: how often it was used, and how long ago. */
class AdaptiveValueTest {
  private static int meta(int frequency, int interval) {
    return frequency | interval << 4;
  }

  @Test
  void aUseIsNotNotedAgainForTwoGenerations() {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    Node<Integer, Integer> node = probe.get(0);
    assertThat("the first one is", probe.policy.isStale(node), is(true));
    probe.use(0);
    assertThat(probe.policy.isStale(node), is(false));
    probe.tick(2 * 32);
    assertThat(probe.policy.isStale(node), is(false));
    probe.tick(1);
    assertThat(probe.policy.isStale(node), is(true));
  }

  @Test
  void usesAreCountedUpToFifteen() {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    Node<Integer, Integer> node = probe.get(0);
    for (int uses = 1; uses <= 20; uses++) {
      assertThat(AdaptiveProbe.frequency(node), is(Math.min(15, uses)));
      probe.use(0);
      assertThat(probe.policy.time(node), is(probe.clock.now()));
    }
  }

  @Test
  void theLongestIntervalIsForgottenSlowly() {
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
    assertThat("late news from a reader", AdaptiveProbe.interval(node), is(7));
  }

  /** Three uses against two: the resident of the main list goes once its value is halved. */
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
  void theLongerTheIntervalsOfAnEntryTheLaterItsIdlenessCounts(
      int interval, int age, boolean goes) {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    probe.get(0).setPolicyState(meta(3, interval));
    probe.age(probe.get(0), age);
    probe.get(900).setPolicyState(meta(2, 0));
    assertThat(probe.policy.poll(), sameInstance(probe.get(goes ? 0 : 900)));
  }

  @ParameterizedTest
  @CsvSource({"0, 4095, false", "0, 4096, true", "5, 201, false", "5, 202, true"})
  void inASmallCacheIdlenessDoesNotCountTooSoon(int interval, int age, boolean goes) {
    AdaptiveProbe probe = new AdaptiveProbe(100);
    probe.fill(101);
    probe.get(0).setPolicyState(meta(3, interval));
    probe.age(probe.get(0), age);
    probe.get(90).setPolicyState(meta(2, 0));
    assertThat(probe.policy.poll(), sameInstance(probe.get(goes ? 0 : 90)));
  }

  @ParameterizedTest
  @CsvSource({"1, 13, false", "2, 7, false", "2, 8, true", "3, 4, true", "33, 1, true"})
  void eachPeriodHalvesAgain(int periods, int frequency, boolean goes) {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    // A half of it, a quarter of it: 7.5, 3.75, 1.875, nothing.
    probe.get(0).setPolicyState(meta(15, 5));
    probe.age(probe.get(0), periods * 2_002);
    probe.get(900).setPolicyState(meta(Math.max(1, frequency / 2), 0));
    assertThat(probe.policy.poll(), sameInstance(probe.get(goes ? 0 : 900)));
  }

  @Test
  void whoComesBackFromTheGhostsHasItsUsesAndItsInterval() {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    probe.get(0).setPolicyState(meta(3, 7));
    probe.get(900).setPolicyState(meta(9, 0));
    assertThat(probe.policy.poll(), sameInstance(probe.get(0)));
    probe.age(probe.get(0), 0);
    Node<Integer, Integer> back = probe.add(0, 1);
    assertThat(AdaptiveProbe.frequency(back), is(4));
    // Of the last use, a thousand ticks ago: the ghost does not say more than the even ones.
    assertThat(AdaptiveProbe.interval(back), is(10));
    assertThat("to count, a use has to come", AdaptivePolicy.isTouched(back), is(false));
    assertThat(probe.policy.time(back), is(probe.clock.now()));
  }

  @Test
  void aGhostKeepsALongInterval() {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    probe.get(0).setPolicyState(meta(15, 15));
    probe.get(900).setPolicyState(meta(15, 0));
    probe.age(probe.get(0), 11_000);
    assertThat(probe.policy.poll(), sameInstance(probe.get(0)));
    Node<Integer, Integer> back = probe.add(0, 1);
    assertThat("halved once, and one more", AdaptiveProbe.frequency(back), is(8));
    assertThat(AdaptiveProbe.interval(back), is(14));
  }

  @Test
  void aFrequencyStaysWithinItsBitsWhenAGhostComesBack() {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    probe.get(900).setPolicyState(meta(15, 0));
    probe.get(0).setPolicyState(meta(15, 0));
    assertThat(probe.policy.poll(), sameInstance(probe.get(900)));
    Node<Integer, Integer> back = probe.add(900, 1);
    assertThat(AdaptiveProbe.frequency(back), is(15));
  }

  @Test
  void whoIsNewHasBeenUsedOnce() {
    AdaptiveProbe probe = AdaptiveProbe.overfull();
    assertThat(probe.get(1_000).policyState(), is(meta(1, 0)));
  }
}
