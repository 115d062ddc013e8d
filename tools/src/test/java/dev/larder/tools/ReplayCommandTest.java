package dev.larder.tools;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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
  void trace_unreadable_endsWithOneLineAndUsageCode() {
    CommandRun run = CommandRun.of("replay", "--provider", CAFFEINE, "nowhere.txt");

    assertThat(run.err().strip(), is("larder: nowhere.txt: no such file"));
    assertThat(run.exitCode(), is(2));
  }

  @Test
  void provider_missing_endsWithFailureCode() {
    CommandRun run = CommandRun.of("replay", "--provider", "com.example.Provider");

    assertThat(run.err(), startsWith("larder: no JCache provider com.example.Provider"));
    assertThat(run.exitCode(), is(1));
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
  void help_always_listsExitCodes() {
    CommandRun run = CommandRun.of("help", "replay");

    assertThat(run.out(), allOf(containsString("Exit codes:"), containsString("--provider")));
    assertThat(run.out() + run.err(), run.exitCode(), is(0));
  }
}
