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
class StripedWriteBuffersTest {
  private static final int MOST =
      Integer.highestOneBit(Math.min(64, 4 * Runtime.getRuntime().availableProcessors()));

  /** All that this thread can have at once. */
  private static Set<WriteBuffer<Integer, Integer>> lockAll(
      StripedWriteBuffers<Integer, Integer> batches) {
    Set<WriteBuffer<Integer, Integer>> locked = new HashSet<>();
    for (WriteBuffer<Integer, Integer> next = batches.lock(); next != null; next = batches.lock()) {
      locked.add(next);
    }
    return locked;
  }

  @ParameterizedTest
  @CsvSource({"1025, 1", "2048, 1", "2049, 2", "4096, 2", "4097, 4", "9223372036854775807, 64"})
  void thereIsOneForAThousandEntriesOfTheBoundAtMost(long maximum, int count) {
    StripedWriteBuffers<Integer, Integer> batches = new StripedWriteBuffers<>(maximum, false);
    assertThat(batches.areAhead(), is(true));
    assertThat(lockAll(batches), hasSize(Math.min(MOST, count)));
    assertThat("there are no more", batches.lock(), nullValue());
  }

  @ParameterizedTest
  @CsvSource({"1, false", "1024, false", "1000000, true"})
  void batches_smallOrByWeight_areFewAndNotAhead(long maximum, boolean neverAhead) {
    StripedWriteBuffers<Integer, Integer> batches = new StripedWriteBuffers<>(maximum, neverAhead);
    assertThat(batches.areAhead(), is(false));
    assertThat(lockAll(batches), hasSize(4));
  }

  @Test
  void aThreadComesBackToTheSameOne() {
    StripedWriteBuffers<Integer, Integer> batches =
        new StripedWriteBuffers<>(Long.MAX_VALUE, false);
    WriteBuffer<Integer, Integer> first = batches.lock();
    assertThat(first, notNullValue());
    first.unlock();
    assertThat(batches.lock(), sameInstance(first));
  }

  @Test
  void theirNumberFollowsTheBound() {
    StripedWriteBuffers<Integer, Integer> batches = new StripedWriteBuffers<>(1_024, false);
    batches.fit(2_049);
    Set<WriteBuffer<Integer, Integer>> both = lockAll(batches);
    assertThat(both, hasSize(2));
    both.forEach(WriteBuffer::unlock);
    assertThat(batches.areAhead(), is(true));
    batches.fit(10);
    assertThat(batches.areAhead(), is(false));
  }

  @Test
  void whoVisitsThemHasEachToItselfAndLetsItGo() {
    StripedWriteBuffers<Integer, Integer> batches = new StripedWriteBuffers<>(2_049, false);
    Set<WriteBuffer<Integer, Integer>> both = lockAll(batches);
    both.forEach(WriteBuffer::unlock);
    both.iterator().next().addRoom(1);
    List<WriteBuffer<Integer, Integer>> visited = new ArrayList<>();
    batches.forEach(
        WriteBuffer::hasRoom,
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
