package dev.larder.time;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread of the clock, which is there while the recent time is read. */
@Timeout(20)
class SystemTickerTest {
  private final SystemTicker ticker = new SystemTicker(new DaemonThreads("clock"));

  /** Until the thread is there, which ends soon if this one is held up. */
  private void readOften() {
    while (!ticker.isRunning()) {
      ticker.recent();
    }
  }

  @Test
  void recent_readOften_isKeptByAThread() {
    readOften();
    long seen = ticker.recent();
    // The thread's first time may be from before a reading of the system's clock.
    while (ticker.recent() <= seen) {
      Thread.onSpinWait();
    }
  }

  @Test
  void recent_readSeldom_isTheTimeItself() {
    for (int i = 0; i < 10; i++) {
      long before = ticker.nanos();
      assertThat(ticker.recent(), is(greaterThanOrEqualTo(before)));
    }
    assertThat(ticker.isRunning(), is(false));
  }

  @Test
  void thread_nothingIsRead_ends() throws InterruptedException {
    readOften();
    while (ticker.isRunning()) {
      Thread.sleep(10);
    }
    long before = ticker.nanos();
    assertThat("no old time is left", ticker.recent(), is(greaterThanOrEqualTo(before)));
    readOften();
  }
}
