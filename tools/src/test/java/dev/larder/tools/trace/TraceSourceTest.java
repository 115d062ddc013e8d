package dev.larder.tools.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceSourceTest {
  @TempDir Path directory;

  @Test
  void gzip_anyFileName_isRecognizedByItsBytes() throws Exception {
    Path file = directory.resolve("keys.txt");
    gzip(file, "a\nb\n");

    assertThat(keys(file), contains("a", "b"));
  }

  @Test
  void plainText_anyFileName_isReadUnchanged() throws Exception {
    Path file = Files.writeString(directory.resolve("keys.gz"), "a\nb\n");

    assertThat(keys(file), contains("a", "b"));
  }

  @Test
  void file_oneByte_isPlainText() throws Exception {
    assertThat(keys(Files.writeString(directory.resolve("keys"), "a")), contains("a"));
  }

  @Test
  void gzip_truncated_isAnErrorThatNamesTheFile() throws Exception {
    Path file = directory.resolve("keys.gz");
    gzip(file, "a\nb\n".repeat(1_000));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 10));

    TraceException error = assertThrows(TraceException.class, () -> keys(file));

    assertThat(
        error.getMessage(), containsString("cannot be read: Unexpected end of ZLIB input stream"));
  }

  @Test
  void shippedTrace_figures_matchItsNote() throws Exception {
    Trace trace = new TraceReader().read(TraceSource.shipped(), count -> {});

    assertThat(trace.requests(), is(338_204));
    assertThat(trace.keys().size(), is(7_448));
    assertThat(trace.skipped(), is(new Trace.Skipped(0, 0)));
    assertThat(String.join(" ", trace.keys()), not(containsString("/")));
  }

  private static List<String> keys(Path file) throws TraceException {
    return new TraceReader().read(TraceSource.file(file), count -> {}).keys();
  }

  private static void gzip(Path file, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(UTF_8));
    }
  }
}
