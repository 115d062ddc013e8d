package dev.larder.time;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The thread of the scheduler, which runs while a task is due soon. */
@Timeout(20)
class ExpirySchedulerTest {
  private final SystemTicker ticker = new SystemTicker(new DaemonThreads("clock"));
  private final ExpiryScheduler scheduler = new ExpiryScheduler(ticker);

  private void awaitEnd() throws InterruptedException {
    while (scheduler.isRunning()) {
      // Poll: the scheduler's thread does not notify at its end.
      Thread.sleep(10);
    }
  }

  @Test
  void wakeAt_distantDeadline_waitsWithoutAThread() throws InterruptedException {
    CountDownLatch called = new CountDownLatch(1);
    Scheduler.Task task =
        now -> {
          called.countDown();
          return Ticker.NEVER;
        };
    scheduler.add(task);
    scheduler.wakeAt(Ticker.after(ticker.nanos(), TimeUnit.HOURS.toNanos(1)));
    assertThat(scheduler.isRunning(), is(false));
    scheduler.wakeAt(Ticker.after(ticker.nanos(), TimeUnit.MILLISECONDS.toNanos(700)));
    assertThat(called.await(10, TimeUnit.SECONDS), is(true));
    awaitEnd();
  }

  @Test
  void wakeAt_earlierThanTheTimer_isCalledEarlier() throws InterruptedException {
    CountDownLatch called = new CountDownLatch(1);
    Scheduler.Task task =
        now -> {
          called.countDown();
          return Ticker.after(now, TimeUnit.HOURS.toNanos(1));
        };
    scheduler.add(task);
    scheduler.wakeAt(Ticker.after(ticker.nanos(), TimeUnit.HOURS.toNanos(1)));
    scheduler.wakeAt(Ticker.after(ticker.nanos(), TimeUnit.MILLISECONDS.toNanos(400)));
    assertThat(called.await(10, TimeUnit.SECONDS), is(true));
    awaitEnd();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 700, 3_600_000})
  void wakeAt_laterThanThatOfARemovedTask_isCalled(long millis) throws InterruptedException {
    Scheduler.Task gone = now -> Ticker.NEVER;
    scheduler.add(gone);
    scheduler.wakeAt(Ticker.after(ticker.nanos(), TimeUnit.MILLISECONDS.toNanos(millis)));
    scheduler.remove(gone);
    CountDownLatch called = new CountDownLatch(1);
    Scheduler.Task task =
        now -> {
          called.countDown();
          return Ticker.NEVER;
        };
    scheduler.add(task);
    scheduler.wakeAt(Ticker.after(ticker.nanos(), TimeUnit.MILLISECONDS.toNanos(800)));
    assertThat(called.await(10, TimeUnit.SECONDS), is(true));
  }

  @Test
  void task_alwaysDueSoon_keepsTheThread() throws InterruptedException {
    CountDownLatch called = new CountDownLatch(20);
    Scheduler.Task task =
        now -> {
          called.countDown();
          return Ticker.after(now, TimeUnit.MILLISECONDS.toNanos(20));
        };
    scheduler.add(task);
    scheduler.wakeAt(0);
    assertThat(called.await(10, TimeUnit.SECONDS), is(true));
    assertThat(scheduler.isRunning(), is(true));
    scheduler.remove(task);
    assertThat(scheduler.isRunning(), is(false));
  }

  @Test
  void task_unreachable_isRemoved() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    scheduler.add(new Counting(calls));
    scheduler.wakeAt(0);
    while (calls.get() == 0) {
      // Poll: a task that the test can wait for would stay reachable.
      Thread.sleep(1);
    }
    for (int seen = -1; seen != calls.get(); ) {
      seen = calls.get();
      System.gc();
      // A call of the collected task may still be in progress.
      Thread.sleep(200);
    }
    awaitEnd();
  }

  private record Counting(AtomicInteger calls) implements Scheduler.Task {
    @Override
    public long run(long now) {
      calls.incrementAndGet();
      return Ticker.after(now, TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** Counts the timers. */
  private final class Timed implements Ticker {
    private final AtomicInteger timers = new AtomicInteger();

    @Override
    public long nanos() {
      return ticker.nanos();
    }

    @Override
    public void parkUntil(long deadline) {
      ticker.parkUntil(deadline);
    }

    @Override
    public boolean canCallLater() {
      return true;
    }

    @Override
    public boolean callLater(long deadline, Runnable callee) {
      timers.incrementAndGet();
      return ticker.callLater(deadline, callee);
    }
  }

  @Test
  void timer_distantDeadline_isSetOnce() throws InterruptedException {
    Timed timed = new Timed();
    ExpiryScheduler other = new ExpiryScheduler(timed);
    Scheduler.Task task = now -> Ticker.after(now, TimeUnit.DAYS.toNanos(30));
    other.add(task);
    for (int i = 0; i < 3; i++) {
      other.wakeAt(timed.nanos());
      while (other.isRunning()) {
        // Poll: the scheduler's thread does not notify at its end.
        Thread.sleep(10);
      }
    }
    assertThat(timed.timers.get(), is(1));
  }
}
