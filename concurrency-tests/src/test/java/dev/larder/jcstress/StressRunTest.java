package dev.larder.jcstress;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StressRunTest {
  @TempDir Path folder;

  @Test
  void run_forbiddenOutcome_fails() throws Exception {
    Path output = folder.resolve("output.txt");
    Process run = start("KnownRace", output);
    assertThat("ended", run.waitFor(2, TimeUnit.MINUTES), is(true));
    String said = Files.readString(output);
    assertThat(said, run.exitValue(), is(1));
    assertThat(said, containsString("FAILED " + KnownRace.class.getName()));
  }

  private Process start(String tests, Path output) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-classpath",
            System.getProperty("java.class.path"),
            StressRun.class.getName(),
            "reduced",
            tests)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
