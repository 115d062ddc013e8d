package dev.larder.soak;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class TrendTest {
  private static Trend of(double... figures) {
    Trend trend = new Trend();
    for (double figure : figures) {
      trend.add(figure);
    }
    return trend;
  }

  @Test
  void slope_anyFigures_isThatOfTheRegressionLine() {
    assertThat(of(100, 110, 120, 130).slope(), is(closeTo(10, 1e-9)));
    assertThat(of(3, 1, 3, 1, 3).slope(), is(closeTo(0, 1e-9)));
  }

  @Test
  void drift_anyFigures_isGrowthRelativeToTheMean() {
    assertThat(of(90, 100, 110).drift(), is(closeTo(0.2, 1e-9)));
  }

  @Test
  void after_firstFigures_areLeftOut() {
    assertThat(of(10, 50, 100, 110).after(2).slope(), is(closeTo(10, 1e-9)));
    assertThat(of(10, 50).after(2).count(), is(0));
  }

  @Test
  void drift_oneFigure_isZero() {
    assertThat(of(100).slope(), is(0.0));
    assertThat(of(100).drift(), is(0.0));
  }
}
