package dev.larder.config;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationsTest {
  private static javax.cache.expiry.Duration millis(long millis) {
    return new javax.cache.expiry.Duration(MILLISECONDS, millis);
  }

  @Test
  void ofJava_wholeMillis_isEqual() {
    assertThat(Durations.ofJava(Duration.ofSeconds(5)), is(millis(5_000)));
    assertThat(Durations.ofJava(Duration.ZERO), is(javax.cache.expiry.Duration.ZERO));
  }

  @Test
  void ofJava_fractionOfMillis_roundsUp() {
    assertThat(Durations.ofJava(Duration.ofNanos(1)), is(millis(1)));
    assertThat(Durations.ofJava(Duration.ofNanos(1_000_001)), is(millis(2)));
  }

  @Test
  void ofJava_overflow_isEternal() {
    Duration endless = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
    assertThat(Durations.ofJava(endless), is(javax.cache.expiry.Duration.ETERNAL));
    assertThat(
        Durations.ofJava(Duration.ofSeconds(Long.MAX_VALUE)),
        is(javax.cache.expiry.Duration.ETERNAL));
  }

  @Test
  void ofJava_negative_fails() {
    assertThrows(IllegalArgumentException.class, () -> Durations.ofJava(Duration.ofMillis(-1)));
  }
}
