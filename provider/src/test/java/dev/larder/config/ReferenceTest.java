package dev.larder.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the reference work, and the reference has every setting. */
class ReferenceTest {
  private static final Path REFERENCE = Path.of("../src/docs/configuration.md");

  @TempDir Path folder;

  private static String reference() throws IOException {
    return Files.readString(REFERENCE);
  }

  /** Returns the example with the classes of {@link Samples}. */
  private static String example() throws IOException {
    Matcher block = Pattern.compile("```hocon\n(.*?)```", Pattern.DOTALL).matcher(reference());
    assertThat(block.find(), is(true));
    return block
        .group(1)
        .replaceAll("\"?com\\.acme\\.(\\w+)(?=[\"\\s,])\"?", "\"dev.larder.config.Samples\\$$1\"");
  }

  static Stream<Setting<?>> settings() {
    return Schema.settings().stream();
  }

  @Test
  void example_ofReference_hasItsMeaning() throws IOException {
    var configuration = new Fixture(folder).load("larder.conf", example());
    assertThat(configuration.cacheNames(), contains("books", "covers"));
    var books = configuration.resolve("books", null).configuration();
    assertThat(books.getMaximumSize(), is(1_000L));
    assertThat(books.isReadThrough(), is(true));
    assertThat(books.isStatisticsEnabled(), is(true));
    var covers = configuration.resolve("covers", null).configuration();
    assertThat(covers.getMaximumWeight(), is(64L << 20));
    var entity = configuration.resolve("entity.Author", null).configuration();
    assertThat(entity.getMaximumSize(), is(5_000L));
  }

  static Stream<Arguments> examplesOfAllPages() throws IOException {
    List<Arguments> examples = new ArrayList<>();
    try (Stream<Path> pages = Files.walk(Path.of("../src/docs"))) {
      List<Path> all =
          new ArrayList<>(pages.filter(page -> page.toString().endsWith(".md")).toList());
      all.add(Path.of("../README.md"));
      for (Path page : all) {
        Pattern.compile("```(hocon|json)\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(page))
            .results()
            .filter(block -> !block.group(2).contains("redis://")) // ValkeyGuideTest runs those
            .forEach(block -> examples.add(arguments(page, block.group(1), block.group(2))));
      }
    }
    return examples.stream();
  }

  @ParameterizedTest
  @MethodSource("examplesOfAllPages")
  void example_ofAnyPage_isAccepted(Path page, String language, String text) {
    String named =
        text.replaceAll(
            "\"?com\\.acme\\.(\\w+)(?=[\"\\s,])\"?", "\"dev.larder.config.Samples\\$$1\"");
    String name = language.equals("json") ? "larder.json" : "larder.conf";
    assertThat(new Fixture(folder).load(name, named), is(notNullValue()));
  }

  @Test
  void example_ofTemplates_hasItsMeaning() throws IOException {
    List<String> blocks =
        Pattern.compile("```hocon\n(.*?)```", Pattern.DOTALL)
            .matcher(reference())
            .results()
            .map(block -> block.group(1))
            .toList();
    var configuration = new Fixture(folder).load("larder.conf", blocks.get(1));
    var books = configuration.resolve("books", null);
    assertThat(
        books.shortDescription(),
        is("maximum-size=100000 (larder.conf:6), expiry=touched 1m (larder.conf:7)"));
    var covers = configuration.resolve("covers", null).configuration();
    assertThat(covers.getMaximumSize(), is(50L));
    assertThat(configuration.createsMissing("session.a"), is(true));
    assertThat(configuration.createsMissing("books"), is(false));
  }

  @Test
  void example_mutated_isReadOrFailsWithPlace() throws IOException {
    Random random = new Random(42);
    String example = example();
    Fixture files = new Fixture(folder);
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      int from = random.nextInt(example.length());
      int to = Math.min(example.length(), from + random.nextInt(4));
      String junk = random.nextBoolean() ? "" : "{}[]=,.$\"0x ".charAt(random.nextInt(12)) + "";
      String mutilated = example.substring(0, from) + junk + example.substring(to);
      try {
        files.load("larder.conf", mutilated);
      } catch (CacheException e) {
        refused++;
        assertThat(e.getMessage(), containsString("larder.conf:"));
      }
    }
    assertThat(refused, is(greaterThan(100)));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void reference_everySetting_isInItsTable(Setting<?> setting) throws IOException {
    assertThat(
        reference(),
        containsString(
            "| `%s` | %s | %s |"
                .formatted(setting.key(), setting.type().accepted(), setting.meaning())));
  }
}
