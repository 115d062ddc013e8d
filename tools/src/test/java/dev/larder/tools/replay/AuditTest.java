package dev.larder.tools.replay;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import dev.larder.tools.provider.Subjects;
import org.junit.jupiter.api.Test;

class AuditTest {
  private static final Audit EXACT = new Audit(false, false);

  @Test
  void figures_agree_noDiscrepancy() {
    assertThat(EXACT.discrepancies(run(30, 30, 10, bean(70, 30, 20))), empty());
  }

  @Test
  void figures_disagree_areNamedWithBothValues() {
    assertThat(
        EXACT.discrepancies(run(30, 31, 10, bean(69, 31, 20))),
        contains(
            "loader calls 30 but SELECTs 31",
            "hits 70 but CacheHits 69",
            "misses 30 but CacheMisses 31"));
  }

  @Test
  void hitsAndMisses_wrongSum_areNamed() {
    assertThat(
        EXACT.discrepancies(run(30, 30, 10, bean(70, 29, 20))),
        contains("CacheGets 100 but CacheHits + CacheMisses 99", "misses 30 but CacheMisses 29"));
  }

  @Test
  void evictions_anyRun_areLoadsMinusRemaining() {
    assertThat(
        EXACT.discrepancies(run(30, 30, 10, bean(70, 30, 19))),
        contains("evictions (loads less entries left) 20 but CacheEvictions 19"));
  }

  @Test
  void entries_aboveTheBound_areNamed() {
    assertThat(
        EXACT.discrepancies(run(30, 30, 11, bean(70, 30, 19))),
        contains("the bound 10 less than entries left 11"));
  }

  @Test
  void misses_severalThreads_mayExceedLoads() {
    Audit concurrent = new Audit(true, false);

    assertThat(concurrent.discrepancies(run(30, 30, 10, bean(68, 32, 20))), empty());
    assertThat(
        concurrent.discrepancies(run(30, 30, 10, bean(71, 29, 20))),
        contains("CacheMisses 29 less than loader calls 30"));
  }

  @Test
  void evictions_withExpiry_mayBeFewer() {
    assertThat(new Audit(false, true).discrepancies(run(30, 30, 5, bean(70, 30, 20))), empty());
  }

  private static MBeanFigures bean(long hits, long misses, long evictions) {
    return new MBeanFigures(100, hits, misses, evictions, 1f);
  }

  private static RunResult run(long loads, long queries, long remaining, MBeanFigures bean) {
    return new RunResult(
        Subjects.of(Subjects.CAFFEINE, "", 10),
        new RunResult.Counts(100, loads, queries, remaining),
        1_000,
        bean);
  }
}
