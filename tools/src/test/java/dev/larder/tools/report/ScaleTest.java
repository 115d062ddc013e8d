package dev.larder.tools.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void sizes_wideAxis_isLogarithmicWithRoundTicks() {
    Scale scale = Scale.ofSizes(40, 4_000);

    assertThat(scale.logarithmic(), is(true));
    assertThat(scale.ticks(), contains(50.0, 100.0, 200.0, 500.0, 1_000.0, 2_000.0));
    assertThat(scale.position(400), closeTo(0.5, 1e-9));
  }

  @Test
  void sizes_narrowAxis_isLinear() {
    Scale scale = Scale.ofSizes(100, 600);

    assertThat(scale.logarithmic(), is(false));
    assertThat(scale.ticks(), is(List.of(100.0, 200.0, 300.0, 400.0, 500.0, 600.0)));
  }

  @Test
  void sizes_oneValue_hasALength() {
    assertThat(Scale.ofSizes(1, 1).position(1), closeTo(0, 1e-9));
  }

  @Test
  void shares_highest_endsAtARoundShareAbove() {
    assertThat(Scale.ofShares(0.17).high(), is(0.2));
    assertThat(Scale.ofShares(0.93).high(), is(1.0));
    assertThat(Scale.ofShares(0.5).ticks().get(5), closeTo(0.5, 1e-9));
  }

  @Test
  void position_ofValue_isInverse() {
    for (Scale scale : List.of(Scale.ofSizes(3, 7_000), Scale.ofSizes(3, 9))) {
      assertThat(scale.position(scale.valueAt(0.3)), closeTo(0.3, 1e-9));
    }
  }
}
