package dev.larder.tools;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopCommandTest {
  private static ChildJvm child;

  @BeforeAll
  static void startChild() throws Exception {
    child = ChildJvm.start(ChildJvm.Caches.class);
  }

  @AfterAll
  static void endChild() {
    child.close();
  }

  @Test
  void top_count_printsTableWithoutControlCharacters() {
    CommandRun run = CommandRun.of("top", child.pid(), "-n", "2", "-i", "200ms");
    assertThat(run.err(), is(""));
    assertThat(run.exitCode(), is(0));
    assertThat(run.out(), containsString("1 cache  " + child.pid()));
    assertThat(run.out().split("\nbooks ", -1).length, is(3));
    assertThat(run.out(), matchesPattern("[^\\p{Cntrl}\\n]*(\\n[^\\p{Cntrl}]*)*"));
  }

  @Test
  void top_json_printsOneObjectInALine() {
    CommandRun run = CommandRun.of("top", child.pid(), "--json", "-i", "200ms");
    assertThat(run.exitCode(), is(0));
    assertThat(run.out().lines().count(), is(1L));
    assertThat(run.out(), startsWith("{\"time\":\""));
    assertThat(run.out(), containsString("\"cache\":\"books\",\"manager\":\"larder.default\""));
    assertThat(run.out(), containsString("\"Maximum\":100"));
  }

  @Test
  void top_filterWithoutMatch_showsNoCache() {
    CommandRun run = CommandRun.of("top", child.pid(), "-n", "1", "-i", "100ms", "-f", "films");
    assertThat(run.exitCode(), is(0));
    assertThat(run.out(), not(containsString("\nbooks")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-i 10ms | --interval must be from 100ms to 1h",
        "-n 0 | --count must be at least 1: 0",
        "--web 70000 | --web must be a port, 0 to 65535: 70000",
        "--web 0 --json | --web goes without --json and --count",
        "--sort age | --sort: 'age' is no column; accepted: name, hit%, now%, gets/s",
        "--trace no-such-file | no-such-file"
      })
  void top_wrongOption_isRefused(String options, String message) {
    CommandRun run = CommandRun.of(("top 1 " + options).split(" "));
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString(message));
  }

  @Test
  void top_traceWithoutHeader_isRefused(@TempDir Path folder) throws Exception {
    Path trace = Files.writeString(folder.resolve("keys.txt"), "a\nb\n");
    CommandRun run = CommandRun.of("top", child.pid(), "--trace", trace.toString());
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("a trace that larder record has written"));
  }

  @Test
  void top_jvmThatEnds_saysSo() throws Exception {
    try (ChildJvm watched = ChildJvm.start(ChildJvm.Caches.class);
        ChildJvm top =
            ChildJvm.startWithoutWait(
                Main.class, "top", watched.pid(), "--json", "-n", "99", "-i", "100ms")) {
      BufferedReader out = top.out();
      assertThat(out.readLine(), startsWith("{"));
      watched.terminate();
      String last = "";
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = line;
      }
      assertThat(last, containsString("is lost; has the JVM ended?"));
      assertThat(top.process().waitFor(), is(1));
    }
  }

  @Test
  void top_web_servesUntilTerminated() throws Exception {
    try (ChildJvm top =
        ChildJvm.startWithoutWait(Main.class, "top", child.pid(), "--web", "0", "-i", "100ms")) {
      assertThat(top.out().readLine(), containsString("is shown at http://127.0.0.1:"));
      assertThat(top.terminate(), is(""));
    }
  }
}
