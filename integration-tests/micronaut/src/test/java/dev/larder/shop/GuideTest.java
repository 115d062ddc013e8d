package dev.larder.shop;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples of the guide are parts of this application. */
class GuideTest {
  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString().replaceAll("\\s+", "");
  }

  @Test
  void guide_eachExample_isInThisApplication() throws IOException {
    String sources = sources();
    List<String> examples =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../../src/docs/micronaut.md")))
            .results()
            .map(block -> block.group(1).replaceAll("\\s+", ""))
            .toList();
    assertThat(examples.size(), greaterThan(2));
    for (String example : examples) {
      assertThat(sources, containsString(example));
    }
  }
}
