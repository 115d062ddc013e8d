package dev.larder.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "*, anything, true",
    "books, books, true",
    "books, book, false",
    "entity.*, entity.Book, true",
    "entity.*, entity, false",
    "entity.*, entityXBook, false",
    "*.Book, com.acme.Book, true",
    "b??k, book, true",
    "b??k, bk, false",
    "[a-z]+, book, false",
    "(\\E), (\\E), true"
  })
  void matches_starOrQuestionMark_isWildcard(String pattern, String name, boolean matches) {
    assertThat(new Glob(pattern).matches(name), is(matches));
  }

  @Test
  void compareTo_moreLiterals_isLater() {
    var sorted = new TreeSet<Glob>();
    Stream.of("entity.library.*", "*", "entity.*", "?", "*.Book")
        .map(Glob::new)
        .forEach(sorted::add);
    assertThat(
        sorted.stream().map(Glob::text).toList(),
        contains("*", "?", "*.Book", "entity.*", "entity.library.*"));
  }
}
