package dev.larder.config;

import static dev.larder.config.Fixture.books;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatsTest {
  @TempDir Path folder;
  private Fixture files;

  @BeforeEach
  void openFolder() {
    files = new Fixture(folder);
  }

  @Test
  void json_hoconSyntax_fails() {
    var configuration =
        files.load(
            "books.json",
            """
            { "caches": { "books": {
              "maximum-size": 7,
              "expiry": { "created": "5s" }
            } } }
            """);
    assertThat(books(configuration).getMaximumSize(), is(7L));
    assertThat(
        configuration.resolve("books", null).description(),
        containsString("expiry=created 5s (books.json:3)"));
    Path hocon = files.write("hocon.json", "caches { books { } }");
    assertThat(files.error(hocon.toUri()), startsWith("configuration hocon.json:1: "));
  }

  @Test
  void propertiesFile_namesWithDots_haveLines() {
    var configuration =
        files.load(
            "books.properties",
            """
            # a comment that ends in a backslash \\
            caches.com.acme.Book.maximum-size = 7

            defaults.serialization.allow = com.acme.*, \\
                org.acme.*
            templates.com.*.statistics: true
            """);
    assertThat(configuration.cacheNames(), contains("com.acme.Book"));
    var book = configuration.resolve("com.acme.Book", null);
    assertThat(book.configuration().getSerialAllow(), contains("com.acme.*", "org.acme.*"));
    assertThat(book.description(), containsString("maximum-size=7 (books.properties:2)"));
    assertThat(book.description(), containsString("statistics=true (books.properties:6)"));
  }

  @Test
  void propertiesFile_mistake_failsWithLine() {
    Path file = files.write("books.properties", "\ndefaults.maximum-sise = 7");
    assertThat(
        files.error(file.toUri()),
        startsWith(
            "books.properties:2: unknown key defaults.maximum-sise, did you mean maximum-size?"));
    Path escape = files.write("escape.properties", "defaults.store = \\u12");
    assertThat(
        files.error(escape.toUri()),
        startsWith("configuration escape.properties:1: defaults.store: a \\u is"));
  }

  @Test
  void substitution_anySource_isResolvedInOrder() {
    String property = "dev.larder.config.FormatsTest.size";
    System.setProperty(property, "9");
    try {
      var configuration =
          files.conf(
              """
              defaults { maximum-size = ${%s}, immutable-types = [a.B] }
              templates { "*" { immutable-types = ${defaults.immutable-types} [c.D] } }
              caches { books { listener-queue-size = ${?LARDER_SURELY_NOT_SET} } }
              """
                  .formatted(property));
      assertThat(books(configuration).getMaximumSize(), is(9L));
      assertThat(books(configuration).getImmutableTypes(), contains("a.B", "c.D"));
      assertThat(books(configuration).getListenerQueueSize(), is(10_000));
    } finally {
      System.clearProperty(property);
    }
  }

  @Test
  void systemProperty_keyOfSetting_isIgnored() {
    System.setProperty("defaults.maximum-size", "9");
    try {
      assertThat(books(files.conf("caches { books { } }")).getMaximumSize(), is(10_000L));
    } finally {
      System.clearProperty("defaults.maximum-size");
    }
  }
}
