package dev.larder.time;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SystemTickerTest {
  @Test
  @Timeout(20)
  void theRecentTimeGoesOnWhileSomebodyFollowsAndItsThreadEndsAfterTheLast() {
    SystemTicker ticker = new SystemTicker(new DaemonThreads("clock"));
    Object one = new Object();
    Object other = new Object();
    ticker.follow(one);
    ticker.follow(other);
    for (int i = 0; i < 3; i++) {
      long seen = ticker.recent();
      assertThat(seen, lessThanOrEqualTo(ticker.nanos()));
      while (ticker.recent() == seen) {
        Thread.onSpinWait();
      }
      assertThat(ticker.recent(), greaterThan(seen));
    }
    ticker.unfollow(one);
    assertThat(ticker.isRunning(), is(true));
    ticker.unfollow(other);
    ticker.unfollow(other);
    assertThat(ticker.isRunning(), is(false));
  }
}
