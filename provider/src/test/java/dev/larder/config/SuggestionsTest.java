package dev.larder.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
  @Test
  void distance_edits_areCounted() {
    assertThat(Suggestions.distance("kitten", "sitting"), is(3));
    assertThat(Suggestions.distance("", "abc"), is(3));
    assertThat(Suggestions.distance("abc", ""), is(3));
    assertThat(Suggestions.distance("same", "same"), is(0));
  }

  @Test
  void hint_nearestKey_isSuggestedUnlessAllAreFar() {
    List<String> keys = List.of("maximum-size", "maximum-weight", "store");
    assertThat(Suggestions.hint("maxsize", keys), is(""));
    assertThat(Suggestions.hint("maximumSize", keys), is(", did you mean maximum-size?"));
    assertThat(Suggestions.hint("stor", keys), is(", did you mean store?"));
    assertThat(Suggestions.hint("x", keys), is(""));
  }
}
