package dev.larder.testkit.model;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ModelCommandTest {
  private static final Logger LOG = Logger.getLogger("");

  private final Level level = LOG.getLevel();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void speak() {
    LOG.setLevel(level);
  }

  private int run(String... arguments) {
    return new CommandLine(new ModelCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void command_larder_findsNoDifference() {
    int code =
        run("--provider", "dev.larder.LarderCachingProvider", "--sequences", "60", "--steps", "50");
    assertThat(out + "" + err, code, is(0));
    assertThat(
        out.toString().strip(),
        matchesPattern(
            "dev.larder.LarderCachingProvider: 60 sequences, 3000 steps,"
                + " [0-9]+ different configurations, 0 differences"));
  }

  @Test
  void command_differences_areCountedAndShrunk() {
    String flawed = FlawedProvider.class.getName();
    int code = run("--provider", flawed, "--sequences", "8", "--seed", "7", "--shrink", "1");
    assertThat(out + "" + err, code, is(1));
    assertThat(out.toString(), containsString(": get_and_put"));
    assertThat(out.toString(), containsString("again: --seed 7 --sequences 1 --steps 100"));
    assertThat(out.toString(), not(containsString("--seed 8")));
    assertThat(
        out.toString().strip(),
        matchesPattern(
            "(?s).*: 8 sequences, 800 steps, 8 different configurations, [2-8] differences"));
  }

  @Test
  void command_missingProvider_isAnErrorWithReason() {
    assertThat(run("--provider", "no.Such"), is(CommandLine.ExitCode.USAGE));
    assertThat(err.toString(), containsString("no provider no.Such"));
  }
}
