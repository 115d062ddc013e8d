package dev.larder.tools;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TemporaryDirectoryTest {
  @Test
  void close_withFiles_deletesThemAndTheDirectory() throws Exception {
    TemporaryDirectory directory = TemporaryDirectory.create();
    Path path = directory.path();
    Files.writeString(path.resolve("a.conf"), "a");

    directory.close();
    directory.close();

    assertThat(Files.exists(path), is(false));
  }

  @Test
  void action_closedTwice_runsOnce() {
    AtomicInteger runs = new AtomicInteger();
    AtExit atExit = new AtExit(runs::incrementAndGet);

    atExit.close();
    atExit.close();

    assertThat(runs.get(), is(1));
  }
}
