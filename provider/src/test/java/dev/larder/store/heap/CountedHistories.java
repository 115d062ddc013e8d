package dev.larder.store.heap;

import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.verifier.LinearizabilityVerifier;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;

/** Lincheck's verifier, with a count of what it is asked. */
public class CountedHistories implements Verifier {
  /** Lincheck makes the verifier, so there is no other way to the count. */
  private static final AtomicLong COUNT = new AtomicLong();

  private final Verifier verifier;

  public CountedHistories(Class<?> sequentialSpecification) {
    verifier = new LinearizabilityVerifier(sequentialSpecification);
  }

  /** How many histories have been checked since this was last asked. */
  static long take() {
    return COUNT.getAndSet(0);
  }

  @Override
  public boolean verifyResults(ExecutionScenario scenario, ExecutionResult results) {
    COUNT.incrementAndGet();
    return verifier.verifyResults(scenario, results);
  }
}
