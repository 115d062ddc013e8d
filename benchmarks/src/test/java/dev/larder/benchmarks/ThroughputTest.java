package dev.larder.benchmarks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing is measured here: only that each subject is what it says, and that hits are hits. */
class ThroughputTest {
  private static final Map<Subject, String> CLASS =
      Map.of(
          Subject.MAP, "java.util.concurrent",
          Subject.LARDER, "dev.larder",
          Subject.CAFFEINE, "com.github.benmanes.caffeine",
          Subject.CACHE2K, "org.cache2k");

  @ParameterizedTest
  @EnumSource(Subject.class)
  void eachSubjectIsTheProviderThatItsNameSaysAndHoldsAllKeysOfTheRing(Subject subject) {
    Throughput throughput = new Throughput();
    throughput.subject = subject;
    throughput.fill();
    Throughput.Cursor cursor = new Throughput.Cursor();
    assertThat(throughput.target().getClass().getName(), containsString(CLASS.get(subject)));
    for (int i = 0; i < Throughput.KEYS; i++) {
      throughput.put(cursor);
      assertThat(throughput.get(cursor), notNullValue());
      assertThat(throughput.mixed(cursor), notNullValue());
      throughput.evict(cursor);
    }
  }
}
