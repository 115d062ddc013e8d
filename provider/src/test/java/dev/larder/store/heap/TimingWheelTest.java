package dev.larder.store.heap;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.larder.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimingWheelTest {
  private static final long START = 123_456_789;

  private final TimingWheel<Long, String> wheel = new TimingWheel<>(START);

  private TimedNode<Long, String> node(long deadline) {
    TimedNode<Long, String> node = new TimedNode<>(deadline, 0);
    node.setDeadline(deadline);
    return node;
  }

  private TimedNode<Long, String> schedule(long deadline) {
    TimedNode<Long, String> node = node(deadline);
    wheel.schedule(node);
    return node;
  }

  private List<Long> advance(long now) {
    List<Long> due = new ArrayList<>();
    wheel.advance(now);
    while (wheel.hasTaken()) {
      TimedNode<Long, String> node = wheel.poll();
      if (node != null) {
        assertThat(wheel.isScheduled(node), is(false));
        due.add(node.entryKey());
      }
    }
    return due;
  }

  @Test
  void nextWake_emptyWheel_isNever() {
    assertThat(wheel.nextWake(), is(Ticker.NEVER));
    assertThat(advance(START + Duration.ofDays(10_000).toNanos()), empty());
    assertThat(wheel.nextWake(), is(Ticker.NEVER));
  }

  @Test
  void schedule_eternalNode_isNotScheduled() {
    assertThat(wheel.isScheduled(schedule(Ticker.NEVER)), is(false));
    assertThat(wheel.nextWake(), is(Ticker.NEVER));
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        (1L << 24) - 1,
        1L << 24,
        (1L << 30) - 1,
        1L << 30,
        1L << 36,
        1L << 42,
        1L << 48,
        (1L << 54) - 1,
        1L << 54,
        1L << 60
      })
  void advance_anyDeadline_returnsTheNodeThenAndNotBefore(long life) {
    long deadline = START + life;
    schedule(deadline);
    if (life > 0) {
      assertThat(advance(deadline - 1), empty());
    }
    assertThat(advance(deadline), equalTo(List.of(deadline)));
    assertThat(advance(deadline + (1L << 61)), empty());
  }

  @Test
  void schedule_overdueNode_isDueAtOnce() {
    schedule(START - 1_000);
    schedule(0);
    assertThat(advance(START), containsInAnyOrder(START - 1_000, 0L));
  }

  @Test
  void cancel_scheduledNode_isNeverDue() {
    TimedNode<Long, String> node = schedule(START + 10);
    schedule(START + 11);
    wheel.cancel(node);
    wheel.cancel(node);
    assertThat(advance(START + 100), equalTo(List.of(START + 11)));
    assertThat(wheel.nextWake(), is(Ticker.NEVER));
  }

  @Test
  void schedule_scheduledNode_isDueAtItsNewDeadlineOnly() {
    long sooner = START + Duration.ofSeconds(1).toNanos();
    long later = START + Duration.ofHours(1).toNanos();
    TimedNode<Long, String> moved = schedule(sooner);
    TimedNode<Long, String> stays = schedule(sooner + 1);
    moved.setDeadline(later);
    wheel.schedule(moved);
    assertThat(wheel.isScheduled(stays), is(true));
    assertThat(advance(sooner + 1), is(List.of(sooner + 1)));
    assertThat("due at its new deadline, unlike its key", advance(later), is(List.of(sooner)));
  }

  @Test
  void clear_scheduledAndDueNodes_forgetsBoth() {
    schedule(START + 1);
    schedule(START + Duration.ofHours(1).toNanos());
    wheel.advance(START + 1);
    wheel.clear();
    assertThat(wheel.hasTaken(), is(false));
    assertThat(wheel.poll() == null, is(true));
    assertThat(wheel.nextWake(), is(Ticker.NEVER));
    assertThat(advance(START + Duration.ofDays(1).toNanos()), empty());
  }

  @Test
  void schedule_earlierDeadline_isDueThen() {
    TimedNode<Long, String> node = schedule(START + (1L << 40));
    node.setDeadline(START + 5);
    wheel.schedule(node);
    assertThat(advance(START + 4), empty());
    assertThat(advance(START + 5), equalTo(List.of(node.entryKey())));
  }

  @Test
  void advance_deadlineExtendedWithoutScheduling_isDueThen() {
    TimedNode<Long, String> node = schedule(START + 5);
    schedule(START + 7);
    node.setDeadline(START + (1L << 40));
    assertThat(advance(START + 7), equalTo(List.of(START + 7)));
    assertThat(wheel.isScheduled(node), is(true));
    assertThat(advance(START + (1L << 40) - 1), empty());
    assertThat(advance(START + (1L << 40)), equalTo(List.of(node.entryKey())));
  }

  @Test
  void advance_timeThatStepsBack_changesNothing() {
    advance(START + 1_000);
    schedule(START + 2_000);
    assertThat(advance(START), empty());
    assertThat(advance(START + 2_000), equalTo(List.of(START + 2_000)));
  }

  @Test
  void poll_bucketOfAHigherLevel_looksAtOneNodeACall() {
    long deadline = START + (1L << 36);
    for (int i = 0; i < 100; i++) {
      schedule(deadline + i);
    }
    wheel.advance(deadline - 1);
    int calls = 0;
    while (wheel.hasTaken()) {
      assertThat(wheel.nextWake(), is(deadline - 1 + 1_000_000));
      assertThat(wheel.poll() == null, is(true));
      calls++;
    }
    assertThat(calls, is(100));
    assertThat(advance(deadline + 99).size(), is(100));
  }

  @Test
  void nextWake_manyNodesOfOneDeadline_isTheDeadline() {
    long deadline = START + Duration.ofMillis(5).toNanos();
    for (int i = 0; i < 10_000; i++) {
      schedule(deadline);
    }
    assertThat(wheel.nextWake(), is(deadline));
    assertThat(advance(deadline).size(), is(10_000));
  }

  /** A sorted set of the deadlines is the model of the wheel. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void advance_randomSteps_returnsEachNodeOnceAndNoneEarly(long seed) {
    Random random = new Random(seed);
    NavigableSet<Long> model = new TreeSet<>();
    List<TimedNode<Long, String>> scheduled = new ArrayList<>();
    long now = START;
    for (int i = 0; i < 5_000; i++) {
      int action = random.nextInt(10);
      if (action < 6) {
        long deadline = now + nanosToYears(random);
        if (model.add(deadline)) {
          scheduled.add(schedule(deadline));
        }
      } else if (action < 7 && !scheduled.isEmpty()) {
        TimedNode<Long, String> node = scheduled.remove(random.nextInt(scheduled.size()));
        wheel.cancel(node);
        model.remove(node.entryKey());
      } else {
        now += nanosToYears(random) / (1 + random.nextInt(1_000));
        Set<Long> due = model.headSet(now, true);
        List<Long> found = advance(now);
        assertThat(found.stream().sorted().toList(), equalTo(List.copyOf(due)));
        due.clear();
        scheduled.removeIf(node -> !wheel.isScheduled(node));
        assertThat(scheduled.size(), is(model.size()));
        checkNextWake(now, model);
      }
    }
    advance(Long.MAX_VALUE - 1);
    assertThat(wheel.nextWake(), is(Ticker.NEVER));
  }

  /** Draws from a nanosecond to about three years, each magnitude as likely. */
  private static long nanosToYears(Random random) {
    return (long) Math.pow(10, random.nextDouble() * 17);
  }

  private void checkNextWake(long now, NavigableSet<Long> model) {
    long next = wheel.nextWake();
    if (model.isEmpty()) {
      assertThat(next, is(Ticker.NEVER));
    } else {
      // The wake is late by no more than the shortest delay.
      assertThat(next, lessThanOrEqualTo(Math.max(model.first(), now + 1_000_000)));
      assertThat(next, greaterThanOrEqualTo(now + 1_000_000));
    }
  }

  @Test
  void nextWake_advanceAtEachWake_isOnTimeAndRare() {
    Random random = new Random(7);
    long[] deadlines =
        LongStream.generate(() -> START + nanosToYears(random)).distinct().limit(500).toArray();
    LongStream.of(deadlines).forEach(this::schedule);
    int wakes = 0;
    int found = 0;
    for (long now = wheel.nextWake(); now != Ticker.NEVER; now = wheel.nextWake()) {
      for (long deadline : advance(now)) {
        assertThat(now - deadline, lessThan(1_000_001L));
        found++;
      }
      wakes++;
    }
    assertThat(found, is(500));
    // One wake for the node itself, and one for each level by which it descends.
    assertThat(wakes, lessThan(5 * 500));
  }
}
