package dev.larder.config;

import static dev.larder.config.Fixture.books;
import static java.util.Map.entry;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.larder.LarderConfiguration;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each setting is equal whether a file or a program sets it. */
class SchemaTest {
  private static final String SAMPLES = "dev.larder.config.Samples$";

  private static final Map<String, String> EXAMPLES =
      Map.ofEntries(
          entry("key-type", "java.lang.String"),
          entry("value-type", "java.lang.String"),
          entry("maximum-size", "7"),
          entry("maximum-weight", "64 KiB"),
          entry("weigher", SAMPLES + "Length"),
          entry("policy", "lru"),
          entry("expiry", "{ created = 5s }"),
          entry("entry-expiry", SAMPLES + "PerEntry"),
          entry("store-by-value", "false"),
          entry("statistics", "true"),
          entry("management", "true"),
          entry("recording", "hashes"),
          entry("read-through", "true"),
          entry("write-through", "true"),
          entry("loader", SAMPLES + "Loader"),
          entry("refresh-after", "5s"),
          entry("refresh-by-caller", "true"),
          entry("stale-if-error", "2 minutes"),
          entry("writer", SAMPLES + "Writer"),
          entry("key-copier", SAMPLES + "Same"),
          entry("value-copier", SAMPLES + "Same"),
          entry("immutable-types", "[a.B]"),
          entry("serialization.allow", "[\"a.*\"]"),
          entry(
              "listeners",
              "[{ class = \"%1$sListener\", filter = \"%1$sFilter\", synchronous = true }]"
                  .formatted(SAMPLES)),
          entry("listener-queue-size", "5"),
          entry("coalesce", "5 ms"),
          entry("scheduled-refresh", "true"),
          entry("executor", SAMPLES + "Threads"),
          entry("store", SAMPLES + "Stores"));

  @TempDir Path folder;

  static Stream<String> keys() {
    return Schema.keys().stream();
  }

  private static String text(String key) {
    String value = EXAMPLES.get(key);
    String quoted = value.startsWith(SAMPLES) ? "\"" + value + "\"" : value;
    return key + " = " + quoted + "\n" + needs(key);
  }

  /** Returns the settings that a setting needs. */
  private static String needs(String key) {
    return switch (key) {
      case "maximum-weight" -> text("weigher").lines().findFirst().orElseThrow();
      case "weigher" -> "maximum-weight = 64 KiB";
      case "read-through" -> text("loader");
      case "refresh-after" -> text("read-through");
      case "refresh-by-caller", "stale-if-error", "coalesce", "scheduled-refresh" ->
          text("refresh-after");
      case "write-through" -> text("writer");
      default -> "";
    };
  }

  @ParameterizedTest
  @MethodSource("keys")
  void setting_fromFileAndProgram_isEqual(String key) {
    LarderConfiguration<Object, Object> fromFile =
        books(new Fixture(folder).conf("defaults {\n" + text(key) + "\n}"));
    String description = Fixture.onlyProperties().resolve("books", fromFile).description();
    assertThat(Fixture.onlyProperties().resolve("books", fromFile).configuration(), is(fromFile));
    assertThat(description.replaceAll("=[^(]*", ""), containsString(key + "(programmatic)"));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void setting_unknownBlock_failsWithAccepted(String key) {
    String error = new Fixture(folder).errorIn("defaults { " + key + " = { nothing = -1 } }");
    assertThat(error, startsWith("books.conf:1: "));
    assertThat(error, containsString("defaults." + key));
    assertThat(error, containsString("accepted"));
  }

  @Test
  void examples_allSettings_arePresent() {
    assertThat(EXAMPLES.keySet(), is(Schema.keys()));
  }
}
