package dev.larder.statistics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.larder.statistics.Statistics.Stripe;
import dev.larder.store.Running;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsTest {
  private static final int READS = 20_000;

  private final Statistics statistics = new Statistics();

  private Stripe stripe() {
    return Objects.requireNonNull(statistics.stripe());
  }

  private int read(int index) {
    for (int i = 0; i < READS; i++) {
      stripe().read(i % 4 != 0);
      if (i % 10 == 0) {
        stripe().put(index);
      }
    }
    return READS;
  }

  @Test
  void stripe_whileDisabled_isNull() {
    assertThat(statistics.stripe(), nullValue());
    assertThat(statistics.start(), is(0L));
  }

  @Test
  void figures_neverEnabled_areZero() {
    statistics.clear();
    assertThat(statistics.hits() + statistics.misses() + statistics.puts(), is(0L));
    assertThat(statistics.averageGetMicros(), is(0f));
  }

  @Test
  void setEnabled_offAndOnAgain_keepsTheFigures() {
    statistics.setEnabled(true);
    stripe().read(true);
    statistics.setEnabled(false);
    assertThat(statistics.isEnabled(), is(false));
    assertThat(statistics.hits(), is(1L));
    statistics.setEnabled(true);
    stripe().read(true);
    assertThat(statistics.hits(), is(2L));
  }

  @Test
  void setEnabled_byManyThreads_losesNoCount() {
    int threads = 8;
    Running.together(
        threads,
        index -> {
          statistics.setEnabled(true);
          return read(index);
        });
    assertThat(statistics.hits() + statistics.misses(), is((long) threads * READS));
  }

  /** Counts by more threads than there are stripes, in lots that end one after the other. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100})
  void counts_ofManyThreadsThatEnd_areExact(int threads) {
    statistics.setEnabled(true);
    for (int lot = 1; lot <= 3; lot++) {
      Running.together(threads, this::read);
      assertThat(statistics.hits(), is(lot * threads * READS * 3L / 4));
      assertThat(statistics.misses(), is(lot * threads * READS / 4L));
      assertThat(statistics.puts(), is(lot * threads * READS / 10L));
    }
  }

  @Test
  void clear_afterCounts_restartsFromZero() {
    statistics.setEnabled(true);
    read(1);
    statistics.clear();
    assertThat(statistics.hits() + statistics.misses() + statistics.puts(), is(0L));
    assertThat(statistics.averageGetMicros(), is(0f));
    stripe().read(true);
    stripe().get(true, 3_000);
    assertThat(statistics.hits(), is(2L));
  }

  @Test
  void read_manyTimes_timesTheFirstAndSamples() {
    statistics.setEnabled(true);
    int timed = 0;
    for (int i = 0; i < READS; i++) {
      if (stripe().timesNext()) {
        timed++;
        stripe().read(true, 5_000);
      } else {
        stripe().read(true);
      }
      assertThat("the first at once", timed, greaterThan(0));
    }
    assertThat(timed, is(1 + 1_023 / 16 + (READS / 512 - 1)));
    assertThat(statistics.averageGetMicros(), is(5f));
    assertThat(statistics.hits(), is((long) READS));
  }
}
