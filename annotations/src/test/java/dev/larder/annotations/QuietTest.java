package dev.larder.annotations;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The library logs to a logger, never to the standard streams. */
class QuietTest {
  @Test
  void failure_defaultLogger_printsNothing() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      List<Path> printing =
          sources.filter(Files::isRegularFile).filter(QuietTest::isPrinting).toList();
      assertThat(printing, is(empty()));
    }
  }

  private static boolean isPrinting(Path source) {
    try {
      String text = Files.readString(source);
      return Stream.of("System.out", "System.err", "printStackTrace").anyMatch(text::contains);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
