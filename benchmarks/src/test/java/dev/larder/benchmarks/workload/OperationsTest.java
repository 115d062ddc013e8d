package dev.larder.benchmarks.workload;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.larder.benchmarks.Subject;
import dev.larder.benchmarks.subject.Extra;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperationsTest {
  private static final int KEYS = 1_000;

  private final Operations operations = new Operations();
  private final Setting setting = new Setting();
  private final Place place = new Place();

  private void fill(Subject subject, Extra extra, boolean full) {
    setting.subject = subject;
    setting.keys = KEYS;
    setting.extra = extra;
    setting.full = full;
    setting.fill();
  }

  @ParameterizedTest
  @EnumSource(names = {"LARDER", "CAFFEINE", "EHCACHE", "CACHE2K", "RI"})
  void get_presentKey_isAHit(Subject subject) {
    fill(subject, Extra.NONE, false);
    for (int i = 0; i < KEYS; i++) {
      assertThat(operations.read(setting, place), notNullValue());
      assertThat(operations.mixed(setting, place), notNullValue());
      operations.write(setting, place);
      assertThat(operations.putIfAbsent(setting, place), is(false));
      assertThat(operations.replace(setting, place), is(true));
      assertThat(operations.getAndPut(setting, place), notNullValue());
      assertThat(operations.invoke(setting, place), notNullValue());
    }
    assertThat(operations.getAll(setting, place), is(100));
    assertThat(setting.target().count(), is((long) KEYS));
  }

  @ParameterizedTest
  @EnumSource(names = {"LARDER", "CAFFEINE", "EHCACHE", "CACHE2K", "RI"})
  void loadAndRemove_absentKey_loadsAndRemoves(Subject subject) {
    fill(subject, Extra.LOADER, false);
    for (int i = 0; i < KEYS; i++) {
      assertThat(operations.loadAndRemove(setting, place), is(true));
    }
    assertThat(setting.target().count(), is((long) KEYS));
  }

  @Test
  void evict_fullCache_evicts() {
    fill(Subject.LARDER, Extra.NONE, true);
    for (int i = 0; i < KEYS; i++) {
      operations.evict(setting, place);
    }
    assertThat(setting.target().count(), is((long) KEYS));
  }

  @Test
  void zipf_draws_followTheDistribution() {
    Integer[] keys = IntStream.range(0, KEYS).boxed().toArray(Integer[]::new);
    Integer[] ring = Zipf.ring(keys, 1 << 17);
    long[] counts = new long[KEYS];
    Arrays.stream(ring).forEach(key -> counts[key]++);
    // Rank 0 is key 0, rank 1 is key 7919 modulo 1000.
    assertThat((double) counts[0] / counts[919], closeTo(Math.pow(2, 0.99), 0.1));
    assertThat(counts[0], greaterThan(counts[1]));
  }
}
