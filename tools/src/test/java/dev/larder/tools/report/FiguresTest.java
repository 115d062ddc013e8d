package dev.larder.tools.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({"1, 100 %", "0.1, 10 %", "0.0250, 2.5 %", "0.02, 2 %", "0.000131, 0.013 %", "0, 0 %"})
  void share_anyValue_hasFewestDigits(double ratio, String text) {
    assertThat(Figures.share(ratio), is(text));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.000001, 0", "-0.000001, 0", "0.0003, +0.03", "-0.012, -1.20"})
  void points_nonZero_haveASign(double difference, String text) {
    assertThat(Figures.points(difference), is(text));
  }

  @ParameterizedTest
  @CsvSource({"950000000, 950 ms", "2310000000, 2.31 s", "61400000000, 61.4 s"})
  void time_anyValue_hasAFittingUnit(long nanos, String text) {
    assertThat(Figures.time(nanos), is(text));
  }

  @ParameterizedTest
  @CsvSource({"500, 500", "2000, 2k", "1500, 1.5k", "1500000, 1.5M", "20, 20", "0.5, 0.5"})
  void tick_anyValue_isShort(double value, String text) {
    assertThat(Figures.tick(value), is(text));
  }

  @Test
  void duration_anyUnit_isFormattedAsGiven() {
    assertThat(Figures.duration(Duration.ofMinutes(2)), is("120s"));
    assertThat(Figures.duration(Duration.ofMillis(1_500)), is("1500ms"));
  }
}
