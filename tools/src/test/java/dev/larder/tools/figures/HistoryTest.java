package dev.larder.tools.figures;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private final History history = new History();

  private void add(int second, long hits, long misses) {
    history.add(Samples.of(second, Map.of(Figure.HITS, hits, Figure.MISSES, misses)));
  }

  private Activity activity() {
    return history.activities().get(0);
  }

  @Test
  void activities_firstSample_haveNoRates() {
    add(0, 5, 5);
    assertThat(activity().getsPerSecond(), is(OptionalDouble.empty()));
    assertThat(activity().recentHitRatio(), is(OptionalDouble.empty()));
    assertThat(activity().total().hitRatio().getAsDouble(), is(0.5));
  }

  @Test
  void activities_secondSample_haveRatesOfTheInterval() {
    add(0, 5, 5);
    add(2, 11, 7);
    assertThat(activity().getsPerSecond().getAsDouble(), closeTo(4, 1e-9));
    assertThat(activity().recentHitRatio().getAsDouble(), closeTo(0.75, 1e-9));
    assertThat(activity().perSecond(Figure.MISSES).getAsDouble(), closeTo(1, 1e-9));
  }

  @Test
  void series_intervalWithoutGets_isNotANumber() {
    add(0, 0, 0);
    add(1, 3, 1);
    add(2, 3, 1);
    double[] series =
        history.series(Samples.ID, cache -> cache.recentHitRatio().orElse(Double.NaN));
    assertThat(series.length, is(2));
    assertThat(series[0], is(0.75));
    assertThat(Double.isNaN(series[1]), is(true));
  }

  @Test
  void add_manySamples_keepsTheLast() {
    for (int second = 0; second < 1_000; second++) {
      add(second, second, 0);
    }
    assertThat(history.series(Samples.ID, cache -> 1).length, is(299));
    assertThat(activity().total().get(Figure.HITS).getAsLong(), is(999L));
  }
}
