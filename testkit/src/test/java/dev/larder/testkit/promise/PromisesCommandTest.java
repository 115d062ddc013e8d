package dev.larder.testkit.promise;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PromisesCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(String... arguments) {
    return new CommandLine(new PromisesCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void command_providerClass_isProbedInAnotherJvm() throws Exception {
    int code =
        run("--provider", Flawed.LARDER, "--only", "putIfAbsent has", "--out", folder.toString());
    assertThat(err.toString(), code, is(0));
    assertThat(
        out.toString(),
        containsString("| putIfAbsent has one winner | spec: putIfAbsent: atomically | kept |"));
    assertThat(Files.readString(folder.resolve("table.md")), containsString(Flawed.LARDER));
  }

  @Test
  void command_missingProvider_isAnErrorWithReason() throws Exception {
    int code =
        run("--provider", "no.Such", "--only", "putIfAbsent has", "--out", folder.toString());
    assertThat(code, is(PromisesCommand.BROKEN));
    assertThat(out.toString(), containsString("error: the JVM died"));
    Path detail = folder.resolve("Such-putIfAbsent-has-one-winner.txt");
    assertThat(Files.readString(detail), containsString("no.Such"));
  }

  @Test
  void command_noProvider_isAUsageError() {
    assertThat(run("--out", folder.toString()), is(CommandLine.ExitCode.USAGE));
    assertThat(err.toString(), containsString("name a provider"));
  }
}
