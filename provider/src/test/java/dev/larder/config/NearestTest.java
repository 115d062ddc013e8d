package dev.larder.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void theDistanceCountsInsertedDeletedAndReplacedCharacters() {
    assertThat(Nearest.distance("kitten", "sitting"), is(3));
    assertThat(Nearest.distance("", "abc"), is(3));
    assertThat(Nearest.distance("abc", ""), is(3));
    assertThat(Nearest.distance("same", "same"), is(0));
  }

  @Test
  void theNearestKeyIsSuggestedUnlessAllAreFar() {
    List<String> keys = List.of("maximum-size", "maximum-weight", "store");
    assertThat(Nearest.hint("maxsize", keys), is(""));
    assertThat(Nearest.hint("maximumSize", keys), is(", did you mean maximum-size?"));
    assertThat(Nearest.hint("stor", keys), is(", did you mean store?"));
    assertThat(Nearest.hint("x", keys), is(""));
  }
}
