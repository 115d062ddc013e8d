package dev.larder.tools.trace;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceHeaderTest {
  @Test
  void parse_ofLine_returnsEqualHeader() {
    TraceHeader header = new TraceHeader(16, 60, "file:/a b/larder.conf", "prices = \u00fcber\n");
    assertThat(TraceHeader.isHeader(header.line()), is(true));
    assertThat(TraceHeader.parse(header.line()), is(Optional.of(header)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#larder-trace ",
        "#larder-trace version=2 sample=1 seconds=1 manager=m cache=c",
        "#larder-trace version=1 sample=0 seconds=1 manager=m cache=c",
        "#larder-trace version=1 sample=many seconds=1 manager=m cache=c",
        "#larder-trace version=1 sample=1 seconds=1 manager=%zz cache=c"
      })
  void parse_damagedLine_returnsNothing(String line) {
    assertThat(TraceHeader.parse(line), is(Optional.empty()));
  }
}
