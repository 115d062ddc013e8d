package dev.larder.store.heap;

import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.verifier.LinearizabilityVerifier;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;

/** Lincheck's verifier, with a count of the histories that it checks. */
public class CountedHistories implements Verifier {
  /** Static, because Lincheck creates the verifier. */
  private static final AtomicLong COUNT = new AtomicLong();

  private final Verifier verifier;

  public CountedHistories(Class<?> sequentialSpecification) {
    verifier = new LinearizabilityVerifier(sequentialSpecification);
  }

  /** Returns the number of histories checked since the last call. */
  static long take() {
    return COUNT.getAndSet(0);
  }

  @Override
  public boolean verifyResults(ExecutionScenario scenario, ExecutionResult results) {
    COUNT.incrementAndGet();
    return verifier.verifyResults(scenario, results);
  }
}
