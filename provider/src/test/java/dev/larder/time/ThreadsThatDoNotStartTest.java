package dev.larder.time;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the system has no thread to give, a later attempt does not find one that never ran. */
@Timeout(20)
class ThreadsThatDoNotStartTest {
  private final Exhausted threads = new Exhausted();

  private static void readOften(SystemTicker ticker) {
    for (int i = 0; i < 100; i++) {
      ticker.recent();
    }
  }

  @Test
  void clock_noThread_isReadExactlyAndStartedLater() {
    SystemTicker starved = new SystemTicker(threads);
    readOften(starved);
    assertThat(starved.isRunning(), is(false));
    long before = starved.nanos();
    assertThat(starved.recent(), is(greaterThanOrEqualTo(before)));
    threads.relent();
    readOften(starved);
    assertThat(starved.isRunning(), is(true));
  }

  @Test
  void alarm_noThread_isStartedAgainByTheTimer() throws InterruptedException {
    SystemTicker ticker = new SystemTicker(new DaemonThreads("clock"));
    ExpiryScheduler alarm = new ExpiryScheduler(ticker, threads);
    CountDownLatch called = new CountDownLatch(3);
    Scheduler.Task task =
        now -> {
          called.countDown();
          return Ticker.after(now, 1_000_000);
        };
    alarm.add(task);
    alarm.wakeAt(ticker.nanos());
    assertThat(alarm.isRunning(), is(false));
    threads.relent();
    assertThat(called.await(10, TimeUnit.SECONDS), is(true));
    alarm.remove(task);
    assertThat(alarm.isRunning(), is(false));
  }
}
