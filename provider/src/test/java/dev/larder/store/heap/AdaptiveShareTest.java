package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the window's share of the cache follows what LRU would have done better, or worse. */
class AdaptiveShareTest {
  private static final double STEP = 1.0 / 768;
  private static final double EXACTLY = 1e-9;

  private final AdaptiveProbe probe = AdaptiveProbe.overfull();

  /** Gives up an entry, and adds one with its key so many ticks after its last use. */
  private void comeBack(int age) {
    Node<Integer, Integer> victim = probe.policy.poll();
    int lastUse = probe.policy.time(victim);
    probe.tick(lastUse + age - probe.clock.now() - 1);
    probe.add(victim.entryKey(), 1);
  }

  @ParameterizedTest
  @CsvSource({"200, 1", "199, 1", "201, 0"})
  void aMissThatLruWouldNotHaveHadLetsTheWindowGrow(int age, int steps) {
    probe.horizon(200);
    comeBack(age);
    assertThat(probe.share(), closeTo(0.1 + steps * STEP, EXACTLY));
  }

  @Test
  void theWindowGrowsSlowlyWhenItHasNearlyAll() {
    Fields.set(probe.policy, "share", 0.97);
    probe.horizon(2_000);
    comeBack(1_500);
    assertThat(probe.share(), closeTo(0.97 + STEP * 0.2, EXACTLY));
  }

  @ParameterizedTest
  @CsvSource({"10, 8.697916666666666", "1, 0"})
  void growthIsSetOffAgainstWhatTheWindowHasNotGivenUpYet(double before, double after) {
    probe.horizon(200);
    Fields.set(probe.policy, "surplus", 0.0);
    Node<Integer, Integer> victim = probe.policy.poll();
    Fields.set(probe.policy, "surplus", before);
    probe.add(victim.entryKey(), 1);
    assertThat(probe.surplus(), closeTo(after, EXACTLY));
  }

  @ParameterizedTest
  @CsvSource({"0, 201, 1", "0, 200, 0", "1000, 201, 0"})
  void aHitThatLruWouldNotHaveHadLetsTheWindowShrink(int key, int age, int steps) {
    probe.horizon(200);
    probe.age(probe.get(key), age);
    probe.use(key);
    assertThat("not by who reads", probe.share(), closeTo(0.1, EXACTLY));
    probe.fill(1);
    assertThat(probe.share(), closeTo(0.1 - steps * STEP, EXACTLY));
    assertThat(probe.surplus(), closeTo(steps * STEP * 1_000, EXACTLY));
    probe.fill(1);
    assertThat("once", probe.share(), closeTo(0.1 - steps * STEP, EXACTLY));
  }

  @Test
  void theWindowKeepsAHundredth() {
    Fields.set(probe.policy, "lateHits", 1_000_000);
    probe.fill(1);
    assertThat(probe.share(), closeTo(0.01, EXACTLY));
    assertThat(probe.surplus(), closeTo(90, EXACTLY));
  }

  @Test
  void inASmallCacheAStepIsAThirdOfAnEntry() {
    AdaptiveProbe small = new AdaptiveProbe(50);
    small.fill(50);
    Fields.set(small.policy, "lateHits", 1);
    small.fill(1);
    assertThat(small.share(), closeTo(0.1 - 1.0 / 150, 0.0001));
  }

  @Test
  void anEmptyCacheMakesStepsToo() {
    AdaptiveProbe small = new AdaptiveProbe(50);
    Fields.set(small.policy, "share", 0.5);
    Fields.set(small.policy, "lateHits", 1);
    small.fill(1);
    assertThat(small.share(), closeTo(0.5 - 1.0 / 3, EXACTLY));
  }

  @ParameterizedTest
  @CsvSource({"0.9, 0", "1, 1", "1.5, 1", "2, 2", "5, 2"})
  void whatExceedsAShrunkenShareMovesOverWithoutHavingToCompete(double surplus, int moves) {
    Fields.set(probe.policy, "share", 0.05);
    Fields.set(probe.policy, "surplus", surplus);
    probe.policy.poll();
    assertThat(probe.window.count(), is(100 - moves));
    assertThat(probe.main.count(), is(900 + moves));
    assertThat(probe.surplus(), closeTo(surplus - moves, EXACTLY));
  }

  @Test
  void aWindowWithinItsShareMovesNothingOver() {
    Fields.set(probe.policy, "surplus", 5.0);
    probe.policy.poll();
    assertThat(probe.window.count(), is(100));
    assertThat(probe.surplus(), is(5.0));
  }

  @Test
  void theHorizonIsThatOfAnLruCacheOfTheSameSize() {
    probe.fill(1);
    int horizon = Fields.of(probe.policy, "horizon");
    assertThat(horizon, allOf(greaterThan(900), lessThan(1_100)));
  }

  @Test
  void theHorizonIsLookedAtSomeTimesInAGeneration() {
    // A generation has 32 ticks, and an entry takes one.
    Fields.set(probe.policy, "horizonTime", probe.clock.now() - 2);
    Fields.set(probe.policy, "horizon", 7);
    probe.fill(1);
    assertThat(Fields.<Integer>of(probe.policy, "horizon"), is(7));
    probe.fill(1);
    assertThat(Fields.<Integer>of(probe.policy, "horizon"), greaterThan(900));
    assertThat(Fields.<Integer>of(probe.policy, "horizonTime"), is(probe.clock.now()));
  }

  @Test
  void eachKeyIsCountedOnceInTheTimeOfItsLatestUse() {
    assertThat(population(), is(1_001));
    probe.use(0);
    assertThat("a use moves it", population(), is(1_001));
    assertThat(present(), is(1 + 1_001 % 32 + 1));
    probe.horizon(2_000);
    comeBack(200);
    assertThat("and so does a ghost", population(), is(1_001));
  }

  private int population() {
    return Arrays.stream(Fields.<int[]>of(probe.clock, "population")).sum();
  }

  private int present() {
    return Fields.<int[]>of(probe.clock, "population")[probe.clock.slot(0)];
  }
}
