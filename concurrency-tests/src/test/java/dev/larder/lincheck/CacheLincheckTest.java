package dev.larder.lincheck;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.larder.EvictionPolicy;
import dev.larder.lincheck.Setting.Circumstance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation on a key takes effect atomically between its call and its return. */
class CacheLincheckTest {
  private static long allScenarios;
  private static long allHistories;

  @AfterAll
  static void sum() {
    System.out.printf(
        "Lincheck, all settings, %s: %d scenarios, %d histories%n",
        Extent.ofThisRun(), allScenarios, allHistories);
  }

  static Stream<Setting> settings() {
    return Arrays.stream(EvictionPolicy.values())
        .flatMap(policy -> Stream.of(true, false).flatMap(byValue -> settings(policy, byValue)));
  }

  private static Stream<Setting> settings(EvictionPolicy policy, boolean byValue) {
    return Arrays.stream(Circumstance.values()).map(c -> new Setting(policy, byValue, c));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void operations_pairsAndTriples_areLinearizable(Setting setting) {
    Extent extent = Extent.ofThisRun();
    // Each setting runs another part of the scenarios.
    int number = settings().toList().indexOf(setting);
    try (Caches caches = new Caches(setting)) {
      List<ExecutionScenario> scenarios = new ArrayList<>();
      scenarios.addAll(Extent.part(Scenarios.pairs(caches), extent.everyPair(), number));
      scenarios.addAll(Extent.part(Scenarios.crossedPairs(caches), extent.everyPair(), number));
      List<ExecutionScenario> triples =
          Extent.part(Scenarios.triples(caches), extent.everyTriple(), number);
      assertThat(triples, is(not(empty())));
      scenarios.addAll(triples);
      long histories = Checks.run(CacheOperations.class, scenarios, extent.invocations());
      System.out.printf(
          "Lincheck, %s: %d scenarios, %d histories%n", setting, scenarios.size(), histories);
      allScenarios += scenarios.size();
      allHistories += histories;
      assertThat(histories, is((long) scenarios.size() * extent.invocations()));
    }
  }
}
