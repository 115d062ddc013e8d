package dev.larder.tools.top;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparklineTest {
  private static final double[] SERIES = {0, 0.5, Double.NaN, 1};

  @Test
  void of_seriesShorterThanLine_isAtTheRightEnd() {
    assertThat(new Sparkline(false).of(SERIES, 6, 1), is("  ▁▅ █"));
    assertThat(new Sparkline(true).of(SERIES, 6, 1), is("  _= #"));
  }

  @Test
  void of_seriesLongerThanLine_isCutAtTheLeft() {
    assertThat(new Sparkline(true).of(SERIES, 2, 1), is(" #"));
  }

  @Test
  void of_noHighest_takesThatOfTheSeries() {
    assertThat(new Sparkline(true).of(new double[] {5, 10}, 2, 0), is("=#"));
    assertThat(new Sparkline(true).of(new double[] {0, 0}, 2, 0), is("__"));
    assertThat(new Sparkline(true).of(new double[] {}, 2, 0), is("  "));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.44, 0.4",
    "9.94, 9.9",
    "9.96, 10",
    "999.4, 999",
    "999.6, 1.0k",
    "12345, 12k",
    "999999, 1.0M",
    "1234567, 1.2M",
    "9.2e18, 9.2E"
  })
  void compact_numbers_takeAtMostFourCharacters(double number, String text) {
    assertThat(Numbers.compact(number), is(text));
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.5us", "35, 35us", "1200, 1.2ms", "45000, 45ms", "3400000, 3.4s"})
  void time_micros_haveAUnit(double micros, String text) {
    assertThat(Numbers.time(micros), is(text));
  }
}
