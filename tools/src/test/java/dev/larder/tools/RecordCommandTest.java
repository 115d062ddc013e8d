package dev.larder.tools;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import dev.larder.LarderRecorderMXBean;
import dev.larder.tools.figures.RecordedReads;
import dev.larder.tools.jmx.JmxConnection;
import dev.larder.tools.jmx.JmxTarget;
import dev.larder.tools.record.RecorderBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordCommandTest {
  private static ChildJvm child;

  @TempDir Path folder;

  @BeforeAll
  static void startChild() throws Exception {
    child = ChildJvm.start(ChildJvm.Caches.class);
  }

  @AfterAll
  static void endChild() {
    child.close();
  }

  private CommandRun record(String file, String... options) {
    String[] command = new String[options.length + 4];
    command[0] = "record";
    command[1] = child.pid();
    command[2] = "-o";
    command[3] = folder.resolve(file).toString();
    System.arraycopy(options, 0, command, 4, options.length);
    return CommandRun.of(command);
  }

  @Test
  void record_toItsLimit_writesHashesThatReplayAndTopRead() throws Exception {
    CommandRun run = record("books.trace.gz", "--limit", "5000", "--time", "60s");
    assertThat(run.err() + run.out(), run.exitCode(), is(0));
    assertThat(run.out(), containsString("5,000 reads of cache 'books' are in "));
    Path trace = folder.resolve("books.trace.gz");
    assertThat(RecordedReads.read(trace).lru().distinct(), is(150));
    CommandRun replay = CommandRun.of("replay", trace.toString(), "--sizes", "100,150");
    assertThat(replay.err() + replay.out(), replay.exitCode(), is(0));
    CommandRun top =
        CommandRun.of("top", child.pid(), "--json", "-i", "100ms", "--trace", trace.toString());
    assertThat(
        top.out(),
        containsString("A bound of 150 entries would reach 97.0 %; the present one of 100"));
  }

  @Test
  void record_keys_writesTheirTexts() throws Exception {
    CommandRun run = record("keys.trace", "--limit", "300", "--keys");
    assertThat(run.err() + run.out(), run.exitCode(), is(0));
    List<String> lines = Files.readAllLines(folder.resolve("keys.trace"));
    assertThat(lines.size(), is(301));
    assertThat(lines.get(1), matchesPattern("\\d{1,3}"));
  }

  @Test
  void record_existingFile_isRefused() throws Exception {
    Files.writeString(folder.resolve("taken"), "mine");
    CommandRun run = record("taken");
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("exists already"));
    assertThat(Files.readString(folder.resolve("taken")), is("mine"));
  }

  @Test
  void record_unknownCache_listsThoseThatCanBeRecorded() {
    CommandRun run = record("x", "--cache", "films");
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("no cache 'films' shows itself over JMX"));
    assertThat(run.err(), containsString("--cache books --manager larder.default"));
  }

  @Test
  void record_managerAsItsUri_isAccepted() {
    CommandRun run = record("uri", "--limit", "10", "--manager", "larder:default");
    assertThat(run.err() + run.out(), run.exitCode(), is(0));
    assertThat(run.out(), containsString("has ended at its limit"));
  }

  @Test
  void record_jvmThatEnds_saysSo() throws Exception {
    try (ChildJvm recorded = ChildJvm.start(ChildJvm.Caches.class);
        ChildJvm record =
            ChildJvm.startWithoutWait(
                Main.class,
                "record",
                recorded.pid(),
                "-o",
                folder.resolve("lost").toString(),
                "--time",
                "1h")) {
      try (JmxConnection connection = new JmxTarget(recorded.pid(), null, null).connect()) {
        awaitReads(connection);
      }
      recorded.terminate();
      StringBuilder output = new StringBuilder();
      for (String line = record.out().readLine(); line != null; line = record.out().readLine()) {
        output.append(line);
      }
      assertThat(output.toString(), containsString("has the JVM ended?"));
      assertThat(record.process().waitFor(), is(1));
    }
  }

  private static void awaitReads(JmxConnection connection) throws Exception {
    LarderRecorderMXBean bean = RecorderBean.find(connection, null, null, null).bean();
    while (bean.getRecordedReads() == 0) {
      Thread.sleep(10);
    }
  }

  @Test
  void record_terminated_writesWhatItHas() throws Exception {
    Path file = folder.resolve("cut.trace");
    try (ChildJvm record =
        ChildJvm.startWithoutWait(
            Main.class, "record", child.pid(), "-o", file.toString(), "--time", "1h")) {
      try (JmxConnection connection = new JmxTarget(child.pid(), null, null).connect()) {
        awaitReads(connection);
      }
      assertThat(record.terminate(), containsString("next: larder replay"));
      assertThat(RecordedReads.read(file).reads(), greaterThan(0));
    }
    assertThat("the recording has ended", record("again", "--limit", "10").exitCode(), is(0));
  }
}
