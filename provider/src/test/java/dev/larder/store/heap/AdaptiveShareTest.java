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

/** The share of the window adapts to the hits that LRU would have gained or lost. */
class AdaptiveShareTest {
  private static final double STEP = 1.0 / 768;
  private static final double EXACTLY = 1e-9;

  private final AdaptiveProbe probe = AdaptiveProbe.overfull();

  /** Evicts an entry, and inserts its key again the given number of ticks after its last access. */
  private void reinsert(int age) {
    Node<Integer, Integer> victim = probe.policy.poll();
    int lastUse = probe.policy.time(victim);
    probe.tick(lastUse + age - probe.clock.now() - 1);
    probe.add(victim.entryKey(), 1);
  }

  @ParameterizedTest
  @CsvSource({"200, 1", "199, 1", "201, 0"})
  void add_missThatLruWouldHit_growsTheWindow(int age, int steps) {
    probe.horizon(200);
    reinsert(age);
    assertThat(probe.share(), closeTo(0.1 + steps * STEP, EXACTLY));
  }

  @Test
  void add_shareNearOne_growsTheWindowSlowly() {
    Fields.set(probe.policy, "share", 0.97);
    probe.horizon(2_000);
    reinsert(1_500);
    assertThat(probe.share(), closeTo(0.97 + STEP * 0.2, EXACTLY));
  }

  @ParameterizedTest
  @CsvSource({"10, 8.697916666666666", "1, 0"})
  void add_growingWindow_reducesTheSurplus(double before, double after) {
    probe.horizon(200);
    Fields.set(probe.policy, "surplus", 0.0);
    Node<Integer, Integer> victim = probe.policy.poll();
    Fields.set(probe.policy, "surplus", before);
    probe.add(victim.entryKey(), 1);
    assertThat(probe.surplus(), closeTo(after, EXACTLY));
  }

  @ParameterizedTest
  @CsvSource({"0, 201, 1", "0, 200, 0", "1000, 201, 0"})
  void add_hitThatLruWouldMiss_shrinksTheWindow(int key, int age, int steps) {
    probe.horizon(200);
    probe.age(probe.get(key), age);
    probe.use(key);
    assertThat("not changed by the reader", probe.share(), closeTo(0.1, EXACTLY));
    probe.fill(1);
    assertThat(probe.share(), closeTo(0.1 - steps * STEP, EXACTLY));
    assertThat(probe.surplus(), closeTo(steps * STEP * 1_000, EXACTLY));
    probe.fill(1);
    assertThat("counted once", probe.share(), closeTo(0.1 - steps * STEP, EXACTLY));
  }

  @Test
  void add_manyLateHits_leavesAHundredthToTheWindow() {
    Fields.set(probe.policy, "lateHits", 1_000_000);
    probe.fill(1);
    assertThat(probe.share(), closeTo(0.01, EXACTLY));
    assertThat(probe.surplus(), closeTo(90, EXACTLY));
  }

  @Test
  void add_smallCache_changesTheShareByAThirdOfAnEntry() {
    AdaptiveProbe small = new AdaptiveProbe(50);
    small.fill(50);
    Fields.set(small.policy, "lateHits", 1);
    small.fill(1);
    assertThat(small.share(), closeTo(0.1 - 1.0 / 150, 0.0001));
  }

  @Test
  void add_emptyCache_changesTheShare() {
    AdaptiveProbe small = new AdaptiveProbe(50);
    Fields.set(small.policy, "share", 0.5);
    Fields.set(small.policy, "lateHits", 1);
    small.fill(1);
    assertThat(small.share(), closeTo(0.5 - 1.0 / 3, EXACTLY));
  }

  @ParameterizedTest
  @CsvSource({"0.9, 0", "1, 1", "1.5, 1", "2, 2", "5, 2"})
  void poll_shrunkenShare_movesTheSurplusToMain(double surplus, int moves) {
    Fields.set(probe.policy, "share", 0.05);
    Fields.set(probe.policy, "surplus", surplus);
    probe.policy.poll();
    assertThat(probe.window.count(), is(100 - moves));
    assertThat(probe.main.count(), is(900 + moves));
    assertThat(probe.surplus(), closeTo(surplus - moves, EXACTLY));
  }

  @Test
  void poll_windowWithinItsShare_movesNothing() {
    Fields.set(probe.policy, "surplus", 5.0);
    probe.policy.poll();
    assertThat(probe.window.count(), is(100));
    assertThat(probe.surplus(), is(5.0));
  }

  @Test
  void add_fullCache_estimatesTheHorizonOfAnEqualLruCache() {
    probe.fill(1);
    int horizon = Fields.of(probe.policy, "horizon");
    assertThat(horizon, allOf(greaterThan(900), lessThan(1_100)));
  }

  @Test
  void add_partOfAGenerationPassed_updatesTheHorizon() {
    // A generation has 32 ticks, and an addition is one tick.
    Fields.set(probe.policy, "horizonTime", probe.clock.now() - 2);
    Fields.set(probe.policy, "horizon", 7);
    probe.fill(1);
    assertThat(Fields.<Integer>of(probe.policy, "horizon"), is(7));
    probe.fill(1);
    assertThat(Fields.<Integer>of(probe.policy, "horizon"), greaterThan(900));
    assertThat(Fields.<Integer>of(probe.policy, "horizonTime"), is(probe.clock.now()));
  }

  @Test
  void population_usedOrReinsertedKey_countsItOnce() {
    assertThat(population(), is(1_001));
    probe.use(0);
    assertThat("an access moves the key", population(), is(1_001));
    assertThat(present(), is(1 + 1_001 % 32 + 1));
    probe.horizon(2_000);
    reinsert(200);
    assertThat("a reinsertion moves it too", population(), is(1_001));
  }

  private int population() {
    return Arrays.stream(Fields.<int[]>of(probe.clock, "population")).sum();
  }

  private int present() {
    return Fields.<int[]>of(probe.clock, "population")[probe.clock.slot(0)];
  }
}
