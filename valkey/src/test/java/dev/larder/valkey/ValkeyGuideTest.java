package dev.larder.valkey;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.larder.LarderConfiguration;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the examples of {@code src/docs/valkey.md}. */
class ValkeyGuideTest {
  private static final Path GUIDE = Path.of("../src/docs/valkey.md");

  private static ServerProcess server;

  record Price(int cents) implements Serializable {}

  @BeforeAll
  static void start() {
    server = ServerProcess.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<String> blocks(Path page, String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(page))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  @Test
  void guide_javaExample_works() throws IOException {
    String address = server.address();
    try (Managers managers = new Managers()) {
      CacheManager manager = managers.create();
      Cache<String, Price> prices =
          manager.createCache(
              "prices",
              LarderConfiguration.builder(String.class, Price.class)
                  .expireAfterWrite(Duration.ofMinutes(10))
                  .store(ValkeyConfiguration.of(address))
                  .build());
      prices.put("tea", new Price(3));
      assertThat(prices.get("tea"), is(new Price(3)));
    }
    String here = Files.readString(Path.of("src/test/java/dev/larder/valkey/ValkeyGuideTest.java"));
    assertThat(blocks(GUIDE, "java"), hasSize(1));
    assertThat(
        here.replaceAll("\\s+", ""),
        containsString(blocks(GUIDE, "java").get(0).replaceAll("\\s+", "")));
  }

  @Test
  void guide_fileExample_works(@TempDir Path folder) throws IOException {
    List<String> examples = new ArrayList<>(blocks(GUIDE, "hocon"));
    blocks(Path.of("../README.md"), "hocon").stream()
        .filter(block -> block.contains("redis://"))
        .forEach(examples::add);
    assertThat(examples, hasSize(2));
    for (String example : examples) {
      Path file =
          Files.writeString(
              folder.resolve("larder.conf"),
              example.replaceAll("redis://[a-z.]+", server.address()));
      try (CacheManager manager =
          Caching.getCachingProvider().getCacheManager(file.toUri(), getClass().getClassLoader())) {
        manager.getCache("prices").put("tea", "v");
        assertThat(manager.getCache("prices").get("tea"), is("v"));
      }
    }
  }

  @Test
  void guide_addressesAndParameters_areUnderstood() throws IOException {
    String text = Files.readString(GUIDE);
    List<String> addresses =
        Pattern.compile("`(redis[a-z-]*://[^`]*)`")
            .matcher(text)
            .results()
            .map(address -> address.group(1).replaceAll("\\[[^\\[\\]]*]", ""))
            .map(address -> address.replaceAll("\\[[^\\[\\]]*]", "")) // nested ones
            .toList();
    addresses.forEach(ValkeyConfiguration::of);
    assertThat(addresses.size() >= 4, is(true));
    List<String> parameters =
        Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (?:`([a-zA-Z0-9]+)`)?")
            .matcher(text)
            .results()
            .map(ValkeyGuideTest::parameter)
            .toList();
    assertThat(parameters, hasSize(11));
    // All at once, because the certificate and its key belong together.
    ValkeyConfiguration.of("rediss://localhost?" + String.join("&", parameters));
  }

  private static String parameter(MatchResult row) {
    return row.group(1) + "=" + (row.group(2) == null ? "x" : row.group(2));
  }
}
