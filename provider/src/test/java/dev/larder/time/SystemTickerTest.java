package dev.larder.time;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread of the clock, which is there while the recent time is read. */
@Timeout(20)
class SystemTickerTest {
  private final SystemTicker ticker = new SystemTicker(new DaemonThreads("clock"));

  private void readOften() {
    for (int i = 0; i < 100; i++) {
      ticker.recent();
    }
  }

  @Test
  void recent_readOften_isKeptByAThread() {
    readOften();
    assertThat(ticker.isRunning(), is(true));
    long seen = ticker.recent();
    while (ticker.recent() == seen) {
      Thread.onSpinWait();
    }
    assertThat(ticker.recent(), is(greaterThan(seen)));
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
    assertThat("and it comes back", ticker.isRunning(), is(true));
  }
}
