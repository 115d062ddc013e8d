package dev.larder.testkit.model;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.larder.EvictionPolicy;
import org.junit.jupiter.api.Test;

/** Compares Larder with the model: sequences of consecutive seeds, the same ones in every build. */
class LarderModelTest {
  private static final long FIRST_SEED = Long.getLong("testkit.seed", 1);
  private static final long SEQUENCES = Long.getLong("testkit.sequences", 10_000);

  private static void check(EvictionPolicy policy, long sequences) {
    try (LarderSubject larder = new LarderSubject(policy)) {
      ModelCheck.Report report = new ModelCheck(larder).run(FIRST_SEED, sequences);
      System.out.println("model check of Larder, " + policy + ": " + report);
      assertThat(report.sequences(), is(sequences));
    }
  }

  @Test
  void larder_randomSequences_agreeWithTheModel() {
    check(EvictionPolicy.LRU, SEQUENCES);
  }

  /** The model cannot predict which entry the adaptive policy evicts; all else is the same. */
  @Test
  void adaptive_withoutEvictions_agreesWithTheModel() {
    check(EvictionPolicy.ADAPTIVE, Math.max(1, SEQUENCES / 20));
  }
}
