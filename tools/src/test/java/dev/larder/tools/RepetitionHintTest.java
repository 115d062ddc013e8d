package dev.larder.tools;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.larder.tools.trace.Trace;
import dev.larder.tools.trace.Traces;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepetitionHintTest {
  @Test
  void hint_fewRequests_isAbsent() {
    assertThat(RepetitionHint.of(trace(19, 19)), is(Optional.empty()));
    assertThat(RepetitionHint.of(trace(20, 20)).isPresent(), is(true));
  }

  @Test
  void hint_sharesBelow95Percent_isAbsent() {
    assertThat(RepetitionHint.of(trace(100, 94)), is(Optional.empty()));
    assertThat(
        RepetitionHint.of(trace(100, 95)).orElseThrow(),
        containsString("95 of 100 requests have a key that no earlier request has"));
  }

  @Test
  void hint_recording_suggestsNoFormat() {
    Trace recorded = Traces.recorded(trace(100, 100), "t", 16);

    assertThat(RepetitionHint.of(recorded).orElseThrow(), not(containsString("--format")));
  }

  private static Trace trace(int requests, int distinct) {
    return Traces.of(
        IntStream.range(0, requests).mapToObj(i -> "k" + i % distinct).toArray(String[]::new));
  }
}
