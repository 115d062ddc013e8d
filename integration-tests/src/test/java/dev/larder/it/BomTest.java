package dev.larder.it;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The bill of materials has what is published as a library. */
class BomTest {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(larder[^<]*)</artifactId>");

  private static String read(String file) throws IOException {
    return Files.readString(Path.of("..", file));
  }

  private static Set<String> artifacts(String text) {
    Set<String> artifacts = new TreeSet<>();
    Matcher each = ARTIFACT.matcher(text);
    while (each.find()) {
      artifacts.add(each.group(1));
    }
    return artifacts;
  }

  @Test
  void bom_hasEachPublishedLibrary() throws IOException {
    Set<String> published = new TreeSet<>();
    String modules = read("pom.xml").replaceAll("(?s)</modules>.*", "");
    for (Matcher module = MODULE.matcher(modules); module.find(); ) {
      String pom = read(module.group(1) + "/pom.xml");
      boolean isLibrary =
          !pom.contains("<maven.deploy.skip>true") && !module.group(1).equals("bom");
      if (isLibrary) {
        Matcher own = ARTIFACT.matcher(pom.replaceAll("(?s)<parent>.*</parent>", ""));
        assertThat(own.find(), is(true));
        published.add(own.group(1));
      }
    }
    published.remove("larder-tools"); // a program
    Set<String> listed = artifacts(read("bom/pom.xml"));
    listed.remove("larder-bom");
    assertThat(listed, is(published));
  }
}
