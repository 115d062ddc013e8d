package dev.larder.tools;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void escapeCodes_onATerminal_unlessTheUserRefuses() {
    assertThat(Terminal.hasEscapeCodes(Map.of("TERM", "xterm"), true), is(true));
    assertThat(Terminal.hasEscapeCodes(Map.of("NO_COLOR", ""), true), is(true));
    assertThat(Terminal.hasEscapeCodes(Map.of("NO_COLOR", "1"), true), is(false));
    assertThat(Terminal.hasEscapeCodes(Map.of("TERM", "dumb"), true), is(false));
    assertThat(Terminal.hasEscapeCodes(Map.of(), false), is(false));
  }
}
