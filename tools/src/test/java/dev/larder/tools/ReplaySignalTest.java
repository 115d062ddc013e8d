package dev.larder.tools;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A replay in a process of its own leaves no files, however it ends. */
@Timeout(120)
class ReplaySignalTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void signal_duringTheRuns_removesTheFiles(String signal, int exitCode) throws Exception {
    Assumptions.assumeTrue(canSend(signal));
    Process replay = replay("--sizes=10,20,30,40,50,60,70,80,90", "--threads=2");
    awaitFile("at-most-");

    send(signal, replay);

    assertThat(replay.waitFor(60, TimeUnit.SECONDS), is(true));
    assertThat(replay.exitValue(), is(exitCode));
    assertThat(left(), is(List.of()));
  }

  @Test
  void signal_whileTheTraceIsRead_removesTheFiles() throws Exception {
    Assumptions.assumeTrue(canSend("TERM"));
    Process replay = replay("--provider=larder", "-");
    awaitFile("larder-replay");

    send("TERM", replay);

    assertThat(replay.waitFor(60, TimeUnit.SECONDS), is(true));
    assertThat(left(), is(List.of()));
  }

  @Test
  void end_regular_removesTheFiles() throws Exception {
    Process replay = replay("--limit=1000", "--sizes=10");

    assertThat(replay.waitFor(60, TimeUnit.SECONDS), is(true));
    assertThat(replay.exitValue(), is(0));
    assertThat(left(), is(List.of()));
  }

  private Process replay(String... options) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:-UsePerfData", // whose files are not the program's
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            System.getProperty("java.class.path"),
            "dev.larder.tools.Main",
            "replay");
    return new ProcessBuilder(Stream.concat(command.stream(), Stream.of(options)).toList())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Returns whether a child gets a signal: a shell starts background jobs without SIGINT. */
  private static boolean canSend(String signal) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    String ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElse("SigIgn: 0");
    long mask = Long.parseUnsignedLong(ignored.substring(7).strip(), 16);
    return !signal.equals("INT") || (mask & 2) == 0;
  }

  private static void send(String signal, Process process) throws Exception {
    int exitCode =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    assertThat(exitCode, is(0));
  }

  private void awaitFile(String name) throws Exception {
    while (all().stream().noneMatch(path -> path.getFileName().toString().startsWith(name))) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(all().size(), greaterThan(0));
  }

  private List<Path> left() throws IOException {
    return all().stream().filter(path -> path.toString().contains("larder-replay")).toList();
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> paths = Files.list(temporary)) {
      List<Path> folders = paths.toList();
      return folders.stream()
          .flatMap(folder -> Stream.concat(Stream.of(folder), children(folder)))
          .toList();
    }
  }

  private static Stream<Path> children(Path folder) {
    String[] names = folder.toFile().list();
    return names == null ? Stream.empty() : Stream.of(names).map(folder::resolve);
  }
}
