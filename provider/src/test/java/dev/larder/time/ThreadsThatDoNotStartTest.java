package dev.larder.time;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thread that the system cannot start leaves no trace, so a later attempt succeeds. */
@Timeout(20)
class ThreadsThatDoNotStartTest {
  private final Exhausted threads = new Exhausted();

  private static void readOften(SystemTicker ticker) {
    for (int i = 0; i < 100; i++) {
      ticker.recent();
    }
  }

  @Test
  void clock_threadDoesNotStart_isExactAndRetries() {
    SystemTicker starved = new SystemTicker(threads);
    readOften(starved);
    assertThat(starved.isRunning(), is(false));
    long before = starved.nanos();
    assertThat(starved.recent(), is(greaterThanOrEqualTo(before)));
    threads.startThreads();
    readOften(starved);
    assertThat(starved.isRunning(), is(true));
  }

  @Test
  void scheduler_threadDoesNotStart_retriesByTimer() throws InterruptedException {
    SystemTicker ticker = new SystemTicker(new DaemonThreads("clock"));
    ExpiryScheduler scheduler = new ExpiryScheduler(ticker, threads);
    CountDownLatch called = new CountDownLatch(3);
    Scheduler.Task task =
        now -> {
          called.countDown();
          return Ticker.after(now, 1_000_000);
        };
    scheduler.add(task);
    scheduler.wakeAt(ticker.nanos());
    assertThat(scheduler.isRunning(), is(false));
    threads.startThreads();
    assertThat(called.await(10, TimeUnit.SECONDS), is(true));
    scheduler.remove(task);
    assertThat(scheduler.isRunning(), is(false));
  }
}
