package dev.larder.tools.figures;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CacheFiguresTest {
  private static final CacheId ID = new CacheId("m", "books", "");

  private static CacheFigures figures(Map<Figure, Long> figures) {
    return new CacheFigures(ID, figures);
  }

  @Test
  void since_growingCounters_returnsTheirIncrease() {
    CacheFigures before = figures(Map.of(Figure.HITS, 10L, Figure.ENTRIES, 70L));
    CacheFigures after = figures(Map.of(Figure.HITS, 25L, Figure.ENTRIES, 60L));
    assertThat(after.since(before), is(figures(Map.of(Figure.HITS, 15L, Figure.ENTRIES, 60L))));
  }

  @Test
  void since_clearedCounter_countsFromItsClear() {
    CacheFigures before = figures(Map.of(Figure.HITS, 1_000L));
    assertThat(figures(Map.of(Figure.HITS, 5L)).since(before).get(Figure.HITS).getAsLong(), is(5L));
  }

  @Test
  void since_oneCounterThatFell_countsAllFromTheClear() {
    CacheFigures before = figures(Map.of(Figure.HITS, 100L, Figure.MISSES, 10L));
    CacheFigures after = figures(Map.of(Figure.HITS, 60L, Figure.MISSES, 20L));
    assertThat(after.since(before).hitRatio().getAsDouble(), is(0.75));
  }

  @Test
  void hitRatio_withoutGets_isEmpty() {
    assertThat(figures(Map.of()).hitRatio(), is(OptionalDouble.empty()));
    assertThat(
        figures(Map.of(Figure.HITS, 0L, Figure.MISSES, 0L)).hitRatio(), is(OptionalDouble.empty()));
    assertThat(
        figures(Map.of(Figure.HITS, 3L, Figure.MISSES, 1L)).hitRatio(),
        is(OptionalDouble.of(0.75)));
  }

  @Test
  void bound_unboundedCache_isEmpty() {
    assertThat(figures(Map.of(Figure.MAXIMUM, Long.MAX_VALUE)).bound(), is(OptionalLong.empty()));
    assertThat(figures(Map.of(Figure.MAXIMUM, 7L)).bound(), is(OptionalLong.of(7)));
  }

  @Test
  void fill_unknownSize_isEmpty() {
    assertThat(
        figures(Map.of(Figure.SIZE, -1L, Figure.MAXIMUM, 7L)).fill(), is(OptionalDouble.empty()));
    assertThat(
        figures(Map.of(Figure.SIZE, 7L, Figure.MAXIMUM, 14L)).fill(), is(OptionalDouble.of(0.5)));
  }
}
