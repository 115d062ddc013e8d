package dev.larder.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
  @TempDir Path folder;
  private Fixture files;

  @BeforeEach
  void openFolder() {
    files = new Fixture(folder);
  }

  @Test
  void missingFile_failsWithItsName() {
    String error = files.error(folder.resolve("nowhere.conf").toUri());
    assertThat(error, is("configuration nowhere.conf not read: no such file"));
  }

  @Test
  void syntaxError_failsWithLine() {
    String error = files.errorIn("defaults {\n  maximum-size = 5\n  ] \n}");
    assertThat(error, startsWith("configuration books.conf:3: "));
  }

  @Test
  void unknownBlock_failsWithAcceptedBlocks() {
    String error = files.errorIn("\ncache { books {} }");
    assertThat(
        error,
        is(
            "books.conf:2: unknown key cache, did you mean caches?; accepted: defaults, templates,"
                + " caches, variables, watch"));
  }

  @Test
  void unknownKey_nearToKnown_failsWithSuggestion() {
    String error = files.errorIn("caches {\n books {\n  maximum-sise = 5\n }\n}");
    assertThat(
        error,
        allOf(
            startsWith(
                "books.conf:3: unknown key caches.books.maximum-sise, did you mean maximum-size?;"
                    + " accepted: coalesce, entry-expiry, executor, expiry, "),
            containsString("weigher")));
  }

  @Test
  void unknownKey_nearToNone_failsWithoutSuggestion() {
    String error = files.errorIn("defaults { colour = red }");
    assertThat(error, startsWith("books.conf:1: unknown key defaults.colour; accepted: "));
  }

  @Test
  void unknownKey_nested_fails() {
    String error = files.errorIn("defaults { serialization { deny = [a.B] } }");
    assertThat(error, is("books.conf:1: unknown key defaults.serialization.deny; accepted: allow"));
  }

  @Test
  void cacheName_unquotedDots_failsWithAdvice() {
    String error = files.errorIn("caches { com.acme.Book { maximum-size = 1 } }");
    assertThat(error, containsString("unknown key caches.com.acme"));
    assertThat(
        error,
        containsString("a name with dots is written in quotes: \"com.acme.Book\"; accepted: "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "maximum-size = many | found the string \"many\"",
        "maximum-size = 0 | found the number 0",
        "maximum-size = -5 | found the number -5",
        "maximum-size = 1.5 | found the number 1.5",
        "maximum-size = 99999999999999999999 | found the string \"99999999999999999999\"",
        "maximum-size = null | found null",
        "maximum-size = [1] | found the list [1]",
        "maximum-weight = heavy | found the string \"heavy\"",
        "maximum-weight = 0 B | found the string \"0 B\"",
        "maximum-weight = 100000 PiB | found the string \"100000 PiB\"",
        "listener-queue-size = 3000000000 | found the number 3000000000",
        "statistics = perhaps | found the string \"perhaps\"",
        "statistics = 1 | found the number 1",
        "policy = lfu | found the string \"lfu\"",
        "expiry = never | found the string \"never\"",
        "expiry = 5s | found the string \"5s\"",
        "expiry { created = 5s, touched = 5s } | found the object {\"created\":\"5s\",\"touched\":\"5s\"}",
        "expiry { } | found the object {}",
        "expiry { created = 10 } | found the number 10",
        "expiry { created = \"10\" } | found the string \"10\"",
        "expiry { created = 10 fortnights } | found the string \"10 fortnights\"",
        "expiry { created = -5s } | found the string \"-5s\"",
        "key-type = 5 | found the number 5",
        "store { } | found the object {}",
        "immutable-types = \"a.B,,c.D\" | found the string \"a.B,,c.D\"",
        "immutable-types = [[a]] | found the list [\"a\"]",
        "serialization { allow = [\"maxdepth=many\"] } | found the list [\"maxdepth=many\"]",
        "listeners = none | found the string \"none\"",
        "listeners = [{ synchronous = true }] | found the object {\"synchronous\":true}",
        "serialization = all | found the string \"all\"",
      })
  void value_notAccepted_failsWithLinePathAndAccepted(String line, String found) {
    String error = files.errorIn("caches {\n  books {\n    " + line + "\n  }\n}");
    String key = line.substring(0, line.indexOf(' '));
    assertThat(error, startsWith("books.conf:3: caches.books." + key));
    assertThat(error, containsString(": " + found + ", accepted is "));
  }

  @Test
  void value_notAccepted_failsWithWords() {
    assertThat(
        files.errorIn("defaults { maximum-size = many }"),
        is(
            "books.conf:1: defaults.maximum-size: found the string \"many\", accepted is a whole"
                + " number of entries >= 1, or unbounded"));
  }

  @Test
  void block_sizeAndWeight_failsWithBothLines() {
    String error =
        files.errorIn(
            """
            caches { books {
              maximum-size = 5
              maximum-weight = 5
            } }
            """);
    assertThat(
        error,
        allOf(
            containsString("maximum-size=5 (books.conf:2)"),
            containsString("maximum-weight=5 (books.conf:3)"),
            containsString("contradict each other: drop one of them")));
  }

  @Test
  void block_expiryAndEntryExpiry_failsWithBoth() {
    String error =
        files.errorIn(
            "defaults { expiry = eternal, entry-expiry = \"dev.larder.config.Samples$PerEntry\" }");
    assertThat(error, containsString("expiry=eternal (books.conf:1)"));
    assertThat(error, containsString("entry-expiry=dev.larder.config.Samples$PerEntry"));
  }

  @Test
  void load_weightWithoutWeigher_fails() {
    String error = files.errorIn("caches { books { maximum-weight = 5 } }");
    assertThat(
        error,
        allOf(
            startsWith("books.conf:1: cache 'books': maximum-weight is set, but no weigher"),
            containsString("maximum-weight=5 (books.conf:1)")));
  }

  @Test
  void load_readThroughWithoutLoader_fails() {
    String error = files.errorIn("caches { books { read-through = true } }");
    assertThat(error, containsString("read-through is set, but no loader"));
  }

  @Test
  void substitution_unresolved_failsWithLine() {
    String error = files.errorIn("defaults {\n maximum-size = ${no.such.key}\n}");
    assertThat(
        error, allOf(startsWith("configuration books.conf:2: "), containsString("no.such.key")));
  }

  @Test
  void file_unknownExtension_fails() {
    String error = files.error(files.write("books.yaml", "a: b").toUri());
    assertThat(
        error,
        is(
            "configuration books.yaml refused: its name must end in one of"
                + " [.conf, .json, .properties]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a:", "${?"})
  void file_nestedTooDeeply_failsWithItsName(String open) {
    assertThat(
        files.errorIn("a = " + open.repeat(200_000)), startsWith("configuration books.conf"));
  }
}
