package dev.larder.time;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the system has no thread to give, whoever comes later does not find one that never ran. */
@Timeout(20)
class ThreadsThatDoNotStartTest {
  private final Exhausted threads = new Exhausted();
  private final SystemTicker ticker = new SystemTicker(new DaemonThreads("clock"));

  @Test
  void theClockIsStartedByTheNextUser() {
    SystemTicker starved = new SystemTicker(threads);
    Object user = new Object();
    var thrown = assertThrows(OutOfMemoryError.class, () -> starved.follow(user));
    assertThat(thrown.getMessage(), is(Exhausted.MESSAGE));
    assertThat(starved.isRunning(), is(false));
    threads.relent();
    starved.follow(user);
    long seen = starved.recent();
    while (starved.recent() == seen) {
      Thread.onSpinWait();
    }
    starved.unfollow(user);
    assertThat("nobody is left of the first attempt", starved.isRunning(), is(false));
  }

  @Test
  void theAlarmIsStartedByTheNextTaskAndHasForgottenTheFirst() throws InterruptedException {
    Alarm alarm = new Alarm(ticker, threads);
    CountDownLatch forgotten = new CountDownLatch(1);
    assertThrows(
        OutOfMemoryError.class, () -> alarm.add(new Object(), now -> counted(forgotten, now)));
    assertThat(alarm.isRunning(), is(false));
    assertThat("the clock has no user any more", ticker.isRunning(), is(false));
    threads.relent();
    Object owner = new Object();
    CountDownLatch called = new CountDownLatch(3);
    alarm.add(owner, now -> counted(called, now));
    assertThat(called.await(10, TimeUnit.SECONDS), is(true));
    assertThat(forgotten.getCount(), is(1L));
    alarm.remove(owner);
    assertThat(alarm.isRunning(), is(false));
    assertThat(ticker.isRunning(), is(false));
  }

  @Test
  void anAlarmWhoseClockDoesNotStartHasNoTask() throws InterruptedException {
    SystemTicker starved = new SystemTicker(threads);
    Alarm alarm = new Alarm(starved);
    CountDownLatch forgotten = new CountDownLatch(1);
    assertThrows(
        OutOfMemoryError.class, () -> alarm.add(new Object(), now -> counted(forgotten, now)));
    assertThat(alarm.isRunning(), is(false));
    threads.relent();
    Object owner = new Object();
    CountDownLatch called = new CountDownLatch(3);
    alarm.add(owner, now -> counted(called, now));
    assertThat(called.await(10, TimeUnit.SECONDS), is(true));
    assertThat(forgotten.getCount(), is(1L));
    alarm.remove(owner);
    assertThat(alarm.isRunning(), is(false));
    assertThat(starved.isRunning(), is(false));
  }

  /** Notes its users, and then fails. */
  private static final class Failing implements Ticker {
    private final List<Object> users = new ArrayList<>();

    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public void follow(Object user) {
      users.add(user);
      throw new OutOfMemoryError("on purpose");
    }

    @Override
    public void unfollow(Object user) {
      users.remove(user);
    }

    @Override
    public void parkUntil(long deadline) {
      throw new AssertionError("no thread has been started");
    }
  }

  @Test
  void anAlarmWhoseClockFailsUsesItNoMore() {
    Failing clock = new Failing();
    Alarm alarm = new Alarm(clock);
    assertThrows(OutOfMemoryError.class, () -> alarm.add(new Object(), now -> now));
    assertThat(clock.users, is(empty()));
    assertThat(alarm.isRunning(), is(false));
  }

  private static long counted(CountDownLatch calls, long now) {
    calls.countDown();
    return Ticker.after(now, 1_000_000);
  }
}
