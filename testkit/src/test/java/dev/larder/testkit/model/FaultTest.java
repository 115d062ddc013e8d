package dev.larder.testkit.model;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The model check detects each kind of fault within a few sequences. */
class FaultTest {
  private static final int SEQUENCES = 100;

  /** The maximum number of steps after shrinking, from a hundred. */
  private static final int FEW = 5;

  private static ModelCheck check(FaultySubject faulty) {
    return new ModelCheck(faulty, ModelCheck.STEPS, Duration.ofSeconds(1));
  }

  private static ModelMismatch found(Fault fault) {
    try (FaultySubject faulty = new FaultySubject(fault)) {
      return assertThrows(ModelMismatch.class, () -> check(faulty).run(1, SEQUENCES));
    }
  }

  private static long differences(Fault fault, long seed) {
    try (FaultySubject faulty = new FaultySubject(fault)) {
      return check(faulty).survey(seed, 1, 0, mismatch -> {}).differences();
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void check_fault_isFoundShrunkAndReproduced(Fault fault) {
    ModelMismatch first = found(fault);
    assertThat(first.getMessage(), first.steps(), lessThanOrEqualTo(FEW));
    assertThat(first.getMessage(), containsString("testkit.seed=" + first.seed()));
    assertThat("found again", differences(fault, first.seed()), is(1L));
  }
}
