package dev.larder.tools.top;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayInputStream;
import org.jline.utils.NonBlocking;
import org.jline.utils.NonBlockingReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTest {
  @ParameterizedTest
  @CsvSource({
    "a, a",
    "E[A, up",
    "EOA, up",
    "E[B, down",
    "E[C, right",
    "E[D, left",
    "E[H, home",
    "E[1~, home",
    "E[4~, end",
    "E[5~, page up",
    "E[6~, page down"
  })
  void read_sequence_isItsKey(String typed, String name) throws Exception {
    byte[] bytes = (typed.replace('E', '\u001b') + "x").getBytes(UTF_8);
    try (NonBlockingReader reader =
        NonBlocking.nonBlocking("test", new ByteArrayInputStream(bytes), UTF_8)) {
      assertThat(Key.read(reader, 1_000).map(Key::name).orElse(""), is(name));
      assertThat(Key.read(reader, 1_000).map(Key::name).orElse(""), is("x"));
      assertThat(
          "the end of the input", Key.read(reader, 1_000).map(Key::name).orElse(""), is("q"));
    }
  }
}
