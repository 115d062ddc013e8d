package dev.larder.tools;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as the documentation of other providers has them, and what becomes of each. */
class MigrateCommandTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/larder/tools/migrate");

  @TempDir private Path folder;

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(FOLDER)) {
      return all.filter(file -> !file.toString().endsWith(".larder")).sorted().toList();
    }
  }

  @Test
  void files_areTenOfEachKind() throws IOException {
    for (String kind : List.of("ehcache", "caffeine", "cache2k")) {
      long count = files().stream().filter(file -> file.toString().contains("/" + kind)).count();
      assertThat(kind, count, greaterThanOrEqualTo(10L));
    }
  }

  /** To write what is expected of a new file, run the test twice, and read it. */
  @ParameterizedTest
  @MethodSource("files")
  void file_isMigratedAsExpected_andAccepted(Path file) throws IOException {
    CommandRun run = CommandRun.of("migrate", file.toString());
    assertThat(run.err(), run.exitCode(), is(0));
    Path expected = Path.of(file + ".larder");
    if (!Files.exists(expected)) {
      Files.writeString(expected, run.out());
    }
    assertThat(run.out(), is(Files.readString(expected)));
    long notes =
        run.err().lines().filter(line -> line.matches(".*(differs|carried over): .*")).count();
    assertThat(
        "the notes are in the file too",
        run.out()
            .lines()
            .filter(line -> line.matches(" *# (differs|not carried over): .*"))
            .count(),
        is(notes));
    check(run.out());
  }

  /** The file is one that Larder accepts, once the classes of the application are there. */
  private void check(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("larder.conf"), withKnownClasses(text));
    CommandRun run = CommandRun.of("check", file.toString());
    assertThat(run.err() + text, run.exitCode(), is(0));
  }

  private static String withKnownClasses(String text) {
    return text.replaceAll("\"com\\.acme\\.(Order|Config)\"", "\"java.lang.String\"")
        .replace("com.acme.ProductLoader", KnownClasses.Loader.class.getName())
        .replace("com.acme.ProductWriter", KnownClasses.Writer.class.getName())
        .replace("com.acme.AuditListener", KnownClasses.Listener.class.getName())
        .replace("com.acme.ImageWeigher", KnownClasses.ByOne.class.getName());
  }

  @Test
  void output_existingFile_stays() throws IOException {
    Path file = Files.writeString(folder.resolve("larder.conf"), "mine");
    CommandRun run =
        CommandRun.of("migrate", "--output", file.toString(), FOLDER + "/cache2k-01-simple.xml");
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("exists"));
    assertThat(Files.readString(file), is("mine"));
    Files.delete(file);
    assertThat(
        CommandRun.of("migrate", "--output", file.toString(), FOLDER + "/cache2k-01-simple.xml")
            .exitCode(),
        is(0));
    assertThat(Files.readString(file), containsString("maximum-size = 10000"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<beans/>",
        "<config",
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><ehcache>&b;</ehcache>",
        "<config><cache/></config>",
        "a = 1",
        "caffeine.jcache { a = ",
        ""
      })
  void file_notOneOfThese_isRefused(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("given.xml"), text);
    CommandRun run = CommandRun.of("migrate", file.toString());
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("given.xml"));
    assertThat(run.out(), is(""));
  }

  @Test
  void file_absent_isNamed() {
    CommandRun run = CommandRun.of("migrate", "nowhere.xml");
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("there is no file nowhere.xml"));
  }
}
