package dev.larder.tools;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.hamcrest.Matchers.stringContainsInOrder;

import dev.larder.tools.trace.TraceHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayCommandTest {
  private static final String CAFFEINE =
      "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider";
  private static final String CACHE2K = "org.cache2k.jcache.provider.JCacheProvider";

  @TempDir Path directory;

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("--sizes=ten", "--sizes: 'ten' is no cache size; accepted: entries"),
        Arguments.of("--field=0", "--field must be at least 1, the first field: 0"),
        Arguments.of("--regex=GET", "--regex must have a group in parentheses for the key: GET"),
        Arguments.of("--limit=0", "--limit must be at least 1: 0"),
        Arguments.of("--threads=0", "--threads must be at least 1: 0"),
        Arguments.of("--expiry=soon", "accepted: a whole number and a unit"),
        Arguments.of("--plot=/no/such/folder/a.svg", "--plot: no file can be written at"),
        Arguments.of("--provider=guava", "accepted: larder, caffeine, cache2k, ehcache"),
        Arguments.of("--uri=file:/no/such.conf", "there is no file that can be read"),
        Arguments.of("--width=29", "--width must be at least 30: 29"),
        Arguments.of("--format=xml", "Invalid value for option '--format'"),
        Arguments.of("--format=csv", "--format csv needs the column of the key"),
        Arguments.of("--format=json", "--format json needs the field of the key"),
        Arguments.of("--column=url", "--column needs --format csv"),
        Arguments.of("--field=url", "--field: 'url' is no number of a field"),
        Arguments.of("--charset=klingon", "Invalid value for option '--charset'"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void option_invalid_isRejectedWithAcceptedValues(String option, String message) {
    CommandRun run = CommandRun.of("replay", "--provider", CAFFEINE, option);

    assertThat(run.err(), containsString(message));
    assertThat(run.exitCode(), is(2));
  }

  @Test
  void options_twoKeyPatterns_areRejected() {
    CommandRun run = CommandRun.of("replay", "--field", "1", "--regex", "(a)");

    assertThat(run.err(), containsString("--field and --regex both say where the key is"));
    assertThat(run.exitCode(), is(2));
  }

  @Test
  void outputs_thatWouldOverwriteAFile_areRejected() throws IOException {
    Path trace = Files.writeString(directory.resolve("trace.txt"), "a\nb\na\n");
    Path link = Files.createSymbolicLink(directory.resolve("link"), trace);
    for (Path file : List.of(trace, directory.resolve("./trace.txt"), link)) {
      CommandRun run = CommandRun.of("replay", "--json", file.toString(), trace.toString());
      assertThat(run.err(), containsString("--json: " + file + " is the trace"));
      assertThat(run.exitCode(), is(2));
    }
    assertThat(Files.readString(trace), is("a\nb\na\n"));
    String fresh = directory.resolve("fresh").toString();
    CommandRun run = CommandRun.of("replay", "--json", fresh, "--plot", fresh, trace.toString());
    assertThat(run.err(), containsString("--json: " + fresh + " is the file of --plot"));
  }

  @Test
  void trace_unreadable_endsWithOneLineAndUsageCode() {
    CommandRun run = CommandRun.of("replay", "--provider", CAFFEINE, "nowhere.txt");

    assertThat(run.err().strip(), is("larder: nowhere.txt: no such file"));
    assertThat(run.exitCode(), is(2));
  }

  @Test
  void provider_missing_endsWithUsageCode() {
    CommandRun run = CommandRun.of("replay", "--provider", "com.example.Provider");

    assertThat(run.err(), startsWith("larder: no JCache provider com.example.Provider"));
    assertThat(run.exitCode(), is(2));
  }

  @ParameterizedTest
  @MethodSource("otherProviders")
  void provider_other_runsTheSame(String provider) throws Exception {
    Path svg = directory.resolve("curve.svg");
    Path json = directory.resolve("figures.json");

    CommandRun run =
        CommandRun.of(
            "replay",
            "--provider",
            provider,
            "--limit",
            "20000",
            "--sizes",
            "100,50%",
            "--plot",
            svg.toString(),
            "--json",
            json.toString());

    assertThat(run.out(), containsString("Tool, table and MBeans agree"));
    assertThat(run.out() + run.err(), run.exitCode(), is(0));
    assertThat(Files.readString(svg), startsWith("<svg"));
    assertThat(Files.readString(json), containsString("\"provider\":\"" + provider + "\""));
  }

  static Stream<String> otherProviders() {
    return Stream.of(CAFFEINE, CACHE2K);
  }

  @Test
  void configuration_ownFile_runsOnceWithItsBound() throws Exception {
    Path own = directory.resolve("own.conf");
    Files.writeString(own, "caffeine.jcache.default.policy.maximum.size = 300\n");

    CommandRun run =
        CommandRun.of(
            "replay", "--provider", CAFFEINE, "--limit", "20000", "--uri", own.toUri().toString());

    assertThat(
        run.out(),
        allOf(containsString("one run, and no curve of sizes"), containsString("its own")));
    assertThat(run.out() + run.err(), run.exitCode(), is(0));
  }

  @Test
  void trace_accessLog_isReplayedByField() throws Exception {
    Path log = directory.resolve("access.log");
    String line = "::1 - - [22/Nov/2026:10:00:00 +0000] \"GET /%d HTTP/1.1\" 200 12\n";
    Files.writeString(log, line.formatted(1) + line.formatted(2) + line.formatted(1));

    CommandRun run =
        CommandRun.of("replay", "--provider", CAFFEINE, "--field", "7", log.toString());

    assertThat(run.out(), containsString("3 requests for 2 distinct keys"));
    assertThat(run.out() + run.err(), run.exitCode(), is(0));
  }

  @ParameterizedTest
  @CsvSource({
    "--sizes, 10, --sizes and --store both set the bound",
    "--uri, file:x, --store is a setting of Larder",
    "--policy, lru, without --uri and --store",
  })
  void store_withWhatItExcludes_isRefused(String option, String value, String message) {
    CommandRun run = CommandRun.of("replay", "--store", "redis://localhost", option, value);
    assertThat(run.err(), containsString(message));
    assertThat(run.exitCode(), is(2));
  }

  @Test
  void providers_several_haveRowsAndSeriesEach() throws Exception {
    Path svg = directory.resolve("curve.svg");

    CommandRun run =
        CommandRun.of(
            "replay",
            "--provider=larder,Caffeine",
            "--provider=" + CACHE2K,
            "--provider=" + UnsizedProvider.class.getName(),
            "--policy=adaptive,lru",
            "--limit=5000",
            "--sizes=100,500",
            "--plot=" + svg);

    assertThat(
        run.out(),
        allOf(
            stringContainsInOrder("larder adaptive", "larder lru", "caffeine", "cache2k"),
            containsString("UnsizedProvider: its own: this tool cannot set it"),
            containsString("Reading this: with ")));
    assertThat(Files.readString(svg).split("class=\"mark\"", -1).length - 1, is(4 + 2 * 4));
    assertThat(run.out() + run.err(), run.exitCode(), is(0));
  }

  @ParameterizedTest
  @CsvSource({
    "--provider=larder;caffeine, --uri=file:x, --uri is a configuration of one provider",
    "--provider=caffeine, --policy=lru, --policy chooses among the policies of Larder",
    "--format=csv, --regex=(a), --format and --regex both say where the key is",
    "--format=combined, --field=1, --format combined says where the key is",
  })
  void options_contradicting_areRefused(String one, String other, String message) {
    CommandRun run = CommandRun.of("replay", one.replace(';', ','), other);

    assertThat(run.err(), containsString(message));
    assertThat(run.exitCode(), is(2));
  }

  @Test
  void uri_wrongContent_endsWithUsageCode() throws Exception {
    Path own = Files.writeString(directory.resolve("own.conf"), "defaults { no-such-key = 1 }\n");

    CommandRun run = CommandRun.of("replay", "--uri", own.toUri().toString());

    assertThat(run.err(), containsString("no-such-key"));
    assertThat(run.exitCode(), is(2));
  }

  @Test
  void output_fullDevice_endsWithUsageCode() {
    Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")));

    CommandRun run = CommandRun.of("replay", "--limit=1000", "--sizes=10", "--json", "/dev/full");

    assertThat(run.err(), containsString("--json: /dev/full cannot be written"));
    assertThat(run.exitCode(), is(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "--format=combined!x!::1 - - [22/Nov/2026:10:00:00 +0000] \"GET /%d HTTP/1.1\" 200 12",
        "--format=csv!--column=url!time,\"%d\"",
        "--format=json!--field=request.path!{\"request\":{\"path\":\"/%d\"}}",
      })
  void format_known_findsTheKeys(String format, String option, String line) throws Exception {
    String head = format.equals("--format=csv") ? "time,url\n" : "";
    String lines = String.join("\n", line.formatted(1), line.formatted(2), line.formatted(1));
    Path log = Files.writeString(directory.resolve("trace"), head + lines);

    CommandRun run =
        option.equals("x")
            ? CommandRun.of("replay", format, log.toString())
            : CommandRun.of("replay", format, option, log.toString());

    assertThat(run.out(), containsString("3 requests for 2 distinct keys"));
    assertThat(run.out() + run.err(), run.exitCode(), is(0));
  }

  @Test
  void hint_newKeyInEachLine_isOnErrBeforeTheRun() throws Exception {
    String lines =
        IntStream.range(0, 40).mapToObj(i -> i + " GET /a").collect(Collectors.joining("\n"));
    Path log = Files.writeString(directory.resolve("trace"), lines);

    CommandRun run = CommandRun.of("replay", "--width=200", log.toString());

    assertThat(
        run.err(),
        allOf(
            containsString("hint: 40 of 40 requests have a key that no earlier request has"),
            containsString("--format combined"),
            containsString("The first line is: 0 GET /a")));
    assertThat(run.exitCode(), is(0));
    assertThat(CommandRun.of("replay", "--field=3", log.toString()).err(), is(""));
  }

  @Test
  void recording_sampled_isReplayedWithScaledCaches() throws Exception {
    Path trace = directory.resolve("trace");
    String header = new TraceHeader(16, 60, "m", "c").line();
    Files.writeString(trace, header + "\n" + "1f a\n2b\n1f a\n".repeat(50));
    Path json = directory.resolve("figures.json");

    CommandRun run = CommandRun.of("replay", "--sizes=32", "--json=" + json, trace.toString());

    assertThat(
        run.out(),
        allOf(
            containsString("150 requests for 2 distinct keys of the sample"),
            containsString("one key in 16; sizes are scaled"),
            containsString("      32 ")));
    assertThat(
        Files.readString(json),
        allOf(containsString("\"sample\":16"), containsString("\"entries\":32")));
    assertThat(run.exitCode(), is(0));
    assertThat(CommandRun.of("replay", "--field=1", trace.toString()).exitCode(), is(2));
  }

  @Test
  void output_notATerminal_hasNoEscapeCodes() {
    CommandRun run = CommandRun.of("replay", "--limit=1000", "--sizes=10");

    assertThat(run.out() + run.err(), not(containsString("\033")));
  }

  @Test
  void help_always_listsExitCodes() {
    CommandRun run = CommandRun.of("help", "replay");

    assertThat(run.out(), allOf(containsString("Exit codes:"), containsString("--provider")));
    assertThat(run.out() + run.err(), run.exitCode(), is(0));
  }
}
