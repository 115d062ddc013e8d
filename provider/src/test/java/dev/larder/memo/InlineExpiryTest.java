package dev.larder.memo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InlineExpiryTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final InlineExpiry expiry = new InlineExpiry();
  private final List<Long> calls = new ArrayList<>();
  private boolean failing = true;

  private long due(long now) {
    calls.add(now);
    if (failing) {
      throw new IllegalStateException("due");
    }
    return Ticker.NEVER;
  }

  @Test
  void run_taskFails_isRetriedASecondLater() {
    expiry.add(this::due);
    expiry.wakeAt(10);
    var thrown = assertThrows(IllegalStateException.class, () -> expiry.run(10));
    assertThat(thrown.getMessage(), is("due"));
    failing = false;
    expiry.run(9 + SECOND);
    assertThat(calls, contains(10L));
    expiry.run(10 + SECOND);
    expiry.run(20 + SECOND);
    assertThat(calls, contains(10L, 10 + SECOND));
  }

  @Test
  void wakeAt_beforeTheRetry_runsThen() {
    expiry.add(this::due);
    expiry.wakeAt(10);
    assertThrows(IllegalStateException.class, () -> expiry.run(10));
    expiry.wakeAt(20);
    failing = false;
    expiry.run(20);
    assertThat(calls, contains(10L, 20L));
  }
}
