package dev.larder.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Configuration texts, each with its exact outcome: the settings of the cache {@code books} that
 * are not defaults, or the whole message.
 */
class ConfigurationTextsTest {
  @TempDir Path folder;

  /** A text of the table with its outcome. */
  record Text(String title, String text, String outcome) {
    @Override
    public String toString() {
      return title;
    }
  }

  static Stream<Text> texts() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ConfigurationTextsTest.class.getResourceAsStream("configuration-texts.txt"))) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<Text> texts = new ArrayList<>();
      for (String part : all.split("(?m)^### ", -1)) {
        int title = part.indexOf('\n');
        int outcome = part.indexOf("\n=> ");
        if (title > 0 && outcome > 0) {
          String text = outcome > title ? part.substring(title + 1, outcome) : "";
          texts.add(
              new Text(
                  part.substring(0, title), text, part.substring(outcome + 4).stripTrailing()));
        }
      }
      return texts.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void load_textOfTable_hasItsOutcome(Text text) {
    assertThat(outcome(text.text()), is(text.outcome()));
  }

  @Test
  void texts_wholeTable_areMany() throws IOException {
    assertThat((int) texts().count(), greaterThanOrEqualTo(160));
  }

  private String outcome(String text) {
    Fixture files = new Fixture(folder);
    try {
      ManagerConfiguration configuration = files.conf(text);
      EffectiveConfiguration<?, ?> books = configuration.resolve("books", null);
      String holds = books.shortDescription();
      return (holds.isEmpty() ? "the defaults" : holds)
          + (books.warnings().isEmpty() ? "" : ", warned: " + books.warnings())
          + (configuration.createsMissing("books") ? ", made when it is missing" : "");
    } catch (CacheException e) {
      return e.getMessage()
          .replace(folder + "/", "")
          .replace(String.valueOf(Fixture.LOADER), "LOADER");
    }
  }
}
