package dev.larder.it;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.larder.valkey.EmbeddedStoreFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The main job of the command line, with the cache on a server. */
class ReplayOnServerTest {
  @Test
  @Timeout(120)
  void replay_storeOnAServer_figuresAgree() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.larder.tools.Main",
                "replay",
                "--limit",
                "20000",
                "--store",
                EmbeddedStoreFactory.address())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output, process.waitFor(), is(0));
    assertThat(output, containsString("one run, and no curve of sizes"));
  }
}
