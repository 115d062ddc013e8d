package dev.larder.lincheck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.kotlinx.lincheck.execution.HBClock;
import org.jetbrains.kotlinx.lincheck.execution.ResultWithClock;
import org.jetbrains.kotlinx.lincheck.util.VoidResult;
import org.jetbrains.lincheck.datastructures.verifier.LinearizabilityVerifier;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;

/**
 * A verifier for Lincheck that counts histories, and allows for evictions, which no thread calls. A
 * history has to be linearizable together with one more thread that only evicts, some number of
 * times.
 */
public class Histories implements Verifier {
  /** Static, because Lincheck creates the verifier. */
  private static final AtomicLong COUNT = new AtomicLong();

  private final Verifier verifier;

  public Histories(Class<?> sequentialSpecification) {
    verifier = new LinearizabilityVerifier(sequentialSpecification);
  }

  /** Returns the number of histories checked so far. */
  static long count() {
    return COUNT.get();
  }

  @Override
  public boolean verifyResults(ExecutionScenario scenario, ExecutionResult results) {
    COUNT.incrementAndGet();
    Actor opening = scenario.getInitExecution().get(0);
    Setting setting = ((Caches) opening.getArguments().get(0)).setting();
    return IntStream.rangeClosed(0, setting.evicting() ? operations(scenario) : 0)
        .anyMatch(n -> verifier.verifyResults(evicting(scenario, n), evicting(results, n)));
  }

  /** Each operation can cause one eviction at most, for the entry that it writes or loads. */
  private static int operations(ExecutionScenario scenario) {
    return scenario.getParallelExecution().stream().mapToInt(List::size).sum();
  }

  private static ExecutionScenario evicting(ExecutionScenario scenario, int evictions) {
    Actor eviction = SingleKeyOperation.eviction(Scenarios.KEY);
    List<List<Actor>> threads = new ArrayList<>(scenario.getParallelExecution());
    threads.add(Collections.nCopies(evictions, eviction));
    return new ExecutionScenario(
        scenario.getInitExecution(), threads, scenario.getPostExecution(), null);
  }

  private static ExecutionResult evicting(ExecutionResult results, int evictions) {
    int evictor = results.getParallelResultsWithClock().size();
    List<List<ResultWithClock>> threads = new ArrayList<>();
    for (List<ResultWithClock> thread : results.getParallelResultsWithClock()) {
      threads.add(
          thread.stream()
              .map(r -> new ResultWithClock(r.getResult(), wider(r.getClockOnStart(), evictor + 1)))
              .toList());
    }
    threads.add(
        IntStream.range(0, evictions)
            .mapToObj(n -> new ResultWithClock(VoidResult.INSTANCE, after(n, evictor)))
            .toList());
    return new ExecutionResult(results.getInitResults(), threads, results.getPostResults());
  }

  /** An eviction follows earlier evictions, and is otherwise unordered. */
  private static HBClock after(int evictions, int evictor) {
    int[] clock = new int[evictor + 1];
    clock[evictor] = evictions;
    return new HBClock(clock);
  }

  private static HBClock wider(HBClock clock, int threads) {
    return new HBClock(Arrays.copyOf(clock.getClock(), threads));
  }
}
