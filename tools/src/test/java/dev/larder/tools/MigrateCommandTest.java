package dev.larder.tools;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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
        "<config/>",
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
  void text_withLineBreaks_staysAComment() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("given.xml"),
            """
            <config xmlns="http://www.ehcache.org/v3">
              <cache alias="a"><heap>1</heap><eviction-advisor>x
              caches { evil { maximum-size = 1 } }</eviction-advisor></cache>
            </config>
            """);
    CommandRun run = CommandRun.of("migrate", file.toString());
    assertThat(run.exitCode(), is(0));
    assertThat(
        run.out()
            .lines()
            .filter(line -> line.contains("evil"))
            .allMatch(line -> line.contains("#")),
        is(true));
    check(run.out());
  }

  @Test
  void file_inOtherEncodings_isRead() throws IOException {
    String xml = "<ehcache><cache name=\"caf\u00e9\" maxEntriesLocalHeap=\"5\"/></ehcache>";
    Path file = folder.resolve("given.xml");
    Files.writeString(file, "\uFEFF" + xml);
    assertThat(CommandRun.of("migrate", file.toString()).out(), containsString("caf\u00e9"));
    Files.write(
        file, ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + xml).getBytes(ISO_8859_1));
    assertThat(CommandRun.of("migrate", file.toString()).out(), containsString("caf\u00e9"));
    Files.writeString(file, "\uFEFFcaffeine.jcache { a {} }");
    assertThat(CommandRun.of("migrate", file.toString()).out(), containsString("a {"));
  }

  @Test
  void file_nestedDeeply_isRefused() throws IOException {
    Path file =
        Files.writeString(folder.resolve("given.conf"), "a {".repeat(30_000) + "}".repeat(30_000));
    CommandRun run = CommandRun.of("migrate", file.toString());
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("nested too deeply"));
  }

  @Test
  void output_inNoFolder_isRefused() {
    CommandRun run =
        CommandRun.of(
            "migrate", "-o", folder + "/no/larder.conf", FOLDER + "/cache2k-01-simple.xml");
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("there is no folder"));
  }

  @Test
  void file_absent_isNamed() {
    CommandRun run = CommandRun.of("migrate", "nowhere.xml");
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("there is no file nowhere.xml"));
  }
}
