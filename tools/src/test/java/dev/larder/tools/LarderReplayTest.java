package dev.larder.tools;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.larder.tools.provider.Contender;
import dev.larder.tools.provider.Subjects;
import dev.larder.tools.replay.CacheSettings;
import dev.larder.tools.replay.ExactLru;
import dev.larder.tools.replay.Replay;
import dev.larder.tools.replay.RunResult;
import dev.larder.tools.store.BackingTable;
import dev.larder.tools.trace.Trace;
import dev.larder.tools.trace.TraceReader;
import dev.larder.tools.trace.TraceSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Replays the shipped trace through Larder; the figures of tool, table, MBeans and exact LRU must
 * agree.
 */
class LarderReplayTest {
  private static final CacheSettings EXACT = new CacheSettings(1, Optional.empty(), false);

  private static Trace trace;
  private static ExactLru lru;
  private static BackingTable table;

  @TempDir Path directory;

  @BeforeAll
  static void readTrace() throws Exception {
    trace = new TraceReader().read(TraceSource.shipped(), count -> {});
    lru = new ExactLru(trace);
    table = new BackingTable();
    table.populate(trace.keys(), rows -> {});
  }

  @AfterAll
  static void closeTable() throws Exception {
    table.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 10, 75, 373, 745, 1_000, 1_024})
  void upTo1024EntriesTheHitsAreThoseOfExactLru(long entries) throws Exception {
    RunResult run = run(entries, EXACT);

    assertThat(EXACT.audit().discrepancies(run), empty());
    assertThat(run.hits(), is(lru.hits(entries)));
    assertThat(run.mbean().hits(), is(lru.hits(entries)));
    assertThat(run.mbean().misses(), is(lru.misses(entries)));
    assertThat(run.mbean().evictions(), is(lru.evictions(entries)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1_025, 1_862, 3_724, 7_448, 20_000})
  void larder_aboveExactSorting_isNearExactLru(long entries) throws Exception {
    RunResult run = run(entries, EXACT);

    assertThat(EXACT.audit().discrepancies(run), empty());
    assertThat(run.hitRatio(), closeTo(lru.hitRatio(entries), 0.001));
  }

  @Test
  void replay_severalThreads_losesNoRequest() throws Exception {
    CacheSettings concurrent = new CacheSettings(4, Optional.empty(), false);

    assertThat(concurrent.audit().discrepancies(run(745, concurrent)), empty());
  }

  @Test
  void replay_withExpiry_figuresAgree() throws Exception {
    CacheSettings expiring = new CacheSettings(1, Optional.of(Duration.ofMillis(20)), true);

    assertThat(expiring.audit().discrepancies(run(745, expiring)), empty());
  }

  @Test
  void command_noArguments_replaysTheShippedTrace() {
    CommandRun command = CommandRun.of("replay");

    // On a slow machine it shows progress.
    assertThat(command.err().replaceAll("[a-z][a-z0-9 ]* +[0-9]+ %\\R", ""), is(""));
    assertThat(command.out(), containsString("338,204 requests for 7,448 distinct keys"));
    assertThat(command.out(), containsString("larder, dev.larder.LarderCachingProvider"));
    assertThat(command.out(), containsString("Tool, table and MBeans agree"));
    assertThat(
        command.out().replaceAll("\\s+", " "),
        containsString("entries, policy = adaptive answers"));
    assertThat(command.out().lines().filter(line -> line.length() > 120).toList(), is(empty()));
    assertThat(command.exitCode(), is(0));
  }

  private RunResult run(long entries, CacheSettings settings) throws Exception {
    return new Replay(trace, table, settings, directory)
        .run(Subjects.of("larder", Contender.LRU, entries), count -> {});
  }
}
