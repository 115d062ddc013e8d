package dev.larder.config;

import static dev.larder.config.Fixture.books;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncludesTest {
  @TempDir Path folder;
  private Fixture files;
  private Fixture outside;

  @BeforeEach
  void openFolders() {
    files = new Fixture(folder.resolve("own"));
    outside = new Fixture(folder.resolve("other"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include \"common.conf\"",
        "include file(\"common.conf\")",
        "include required(\"common.conf\")",
        "include \"./sub/../common.conf\""
      })
  void include_fileOfSameFolder_isRead(String include) {
    files.write("common.conf", "defaults { maximum-size = 7 }");
    assertThat(books(files.conf(include)).getMaximumSize(), is(7L));
  }

  @Test
  void include_inSubfolder_isRelativeToIncludingFile() {
    files.write("sub/first.conf", "include \"second.conf\"");
    files.write("sub/second.conf", "include \"../third.json\"");
    files.write("third.json", "{ \"defaults\": { \"maximum-size\": 7 } }");
    assertThat(books(files.conf("include \"sub/first.conf\"")).getMaximumSize(), is(7L));
  }

  @Test
  void include_inBlock_extendsThatBlock() {
    files.write("sub/books.conf", "books { maximum-size = 7 }");
    files.write("sub/base.json", "{ \"expiry\": \"eternal\" }");
    var configuration =
        files.conf(
            """
            defaults { include "sub/base.json" }
            caches { include "sub/books.conf", books { expiry = ${defaults.expiry} } }
            """);
    assertThat(books(configuration).getMaximumSize(), is(7L));
  }

  @Test
  void include_propertiesFile_isRead() {
    files.write("common.properties", "defaults.maximum-size = 7");
    assertThat(books(files.conf("include \"common.properties\"")).getMaximumSize(), is(7L));
  }

  @Test
  void include_relativePathOutside_fails() {
    outside.write("common.conf", "defaults { maximum-size = 7 }");
    String error = files.errorIn("\ninclude \"../other/common.conf\"");
    assertThat(
        error,
        allOf(
            startsWith(
                "configuration books.conf:2: include of ../other/common.conf refused: it is"
                    + " outside of "),
            containsString("larder.config.include.allow")));
  }

  @Test
  void include_absolutePathOutside_fails() {
    Path target = outside.write("common.conf", "defaults { maximum-size = 7 }");
    assertThat(files.errorIn("include \"" + target + "\""), containsString("it is outside of"));
    assertThat(
        files.errorIn("include file(\"" + target + "\")"), containsString("it is outside of"));
  }

  @Test
  void include_folderWithSamePrefix_fails() {
    new Fixture(folder.resolve("own-too")).write("common.conf", "defaults {}");
    assertThat(
        files.errorIn("include \"../own-too/common.conf\""), containsString("it is outside of"));
  }

  @Test
  void include_allowedFolder_isRead() {
    outside.write("common.conf", "defaults { maximum-size = 7 }");
    var configuration =
        files.conf(
            "include \"../other/common.conf\"",
            "larder.config.include.allow",
            "/nowhere, " + outside.folder());
    assertThat(books(configuration).getMaximumSize(), is(7L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include url(\"http://127.0.0.1:1/common.conf\")",
        "include \"http://127.0.0.1:1/common.conf\"",
        "include required(url(\"https://127.0.0.1:1/common.conf\"))",
        "include url(\"file:/etc/hostname\")"
      })
  void include_url_fails(String include) {
    String error = files.errorIn(include, "larder.config.include.allow", "/");
    assertThat(error, startsWith("configuration books.conf:1: include of "));
    assertThat(error, containsString("URLs are not included"));
  }

  @Test
  void include_missingFile_failsWithBothFilesAndLine() {
    String error = files.errorIn("defaults {}\ninclude \"nowhere.conf\"");
    assertThat(
        error,
        is(
            "configuration books.conf:2: include of nowhere.conf refused: configuration"
                + " nowhere.conf not read: no such file"));
  }

  @Test
  void include_errorInIncludedFile_namesThatFile() {
    files.write("common.conf", "\n\ndefaults { maximum-size = many }");
    assertThat(
        files.errorIn("include \"common.conf\""),
        startsWith("common.conf:3: defaults.maximum-size: found the string \"many\""));
    files.write("common.conf", "\ndefaults { ]");
    assertThat(
        files.errorIn("include \"common.conf\""), startsWith("configuration common.conf:2: "));
  }

  @Test
  void include_cycle_fails() {
    files.write("common.conf", "include \"books.conf\"");
    assertThat(
        files.errorIn("include \"common.conf\""),
        is("configuration common.conf:1: include of books.conf refused: the file includes itself"));
  }

  @Test
  void include_noExtension_fails() {
    files.write("common.conf", "");
    assertThat(
        files.errorIn("include \"common\""),
        containsString("its name must end in .conf, .json or .properties"));
  }

  @Test
  void include_classpathFromFile_fails() {
    assertThat(
        files.errorIn("include classpath(\"larder/common.conf\")"),
        containsString("only a configuration on the class path includes from there"));
  }

  @Test
  void include_linkToOutside_failsUnlessAllowed() throws IOException {
    Path target = outside.write("common.conf", "defaults { maximum-size = 7 }");
    files.write("books.conf", "");
    Files.createSymbolicLink(files.folder().resolve("common.conf"), target);
    Files.createSymbolicLink(files.folder().resolve("folder"), outside.folder());
    for (String include : new String[] {"common.conf", "folder/common.conf"}) {
      assertThat(
          files.errorIn("include \"" + include + "\""),
          allOf(
              startsWith("configuration books.conf:1: include of " + include + " refused: "),
              containsString("it is outside of "),
              containsString("larder.config.include.allow")));
      String[] allowed = {"larder.config.include.allow", outside.folder().toString()};
      assertThat(
          books(files.conf("include \"" + include + "\"", allowed)).getMaximumSize(), is(7L));
    }
  }

  /** Container platforms mount configuration by such links, to replace all files at once. */
  @Test
  void include_linkWithinFolder_isRead() throws IOException {
    files.write("..2026/common.conf", "defaults { maximum-size = 7 }");
    Files.createSymbolicLink(files.folder().resolve("..data"), Path.of("..2026"));
    Files.createSymbolicLink(
        files.folder().resolve("common.conf"), Path.of("..data", "common.conf"));
    Path linked = Files.createSymbolicLink(folder.resolve("link"), files.folder());
    assertThat(books(files.conf("include \"common.conf\"")).getMaximumSize(), is(7L));
    var throughLink = new Fixture(linked).conf("include \"common.conf\"");
    assertThat(books(throughLink).getMaximumSize(), is(7L));
  }
}
