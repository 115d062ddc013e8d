package dev.larder.benchmarks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.larder.benchmarks.row.Row;
import dev.larder.benchmarks.row.Rows;
import dev.larder.benchmarks.workload.Operations;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModeTest {
  private static final List<Row> ROWS = Rows.all(List.of("cs", "orm-busy"));

  @ParameterizedTest
  @ValueSource(strings = {"fast", "", "FULL", "quick "})
  void of_unknownMode_namesTheKnownOnes(String name) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Mode.of(name));
    assertThat(e.getMessage(), is("unknown mode '" + name + "', accepted are quick, full"));
  }

  @Test
  void quickMode_rows_areAPart() {
    assertThat(Mode.FULL.rows(ROWS), is(ROWS));
    assertThat(Mode.QUICK.rows(ROWS).size(), lessThan(ROWS.size()));
    assertThat(Mode.QUICK.subjects(), not(hasItem(Subject.RI)));
    assertThat(Mode.FULL.subjects(), hasItem(Subject.RI));
    assertThat(Mode.FULL.subjects(), hasItem(Subject.LARDER_ADAPTIVE));
  }

  @Test
  void rows_all_haveUniqueNamesAndExistingMethods() {
    assertThat(new HashSet<>(ROWS.stream().map(Row::name).toList()).size(), is(ROWS.size()));
    List<String> methods =
        Stream.of(Operations.class.getDeclaredMethods()).map(Method::getName).toList();
    List<String> named =
        ROWS.stream()
            .map(Row::task)
            .filter(task -> task.kind().name().matches("THROUGHPUT|LATENCY"))
            .map(task -> task.what())
            .toList();
    assertThat(named, everyItem(is(oneOf(methods.toArray()))));
  }

  @Test
  void settings_commandLine_areRead() {
    Map<String, String> properties =
        Map.of(
            "java.home", "jdk",
            "benchmarks.rows", "read",
            "benchmarks.subjects", "",
            "benchmarks.jvm", "",
            "benchmarks.peers", "peers",
            "benchmarks.traces", "traces");
    Settings settings = Settings.of(new String[] {"out", "full"}, properties::get);
    assertThat(settings.mode(), is(Mode.FULL));
    assertThat(settings.places().jvm().toString(), containsString("jdk"));
    assertThat(settings.rows().matcher("THROUGHPUT: read, 2 threads").find(), is(true));
    assertThrows(
        IllegalArgumentException.class, () -> Settings.of(new String[] {"out"}, properties::get));
  }
}
