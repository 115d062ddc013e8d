package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered of keys that are gone, and for how long. */
class GhostTableTest {
  /** How many ghosts there is room for at first. */
  private static final int LEAST = 2_048;

  private final GhostTable ghosts = new GhostTable();

  private static int length(GhostTable ghosts) {
    return Fields.<long[]>of(ghosts, "table").length;
  }

  private int remembered(int from, int to) {
    return (int) IntStream.range(from, to).filter(hash -> ghosts.take(hash) != 0).count();
  }

  @Test
  void whatWasNeverPutIsNotThere() {
    assertThat(ghosts.take(7), is(0L));
    ghosts.put(8, 1, 1, 1, 1);
    assertThat(ghosts.take(7), is(0L));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x12345678})
  void aGhostSaysWhenAndHowAndIsTakenOnce(int any) {
    ghosts.put(any, any, 0xA5, any, 1);
    long ghost = ghosts.take(any);
    assertThat(GhostTable.time(ghost), is(any));
    assertThat(GhostTable.data(ghost), is(0xA5));
    assertThat(ghosts.take(any), is(0L));
  }

  @Test
  void theLatestGhostOfAKeyTakesThePlaceOfTheFormer() {
    ghosts.put(5, 10, 1, 10, 1);
    ghosts.put(5, 20, 2, 20, 1);
    assertThat(GhostTable.time(ghosts.take(5)), is(20));
    assertThat(ghosts.take(5), is(0L));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, Integer.MAX_VALUE - 10_000})
  void whoHasNotBeenUsedForTheLongestTimeIsForgotten(int start) {
    int count = 20_000;
    List<Integer> stamps = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    for (int from = 0; from < count; from += 1_000) {
      Collections.shuffle(stamps.subList(from, from + 1_000), new Random(from));
    }
    for (int stamp : stamps) {
      ghosts.put(stamp, start + stamp, 1, start + count, 1);
    }
    assertThat("the newest", remembered(count - 500, count), is(500));
    assertThat("the oldest", remembered(0, count - 8_000), is(0));
    assertThat("all places are taken", remembered(count - 8_000, count - 500), is(LEAST - 500));
  }

  @Test
  void thereIsRoomForOneAndAHalfGhostsOfEachEntryAndNoMoreThanThree() {
    int entries = 100_000;
    for (int hash = 0; hash < 2 * entries; hash++) {
      ghosts.put(hash, hash, 1, hash, entries);
    }
    assertThat(length(ghosts), greaterThan(entries * 3 / 2 - 1));
    assertThat(length(ghosts), lessThanOrEqualTo(entries * 3));
    // As buckets fill unevenly, some of the newest have gone, and some older ones have not.
    assertThat(remembered(entries, 2 * entries), greaterThan(entries * 97 / 100));
  }

  @Test
  void nothingIsForgottenWhileTheTableGrows() {
    // Few enough for no bucket to be full.
    int next = 0;
    for (; next < 300; next++) {
      ghosts.put(next, next, 1, next, 1);
    }
    assertThat(length(ghosts), is(LEAST));
    for (; next < 363; next++) {
      ghosts.put(next, next, 1, next, 1_500);
      assertThat(length(ghosts), is(2 * LEAST));
      for (int hash = 0; hash <= next; hash++) {
        long ghost = ghosts.take(hash);
        assertThat("of " + hash, GhostTable.time(ghost), is(hash));
        assertThat("once", ghosts.take(hash), is(0L));
        ghosts.put(hash, hash, 1, next, 1);
      }
    }
    assertThat("all moved", Fields.<long[]>of(ghosts, "previous").length, is(0));
    assertThat(remembered(0, next), is(next));
  }

  @Test
  void growthGoesOnWithEachGhostAndEnds() {
    for (int i = 0; i < 64; i++) {
      ghosts.put(i, i, 1, i, 1_500);
      assertThat(Fields.<long[]>of(ghosts, "previous").length, is(LEAST));
    }
    ghosts.put(64, 64, 1, 64, 1_500);
    assertThat(Fields.<long[]>of(ghosts, "previous").length, is(0));
    assertThat(length(ghosts), is(2 * LEAST));
  }

  @Test
  void theTableGrowsWhenItIsTooSmallAndNotBefore() {
    ghosts.put(1, 1, 1, 1, 1_365);
    assertThat(length(ghosts), is(LEAST));
    ghosts.put(1, 1, 1, 1, 1_366);
    assertThat("1,366 and a half of it", length(ghosts), is(2 * LEAST));
  }

  @Test
  void aTableThatIsFarTooLargeIsGivenUpWithAllThatIsInIt() {
    for (int hash = 0; hash < 10_000; hash++) {
      ghosts.put(hash, hash, 1, hash, 8_000);
    }
    int length = length(ghosts);
    assertThat(length, greaterThan(LEAST));
    ghosts.trim(length / 8);
    assertThat(length(ghosts), is(length));
    assertThat(ghosts.take(9_999), is(not(0L)));
    ghosts.trim(length / 8 - 1);
    assertThat(ghosts.take(9_998), is(0L));
    ghosts.put(1, 1, 1, 1, 1);
    assertThat(length(ghosts), is(LEAST));
    assertThat(remembered(0, 10_000), is(1));
  }

  @Test
  void aTableGivenUpWhileItGrowsBeginsAnew() {
    ghosts.put(1, 1, 1, 1, 2_000);
    ghosts.trim(0);
    for (int hash = 0; hash < 500; hash++) {
      ghosts.put(hash, hash, 1, hash, 1);
    }
    assertThat(length(ghosts), is(LEAST));
    assertThat(remembered(0, 500), is(500));
  }

  @Test
  void theSmallestTableIsNeverGivenUp() {
    ghosts.put(1, 1, 1, 1, 1);
    ghosts.trim(0);
    assertThat(ghosts.take(1), is(not(0L)));
    assertThat(length(ghosts), lessThan(LEAST + 1));
  }
}
