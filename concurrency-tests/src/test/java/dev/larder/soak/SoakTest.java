package dev.larder.soak;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SoakTest {
  @Test
  void soak_someSeconds_keepsAllPromises(@TempDir Path folder) throws Exception {
    Path report = folder.resolve("soak.md");
    int code =
        new CommandLine(new Soak())
            .execute("--duration=PT4S", "--maximum=2000", "--report=" + report);
    String table = Files.readString(report);
    assertThat(table, code, is(0));
    assertThat(table, containsString("| promises broken | 0 | 0 |"));
  }
}
