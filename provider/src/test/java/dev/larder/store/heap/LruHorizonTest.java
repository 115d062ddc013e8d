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

/** Time in generations of eight ticks, and how far back an LRU cache would remember. */
class LruHorizonTest {
  private static final int SHIFT = 3;

  private final LruHorizon clock = new LruHorizon();

  @BeforeEach
  void hasGenerationsOfEightTicks() {
    clock.setShift(SHIFT);
  }

  private void tick(int times) {
    for (int i = 0; i < times; i++) {
      clock.tickGeneration();
    }
  }

  /** Some keys appear in each of so many generations; the last of them is complete. */
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
  void everyEighthTickBeginsAGeneration() {
    assertThat(clock.length(), is(8));
    assertThat(clock.shift(), is(SHIFT));
    for (int i = 1; i <= 24; i++) {
      assertThat("tick " + i, clock.tickGeneration(), is(i % 8 == 0));
      assertThat(clock.now(), is(i));
    }
  }

  @Test
  void ageCountsTheGenerationsThatHaveBegunSince() {
    tick(7);
    int stamp = clock.now();
    assertThat(clock.age(stamp), is(0));
    tick(1);
    assertThat(clock.age(stamp), is(1));
    tick(8 * 61);
    assertThat(clock.age(stamp), is(62));
    tick(8 * 10);
    assertThat("what is older is the oldest", clock.age(stamp), is(63));
  }

  @Test
  void ageGoesOnWhenTheClockRunsAround() {
    Fields.set(clock, "now", Integer.MAX_VALUE - 7);
    int stamp = clock.now();
    tick(16);
    assertThat(clock.now(), lessThan(0));
    assertThat(clock.age(stamp), is(2));
    Fields.set(clock, "now", -1);
    tick(8);
    assertThat("from the last generation to the first", clock.age(-1), is(1));
  }

  @Test
  void theSlotsOfTheGenerationsAreDifferentOnes() {
    tick(8 * 70);
    assertThat(clock.slot(0), is(70 % 64));
    assertThat(clock.slot(1), is(69 % 64));
    assertThat(clock.slot(63), is(7));
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "4, 8", "5, 10", "8, 16", "10, 20", "38, 76", "40, 80", "41, 512"})
  void theHorizonIsWhereTheKeysFillTheCache(int capacity, int ticks) {
    appear(4, 10);
    assertThat(clock.horizon(capacity), is(ticks));
  }

  @Test
  void thePresentGenerationIsAsLongAsItHasLasted() {
    appear(4, 2);
    tick(3);
    assertThat("three ticks of the third", clock.horizon(4), is(3 + 8));
    clock.appeared(0);
    assertThat(clock.horizon(1), is(3));
    assertThat("the next has only what is missing", clock.horizon(3), is(3 + 4));
    assertThat(clock.horizon(100), is(3 + 63 * 8));
  }

  @Test
  void anEmptyGenerationNearerThanAnyKeyIsPassed() {
    assertThat("no room, nothing to remember", clock.horizon(0), is(0));
    appear(4, 1);
    tick(9);
    assertThat(clock.horizon(2), is(1 + 8 + 4));
  }

  @Test
  void aUseBringsAKeyFromItsGenerationToThePresentOne() {
    appear(4, 3);
    int first = 5;
    int present = clock.now();
    clock.touched(0, present);
    assertThat("present already", clock.horizon(4), is(8));
    clock.touched(0, first);
    assertThat("five now", clock.horizon(5), is(8));
    assertThat("and four before", clock.horizon(9), is(16));
    assertThat("and three at first", clock.horizon(12), is(24));
    assertThat(clock.horizon(13), is(512));
    assertThat(population(), is(12));
  }

  @Test
  void whatIsOlderThanAllGenerationsIsCountedAnew() {
    appear(1, 1);
    int stamp = clock.now();
    tick(8 * 62);
    clock.touched(0, stamp);
    assertThat("the last but one is still known by itself", population(), is(1));
    tick(8);
    assertThat(clock.age(stamp + 8 - 8 * 2), is(63));
    clock.touched(0, stamp);
    assertThat("the oldest is not", population(), is(2));
  }

  @Test
  void aGenerationIsForgottenWhenItsSlotIsTaken() {
    appear(4, 1);
    tick(8 * 63);
    assertThat(population(), is(4));
    tick(1);
    assertThat(population(), is(0));
  }

  @Test
  void aKeyThatVanishedIsNotCounted() {
    appear(4, 2);
    clock.vanished(0, 0);
    assertThat(clock.horizon(7), is(16));
    assertThat(clock.horizon(8), is(512));
  }

  @Test
  void generationsFitTheNumberOfEntries() {
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
  void keysKeepTheirTimeWhenGenerationsChangeTheirLength(int newShift, int half, int all) {
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
  void aGenerationHasTheAgeOfItsLastTickInOnesOfAnotherLength() {
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
  void inALargeCacheSomeKeysAreCountedForAll() {
    for (int shift = 4; shift <= 8; shift++) {
      clock.setShift(shift);
    }
    for (int hash = 0; hash < 8_000; hash++) {
      clock.appeared(hash);
    }
    assertThat("a quarter", population(), allOf(greaterThan(1_900), lessThan(2_100)));
    tick(255);
    int half = clock.horizon(4_000);
    assertThat("though half of them fit", half, allOf(greaterThan(120), lessThan(136)));
    tick(1);
    for (int hash = 0; hash < 8_000; hash++) {
      clock.touched(hash, 0);
    }
    assertThat("all in the new one", clock.horizon(7_000), is(1));
    for (int hash = 0; hash < 8_000; hash++) {
      clock.vanished(hash, clock.now());
    }
    assertThat(population(), is(0));
  }

  @Test
  void theSampleIsScaledWithTheGenerations() {
    clock.setShift(6);
    for (int hash = 0; hash < 1_000; hash++) {
      clock.appeared(hash);
    }
    assertThat("all of them up to here", population(), is(1_000));
    clock.setShift(7);
    assertThat(population(), is(500));
    clock.setShift(8);
    assertThat(population(), is(250));
    clock.setShift(7);
    assertThat(population(), is(500));
  }
}
