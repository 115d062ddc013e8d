package dev.larder.tools.figures;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.larder.tools.trace.TraceHeader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdviceTest {
  @TempDir Path folder;

  private static Activity activity(Map<Figure, Long> figures) {
    CacheFigures all = new CacheFigures(Samples.ID, figures);
    return new Activity(all, Optional.of(all), 1);
  }

  private static List<String> advice(Map<Figure, Long> figures) {
    return Advice.of(activity(figures), Optional.empty());
  }

  /** Records a loop over some keys, which LRU answers with as many entries, and not with fewer. */
  private RecordedReads loop(int keys, int sample) throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add(new TraceHeader(sample, 60, "larder.default", "books").line());
    for (int i = 0; i < 100 * keys; i++) {
      lines.add("key " + i % keys);
    }
    return RecordedReads.read(Files.write(folder.resolve("t"), lines));
  }

  @Test
  void advice_healthyCache_isNone() {
    assertThat(advice(Map.of(Figure.HITS, 9_000L, Figure.MISSES, 1_000L)), empty());
  }

  @Test
  void advice_statisticsOff_saysHowToSetThem() {
    assertThat(advice(Map.of(Figure.ENTRIES, 1L)), contains(startsWith("Statistics are off")));
  }

  @Test
  void advice_fullCacheWithFewHits_namesRecordAndReplay() {
    Map<Figure, Long> full =
        Map.of(
            Figure.HITS, 1_000L,
            Figure.MISSES, 9_000L,
            Figure.EVICTIONS, 8_000L,
            Figure.SIZE, 1_000L,
            Figure.MAXIMUM, 1_000L);
    assertThat(advice(full), contains(startsWith("The cache is full")));
  }

  @Test
  void advice_missesAfterExpiry_namesTheTimeToLive() {
    Map<Figure, Long> expiring =
        Map.of(Figure.HITS, 5_000L, Figure.MISSES, 5_000L, Figure.EXPIRATIONS, 4_900L);
    assertThat(advice(expiring), contains(startsWith("Most misses follow an expiry")));
  }

  @Test
  void advice_loadsThatFail_namesTheLog() {
    Map<Figure, Long> failing =
        Map.of(Figure.HITS, 1L, Figure.MISSES, 1L, Figure.LOAD_FAILURES, 1L);
    assertThat(advice(failing), contains(startsWith("Loads fail at present")));
  }

  @Test
  void advice_recordedReads_namesTheBound() throws Exception {
    Map<Figure, Long> bounded =
        Map.of(
            Figure.HITS, 1L,
            Figure.MISSES, 1L,
            Figure.SIZE, 100L,
            Figure.ENTRIES, 100L,
            Figure.MAXIMUM, 200L);
    assertThat(
        Advice.of(activity(bounded), Optional.of(loop(300, 4))),
        contains(
            "A bound of 1,200 entries would reach 99.0 %; the present one of 200 reaches 0.0 %."
                + " (30,000 recorded reads of one key in 4; LRU, without expiry; first reads are"
                + " misses.)"));
  }

  @Test
  void advice_boundThatFits_saysSo() throws Exception {
    Map<Figure, Long> bounded = Map.of(Figure.HITS, 1L, Figure.MISSES, 1L, Figure.MAXIMUM, 310L);
    assertThat(
        Advice.of(activity(bounded), Optional.of(loop(300, 1))),
        contains(
            startsWith("The bound of 310 entries fits the recorded reads: it reaches 99.0 %")));
  }

  @Test
  void advice_boundThatIsLarge_namesTheSmallerOne() throws Exception {
    Map<Figure, Long> bounded = Map.of(Figure.HITS, 1L, Figure.MISSES, 1L, Figure.MAXIMUM, 5_000L);
    assertThat(
        Advice.of(activity(bounded), Optional.of(loop(300, 1))),
        contains(
            startsWith(
                "The bound is large: 300 entries would reach 99.0 %; the present 5,000 reach"
                    + " 99.0 %")));
  }

  @Test
  void isOf_otherCache_isFalse() throws Exception {
    RecordedReads reads = loop(3, 1);
    assertThat(reads.isOf(Samples.ID), is(true));
    assertThat(reads.isOf(new CacheId("larder.default", "films", "")), is(false));
    assertThat(reads.isOf(new CacheId("other", "books", "")), is(false));
  }
}
