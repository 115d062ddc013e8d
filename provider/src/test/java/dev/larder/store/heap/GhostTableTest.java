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

/** The ghosts of evicted keys, and how long the table keeps them. */
class GhostTableTest {
  /** The initial length of the table. */
  private static final int INITIAL = 2_048;

  private final GhostTable ghosts = new GhostTable();

  private static int length(GhostTable ghosts) {
    return Fields.<long[]>of(ghosts, "table").length;
  }

  private int remembered(int from, int to) {
    return (int) IntStream.range(from, to).filter(hash -> ghosts.take(hash) != 0).count();
  }

  @Test
  void take_unknownHash_returnsZero() {
    assertThat(ghosts.take(7), is(0L));
    ghosts.put(8, 1, 1, 1, 1);
    assertThat(ghosts.take(7), is(0L));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x12345678})
  void take_storedGhost_returnsItsTimeAndDataOnce(int any) {
    ghosts.put(any, any, 0xA5, any, 1);
    long ghost = ghosts.take(any);
    assertThat(GhostTable.time(ghost), is(any));
    assertThat(GhostTable.data(ghost), is(0xA5));
    assertThat(ghosts.take(any), is(0L));
  }

  @Test
  void put_sameHashTwice_keepsTheLatestGhost() {
    ghosts.put(5, 10, 1, 10, 1);
    ghosts.put(5, 20, 2, 20, 1);
    assertThat(GhostTable.time(ghosts.take(5)), is(20));
    assertThat(ghosts.take(5), is(0L));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, Integer.MAX_VALUE - 10_000})
  void put_fullTable_dropsTheOldestGhosts(int start) {
    int count = 20_000;
    List<Integer> times = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    for (int from = 0; from < count; from += 1_000) {
      Collections.shuffle(times.subList(from, from + 1_000), new Random(from));
    }
    for (int time : times) {
      ghosts.put(time, start + time, 1, start + count, 1);
    }
    assertThat("the newest", remembered(count - 500, count), is(500));
    assertThat("the oldest", remembered(0, count - 8_000), is(0));
    assertThat("the rest of the table", remembered(count - 8_000, count - 500), is(INITIAL - 500));
  }

  @Test
  void put_manyEntries_keepsAtMostThreeGhostsAnEntry() {
    int entries = 100_000;
    for (int hash = 0; hash < 2 * entries; hash++) {
      ghosts.put(hash, hash, 1, hash, entries);
    }
    assertThat(length(ghosts), greaterThan(entries * 3 / 2 - 1));
    assertThat(length(ghosts), lessThanOrEqualTo(entries * 3));
    // Buckets fill unevenly, so some of the newest ghosts are lost and some older ones are kept.
    assertThat(remembered(entries, 2 * entries), greaterThan(entries * 97 / 100));
  }

  @Test
  void take_growingTable_findsEachGhostOnce() {
    // So few that no bucket is full.
    int next = 0;
    for (; next < 300; next++) {
      ghosts.put(next, next, 1, next, 1);
    }
    assertThat(length(ghosts), is(INITIAL));
    for (; next < 363; next++) {
      ghosts.put(next, next, 1, next, 1_500);
      assertThat(length(ghosts), is(2 * INITIAL));
      for (int hash = 0; hash <= next; hash++) {
        long ghost = ghosts.take(hash);
        assertThat("time of " + hash, GhostTable.time(ghost), is(hash));
        assertThat("second take", ghosts.take(hash), is(0L));
        ghosts.put(hash, hash, 1, next, 1);
      }
    }
    assertThat("all buckets are moved", Fields.<long[]>of(ghosts, "previous").length, is(0));
    assertThat(remembered(0, next), is(next));
  }

  @Test
  void put_growingTable_movesBucketsUntilAllAreMoved() {
    for (int i = 0; i < 64; i++) {
      ghosts.put(i, i, 1, i, 1_500);
      assertThat(Fields.<long[]>of(ghosts, "previous").length, is(INITIAL));
    }
    ghosts.put(64, 64, 1, 64, 1_500);
    assertThat(Fields.<long[]>of(ghosts, "previous").length, is(0));
    assertThat(length(ghosts), is(2 * INITIAL));
  }

  @Test
  void put_oneAndAHalfGhostsAnEntryExceedTheLength_grows() {
    ghosts.put(1, 1, 1, 1, 1_365);
    assertThat(length(ghosts), is(INITIAL));
    ghosts.put(1, 1, 1, 1, 1_366);
    assertThat("for one and a half times 1,366 ghosts", length(ghosts), is(2 * INITIAL));
  }

  @Test
  void trim_lengthAboveEightTimesTheEntries_dropsAllGhosts() {
    for (int hash = 0; hash < 10_000; hash++) {
      ghosts.put(hash, hash, 1, hash, 8_000);
    }
    int length = length(ghosts);
    assertThat(length, greaterThan(INITIAL));
    ghosts.trim(length / 8);
    assertThat(length(ghosts), is(length));
    assertThat(ghosts.take(9_999), is(not(0L)));
    ghosts.trim(length / 8 - 1);
    assertThat(ghosts.take(9_998), is(0L));
    ghosts.put(1, 1, 1, 1, 1);
    assertThat(length(ghosts), is(INITIAL));
    assertThat(remembered(0, 10_000), is(1));
  }

  @Test
  void trim_growingTable_restartsAtTheInitialLength() {
    ghosts.put(1, 1, 1, 1, 2_000);
    ghosts.trim(0);
    for (int hash = 0; hash < 500; hash++) {
      ghosts.put(hash, hash, 1, hash, 1);
    }
    assertThat(length(ghosts), is(INITIAL));
    assertThat(remembered(0, 500), is(500));
  }

  @Test
  void trim_tableOfInitialLength_keepsTheGhosts() {
    ghosts.put(1, 1, 1, 1, 1);
    ghosts.trim(0);
    assertThat(ghosts.take(1), is(not(0L)));
    assertThat(length(ghosts), lessThan(INITIAL + 1));
  }
}
