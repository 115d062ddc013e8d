package dev.larder.tools.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class ParagraphTest {
  @Test
  void lines_words_areKeptWhole() {
    assertThat(Paragraph.lines("one two three", 8), contains("one two", "three"));
    assertThat(Paragraph.lines("one two", 7), contains("one two"));
  }

  @Test
  void lines_indent_isThatOfLaterLines() {
    assertThat(Paragraph.lines("  a  bb cc", 7, 5), contains("  a  bb", "     cc"));
  }

  @Test
  void lines_longWord_isDivided() {
    assertThat(Paragraph.lines("  abcdefgh", 6, 2), contains("  abcd", "  efgh"));
  }

  @Test
  void shortened_longText_endsInFullStops() {
    assertThat(Paragraph.shortened("abcdefgh", 6), is("abc..."));
    assertThat(Paragraph.endOf("abcdefgh", 6), is("...fgh"));
    assertThat(Paragraph.shortened("abc", 6), is("abc"));
  }
}
