package dev.larder.valkey;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CountersTest {
  @Test
  void reconnects_onlyConnectionsInPlaceOfLostOnes_areCounted() {
    Counters counters = new Counters();
    counters.connected();
    assertThat(counters.reconnects(), is(0L));
    counters.disconnected();
    counters.connected();
    assertThat(counters.reconnects(), is(1L));
    assertThat(counters.open(), is(1));
  }

  @Test
  @Timeout(120)
  void counts_areEventsOfTheFlightRecorder() throws Exception {
    BlockingQueue<String> kinds = new LinkedBlockingQueue<>();
    try (RecordingStream stream = new RecordingStream()) {
      stream.enable("dev.larder.Store");
      stream.onEvent("dev.larder.Store", event -> kinds.add(event.getString("kind")));
      stream.startAsync();
      Counters counters = new Counters();
      counters.connected();
      counters.conflict();
      counters.unknownOutcome();
      counters.disconnected();
      counters.connected();
      List<String> found = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        found.add(kinds.poll(60, SECONDS));
      }
      assertThat(found, is(List.of("conflict", "unknown outcome", "reconnect")));
      assertThat(counters.conflicts.sum(), is(1L));
      assertThat(counters.unknownOutcomes.sum(), is(1L));
    }
  }
}
