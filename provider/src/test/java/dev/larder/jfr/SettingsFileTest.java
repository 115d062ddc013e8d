package dev.larder.jfr;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Configuration;
import org.junit.jupiter.api.Test;

/** The settings file of src/docs names each event, and the page on monitoring describes each. */
class SettingsFileTest {
  private static final Path DOCS = Path.of("../src/docs");

  private static Set<String> names() throws Exception {
    try (Stream<Path> own = Files.list(Path.of("src/main/java/dev/larder/jfr"));
        Stream<Path> remote = Files.list(Path.of("../valkey/src/main/java/dev/larder/valkey"))) {
      Set<String> names = new TreeSet<>();
      for (Path file : Stream.concat(own, remote).toList()) {
        Pattern.compile("@Name\\(\"(.*)\"\\)")
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> names.add(found.group(1)));
      }
      return names;
    }
  }

  @Test
  void settings_nameEachEvent() throws Exception {
    Map<String, String> settings = Configuration.create(DOCS.resolve("larder.jfc")).getSettings();
    Set<String> named =
        settings.keySet().stream()
            .map(key -> key.substring(0, key.indexOf('#')))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(named, is(names()));
  }

  @Test
  void page_describesEachEvent() throws Exception {
    Set<String> described =
        Pattern.compile("\\| `(dev\\.larder\\.\\w+)` \\|")
            .matcher(Files.readString(DOCS.resolve("monitoring.md")))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(described, is(names()));
  }
}
