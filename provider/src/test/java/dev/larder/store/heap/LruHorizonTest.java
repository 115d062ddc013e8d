package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generations of eight ticks, and the age at which an LRU cache would evict. */
class LruHorizonTest {
  private static final int SHIFT = 3;

  private final LruHorizon clock = new LruHorizon();

  @BeforeEach
  void setGenerationLength() {
    clock.setShift(SHIFT);
  }

  private void tick(int times) {
    for (int i = 0; i < times; i++) {
      clock.tickGeneration();
    }
  }

  /** Adds new keys in each of several generations, up to the last tick of the last generation. */
  private void appear(int perGeneration, int generations) {
    for (int generation = 0; generation < generations; generation++) {
      if (generation > 0) {
        clock.tickGeneration();
      }
      for (int i = 0; i < perGeneration; i++) {
        clock.appeared(0);
      }
      tick(7);
    }
  }

  private int population() {
    return Arrays.stream(Fields.<int[]>of(clock, "population")).sum();
  }

  @Test
  void tickGeneration_everyEighthTick_beginsAGeneration() {
    assertThat(clock.length(), is(8));
    assertThat(clock.shift(), is(SHIFT));
    for (int i = 1; i <= 24; i++) {
      assertThat("tick " + i, clock.tickGeneration(), is(i % 8 == 0));
      assertThat(clock.now(), is(i));
    }
  }

  @Test
  void age_severalGenerations_countsThoseBegunSince() {
    tick(7);
    int time = clock.now();
    assertThat(clock.age(time), is(0));
    tick(1);
    assertThat(clock.age(time), is(1));
    tick(8 * 61);
    assertThat(clock.age(time), is(62));
    tick(8 * 10);
    assertThat("limited to the oldest generation", clock.age(time), is(63));
  }

  @Test
  void age_clockThatWrapsAround_staysExact() {
    Fields.set(clock, "now", Integer.MAX_VALUE - 7);
    int time = clock.now();
    tick(16);
    assertThat(clock.now(), lessThan(0));
    assertThat(clock.age(time), is(2));
    Fields.set(clock, "now", -1);
    tick(8);
    assertThat("from the last generation to the first", clock.age(-1), is(1));
  }

  @Test
  void slot_differentAges_areDifferent() {
    tick(8 * 70);
    assertThat(clock.slot(0), is(70 % 64));
    assertThat(clock.slot(1), is(69 % 64));
    assertThat(clock.slot(63), is(7));
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "4, 8", "5, 10", "8, 16", "10, 20", "38, 76", "40, 80", "41, 512"})
  void horizon_anyCapacity_isWhereTheKeysFillTheCache(int capacity, int ticks) {
    appear(4, 10);
    assertThat(clock.horizon(capacity), is(ticks));
  }

  @Test
  void horizon_presentGeneration_countsItsTicksSoFar() {
    appear(4, 2);
    tick(3);
    assertThat("three ticks of the third", clock.horizon(4), is(3 + 8));
    clock.appeared(0);
    assertThat(clock.horizon(1), is(3));
    assertThat("only the missing part of the generation before", clock.horizon(3), is(3 + 4));
    assertThat(clock.horizon(100), is(3 + 63 * 8));
  }

  @Test
  void horizon_emptyGeneration_isSkipped() {
    assertThat("no capacity", clock.horizon(0), is(0));
    appear(4, 1);
    tick(9);
    assertThat(clock.horizon(2), is(1 + 8 + 4));
  }

  @Test
  void touched_olderKey_movesToThePresentGeneration() {
    appear(4, 3);
    int first = 5;
    int present = clock.now();
    clock.touched(0, present);
    assertThat("a key of the present generation stays", clock.horizon(4), is(8));
    clock.touched(0, first);
    assertThat("five in the present generation", clock.horizon(5), is(8));
    assertThat("four in the generation before", clock.horizon(9), is(16));
    assertThat("three in the first generation", clock.horizon(12), is(24));
    assertThat(clock.horizon(13), is(512));
    assertThat(population(), is(12));
  }

  @Test
  void touched_keyOlderThanAllGenerations_isCountedAnew() {
    appear(1, 1);
    int time = clock.now();
    tick(8 * 62);
    clock.touched(0, time);
    assertThat("a key of the age 62 is moved", population(), is(1));
    tick(8);
    assertThat(clock.age(time + 8 - 8 * 2), is(63));
    clock.touched(0, time);
    assertThat("a key of the age 63 is counted anew", population(), is(2));
  }

  @Test
  void tickGeneration_slotReused_forgetsTheOldGeneration() {
    appear(4, 1);
    tick(8 * 63);
    assertThat(population(), is(4));
    tick(1);
    assertThat(population(), is(0));
  }

  @Test
  void vanished_countedKey_isRemoved() {
    appear(4, 2);
    clock.vanished(0, 0);
    assertThat(clock.horizon(7), is(16));
    assertThat(clock.horizon(8), is(512));
  }

  @Test
  void shiftFor_anySize_fitsTheNumberOfEntries() {
    assertThat(clock.shiftFor(32 * 8), is(3));
    assertThat(clock.shiftFor(32 * 8 + 1), is(4));
    assertThat(clock.shiftFor(12 * 8), is(3));
    assertThat(clock.shiftFor(12 * 8 - 1), is(2));
    clock.setShift(0);
    assertThat(clock.shiftFor(32), is(0));
    assertThat(clock.shiftFor(33), is(1));
    assertThat("a generation has one tick at least", clock.shiftFor(0), is(0));
  }

  @ParameterizedTest
  @CsvSource({"4, 32, 64", "2, 28, 60"})
  void setShift_otherLength_keepsTheTimesOfTheKeys(int newShift, int half, int all) {
    appear(4, 8);
    int now = clock.now();
    clock.setShift(newShift);
    assertThat(clock.now(), is(now));
    assertThat(clock.length(), is(1 << newShift));
    assertThat(population(), is(32));
    assertThat(clock.horizon(16), is(half));
    assertThat(clock.horizon(32), is(all));
  }

  @Test
  void rescaledAge_anyGeneration_isTheAgeOfItsLastTick() {
    tick(8 * 8 - 1);
    clock.setShift(2);
    assertThat(clock.rescaledAge(SHIFT, 0), is(0));
    assertThat(clock.rescaledAge(SHIFT, 1), is(2));
    assertThat(clock.rescaledAge(SHIFT, 2), is(4));
    clock.setShift(4);
    assertThat(clock.rescaledAge(SHIFT, 1), is(0));
    assertThat(clock.rescaledAge(SHIFT, 2), is(1));
    assertThat(clock.rescaledAge(SHIFT, 3), is(1));
  }

  @Test
  void appeared_largeCache_countsASample() {
    for (int shift = 4; shift <= 8; shift++) {
      clock.setShift(shift);
    }
    for (int hash = 0; hash < 8_000; hash++) {
      clock.appeared(hash);
    }
    assertThat("a quarter", population(), allOf(greaterThan(1_900), lessThan(2_100)));
    tick(255);
    int half = clock.horizon(4_000);
    assertThat("where half of the keys fit", half, allOf(greaterThan(120), lessThan(136)));
    tick(1);
    for (int hash = 0; hash < 8_000; hash++) {
      clock.touched(hash, 0);
    }
    assertThat("all keys in the new generation", clock.horizon(7_000), is(1));
    for (int hash = 0; hash < 8_000; hash++) {
      clock.vanished(hash, clock.now());
    }
    assertThat(population(), is(0));
  }

  @Test
  void setShift_sampledKeys_scalesTheSample() {
    clock.setShift(6);
    for (int hash = 0; hash < 1_000; hash++) {
      clock.appeared(hash);
    }
    assertThat("no sampling up to this length", population(), is(1_000));
    clock.setShift(7);
    assertThat(population(), is(500));
    clock.setShift(8);
    assertThat(population(), is(250));
    clock.setShift(7);
    assertThat(population(), is(500));
  }
}
