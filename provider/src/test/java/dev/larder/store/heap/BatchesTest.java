package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many batches there are, and who gets one. */
class BatchesTest {
  private static final int MOST =
      Integer.highestOneBit(Math.min(64, 4 * Runtime.getRuntime().availableProcessors()));

  /** All that this thread can have at once. */
  private static Set<Batch<Integer, Integer>> lockAll(Batches<Integer, Integer> batches) {
    Set<Batch<Integer, Integer>> locked = new HashSet<>();
    for (Batch<Integer, Integer> next = batches.lock(); next != null; next = batches.lock()) {
      locked.add(next);
    }
    return locked;
  }

  @ParameterizedTest
  @CsvSource({"1025, 1", "2048, 1", "2049, 2", "4096, 2", "4097, 4", "9223372036854775807, 64"})
  void thereIsOneForAThousandEntriesOfTheBoundAtMost(long maximum, int count) {
    Batches<Integer, Integer> batches = new Batches<>(maximum, false);
    assertThat(batches.areAhead(), is(true));
    assertThat(lockAll(batches), hasSize(Math.min(MOST, count)));
    assertThat("there are no more", batches.lock(), nullValue());
  }

  @ParameterizedTest
  @CsvSource({"1, false", "1024, false", "1000000, true"})
  void batches_smallOrByWeight_areFewAndNotAhead(long maximum, boolean neverAhead) {
    Batches<Integer, Integer> batches = new Batches<>(maximum, neverAhead);
    assertThat(batches.areAhead(), is(false));
    assertThat(lockAll(batches), hasSize(4));
  }

  @Test
  void aThreadComesBackToTheSameOne() {
    Batches<Integer, Integer> batches = new Batches<>(Long.MAX_VALUE, false);
    Batch<Integer, Integer> first = batches.lock();
    assertThat(first, notNullValue());
    first.unlock();
    assertThat(batches.lock(), sameInstance(first));
  }

  @Test
  void theirNumberFollowsTheBound() {
    Batches<Integer, Integer> batches = new Batches<>(1_024, false);
    batches.fit(2_049);
    Set<Batch<Integer, Integer>> both = lockAll(batches);
    assertThat(both, hasSize(2));
    both.forEach(Batch::unlock);
    assertThat(batches.areAhead(), is(true));
    batches.fit(10);
    assertThat(batches.areAhead(), is(false));
  }

  @Test
  void whoVisitsThemHasEachToItselfAndLetsItGo() {
    Batches<Integer, Integer> batches = new Batches<>(2_049, false);
    Set<Batch<Integer, Integer>> both = lockAll(batches);
    both.forEach(Batch::unlock);
    both.iterator().next().addRoom(1);
    List<Batch<Integer, Integer>> visited = new ArrayList<>();
    batches.forEach(
        Batch::hasRoom,
        batch -> {
          assertThat(batch.tryLock(), is(false));
          visited.add(batch);
        });
    assertThat(visited, hasSize(1));
    batches.forEach(batch -> true, visited::add);
    assertThat(visited, hasSize(3));
    assertThat("all are free", lockAll(batches), hasSize(2));
  }
}
