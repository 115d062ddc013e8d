package dev.larder.spec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.larder.TestProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Runs each row of the golden table by value and by reference, with listeners of both kinds. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class GoldenTableTest {
  private static final String END = "END";

  @TestFactory
  Stream<DynamicTest> row_byValueSynchronousListener_asInTable() {
    return rows(true, true);
  }

  @TestFactory
  Stream<DynamicTest> row_byReferenceSynchronousListener_asInTable() {
    return rows(false, true);
  }

  @TestFactory
  Stream<DynamicTest> row_byValueAsynchronousListener_asInTable() {
    return rows(true, false);
  }

  @TestFactory
  Stream<DynamicTest> row_byReferenceAsynchronousListener_asInTable() {
    return rows(false, false);
  }

  @Test
  void table_rows_coverEachOperationOnce() {
    Set<String> untested = new HashSet<>(GoldenOperations.names());
    Set<String> seen = new HashSet<>();
    List<String> twice = new ArrayList<>();
    for (GoldenRow row : GoldenRow.all()) {
      untested.remove(row.operation());
      if (!seen.add(row.operation() + " " + row.situation())) {
        twice.add(row.operation() + " " + row.situation());
      }
    }
    assertThat(untested, is(empty()));
    assertThat(twice, is(empty()));
  }

  private static Stream<DynamicTest> rows(boolean byValue, boolean synchronous) {
    return GoldenRow.all().stream()
        .map(row -> DynamicTest.dynamicTest(row.name(), () -> verify(row, byValue, synchronous)));
  }

  private static void verify(GoldenRow row, boolean byValue, boolean synchronous) throws Exception {
    GoldenRow found = run(row, byValue, synchronous);
    boolean anyExpiry = row.expiry().equals("*");
    if (synchronous) {
      assertEquals(row.expectation(anyExpiry), found.expectation(anyExpiry), row.name());
    } else {
      assertEquals(sequence(row.events()), sequence(found.events()), row.name());
    }
  }

  /** An asynchronous listener does not tell early events from late ones. */
  private static String sequence(String events) {
    return events.replace("- then ", "").replace("then ", "");
  }

  @SuppressWarnings("try") // the sweeper is stopped for as long as it is open
  private static GoldenRow run(GoldenRow row, boolean byValue, boolean synchronous)
      throws Exception {
    Journal journal = new Journal();
    try (TestProvider provider = new TestProvider();
        StoppedSweeper stopped = new StoppedSweeper(provider)) {
      Cache<String, Box> cache =
          provider.cache("golden", configuration(row, journal, byValue, synchronous));
      prepare(row, cache, provider);
      int delivered = journal.events().size();
      Figures before = Figures.of(cache);
      journal.turn(true);
      String result = outcome(GoldenOperations.named(row.operation()), cache);
      journal.turn(false);
      Figures counted = Figures.of(cache).minus(before);
      int atOnce = journal.events().size();
      Box after = cache.get(GoldenOperations.KEY);
      if (!synchronous) {
        awaitAll(cache, journal);
        atOnce = 0;
        delivered = row.says("absent") ? 0 : 1;
      }
      List<String> events = synchronous ? journal.events() : withoutEnd(journal.events());
      return new GoldenRow(
          row.operation(),
          row.situation(),
          result,
          synchronous
              ? events(events.subList(delivered, atOnce), events.subList(atOnce, events.size()))
              : Journal.words(events.subList(delivered, events.size())),
          counted.words(),
          journal.writer(),
          journal.loader(),
          journal.expiry(),
          after == null ? "absent" : after.text);
    }
  }

  private static MutableConfiguration<String, Box> configuration(
      GoldenRow row, Journal journal, boolean byValue, boolean synchronous) {
    Recorders.Listener listener = new Recorders.Listener(journal);
    MutableConfiguration<String, Box> configuration =
        new MutableConfiguration<String, Box>()
            .setTypes(String.class, Box.class)
            .setStoreByValue(byValue)
            .setStatisticsEnabled(true)
            .setExpiryPolicyFactory(() -> new Recorders.Policy(journal, row))
            .addCacheEntryListenerConfiguration(SpecTest.listening(listener, synchronous));
    if (row.has("loader")) {
      configuration.setReadThrough(true);
      configuration.setCacheLoaderFactory(() -> new Recorders.Loader(journal, row));
    }
    if (row.has("writer")) {
      configuration.setWriteThrough(true);
      configuration.setCacheWriterFactory(() -> new Recorders.Writer(journal, row));
    }
    return configuration;
  }

  private static void prepare(GoldenRow row, Cache<String, Box> cache, TestProvider provider) {
    if (!row.says("absent")) {
      cache.put(GoldenOperations.KEY, new Box("old"));
    }
    if (row.says("expired")) {
      provider.ticker().advance(Duration.ofSeconds(61));
    }
  }

  private static String outcome(GoldenOperations.Operation operation, Cache<String, Box> cache) {
    try {
      return String.valueOf(operation.run(cache));
    } catch (Exception e) {
      return "! " + e.getClass().getSimpleName();
    }
  }

  private static String events(List<String> atOnce, List<String> later) {
    String first = Journal.words(atOnce);
    return later.isEmpty() ? first : first + " then " + Journal.words(later);
  }

  /** Events of one key come in order, so that all others have arrived once this one has. */
  private static void awaitAll(Cache<String, Box> cache, Journal journal) {
    cache.put(GoldenOperations.KEY, new Box(END));
    Eventually.isTrue("all events", () -> withoutEnd(journal.events()) != null);
  }

  /** Returns null until the last event has arrived. */
  private static List<String> withoutEnd(List<String> events) {
    int end = events.size() - 1;
    if (end >= 0 && events.get(end).endsWith(END + ")")) {
      return events.subList(0, end);
    }
    return null;
  }
}
