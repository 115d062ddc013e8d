package dev.larder.time;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread of the clock, which runs while the cached time is read. */
@Timeout(20)
class SystemTickerTest {
  private final SystemTicker ticker = new SystemTicker(new DaemonThreads("clock"));

  /** Waits for the thread, which may have ended if the test thread was delayed. */
  private void readOften() {
    while (!ticker.isRunning()) {
      ticker.recent();
    }
  }

  @Test
  void recent_readOften_isUpdatedByAThread() {
    readOften();
    long seen = ticker.recent();
    // The first cached time may precede a read of the system's clock.
    while (ticker.recent() <= seen) {
      Thread.onSpinWait();
    }
  }

  @Test
  void recent_readSeldom_isExact() {
    for (int i = 0; i < 10; i++) {
      long before = ticker.nanos();
      assertThat(ticker.recent(), is(greaterThanOrEqualTo(before)));
    }
    assertThat(ticker.isRunning(), is(false));
  }

  @Test
  void thread_noReads_ends() throws InterruptedException {
    readOften();
    while (ticker.isRunning()) {
      // Poll: the clock's thread does not notify at its end.
      Thread.sleep(10);
    }
    long before = ticker.nanos();
    assertThat("no old time is left", ticker.recent(), is(greaterThanOrEqualTo(before)));
    readOften();
  }
}
