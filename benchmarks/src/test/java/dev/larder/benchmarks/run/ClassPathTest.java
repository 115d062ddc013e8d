package dev.larder.benchmarks.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import dev.larder.benchmarks.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
  @TempDir Path peers;

  @Test
  void jars_earlierBuild_replaceThatOfLarderAlone() throws IOException, MeasurementException {
    Path jars = Files.createDirectories(peers.resolve("larder/target/jars"));
    Path cacheApi = Files.createFile(jars.resolve("cache-api-1.1.1.jar"));
    Path larder = Files.createFile(jars.resolve("larder-1.0.0.jar"));
    Path earlier = Path.of("earlier.jar");
    ClassPath classPath = new ClassPath(peers, Optional.of(earlier));
    assertThat(classPath.jars(Subject.LARDER), contains(cacheApi, larder));
    assertThat(classPath.jars(Subject.LARDER_BEFORE), contains(cacheApi, earlier));
  }
}
