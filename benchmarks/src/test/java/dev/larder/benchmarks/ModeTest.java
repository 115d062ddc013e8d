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
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  private static Settings settings(Map<String, String> properties, String... arguments) {
    return Settings.of(arguments, name -> properties.getOrDefault(name, ""));
  }

  @Test
  void settings_commandLine_areRead() {
    Map<String, String> properties =
        Map.of(
            "java.home", "jdk",
            "benchmarks.rows", "read",
            "benchmarks.peers", "peers",
            "benchmarks.traces", "traces");
    Settings settings = settings(properties, "out", "full");
    assertThat(settings.mode(), is(Mode.FULL));
    assertThat(settings.places().jvm().toString(), containsString("jdk"));
    assertThat(settings.rows().matcher("THROUGHPUT: read, 2 threads").find(), is(true));
    assertThat(settings.subjects(), not(hasItem(Subject.LARDER_BEFORE)));
    assertThrows(IllegalArgumentException.class, () -> settings(properties, "out"));
  }

  @Test
  void settings_earlierBuild_isASubjectIfItsJarExists(@TempDir Path folder) throws IOException {
    Path jar = Files.createFile(folder.resolve("earlier.jar"));
    Map<String, String> properties =
        Map.of("benchmarks.subjects", "CAFFEINE", "benchmarks.before", jar.toString());
    Settings settings = settings(properties, "out", "full");
    assertThat(settings.subjects(), is(Set.of(Subject.CAFFEINE, Subject.LARDER_BEFORE)));
    assertThat(settings.places().before(), is(Optional.of(jar)));
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> settings(Map.of("benchmarks.before", "absent.jar"), "out", "full"));
    assertThat(e.getMessage(), containsString("benchmarks.before is 'absent.jar'"));
  }

  @Test
  void settings_earlierBuildWithoutItsJar_areRefused() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> settings(Map.of("benchmarks.subjects", "LARDER_BEFORE"), "out", "full"));
    assertThat(e.getMessage(), containsString("LARDER_BEFORE needs benchmarks.before"));
  }
}
