package dev.larder.tools;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardOutputTest {
  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "No space left on device, The output cannot be written: No space left on device",
    "Broken pipe, ''"
  })
  void check_failedWrite_returnsAnErrorCode(String failure, String message) {
    StandardOutput output = new StandardOutput(failing(failure));
    PrintWriter writer = new PrintWriter(output, true, StandardCharsets.UTF_8);
    writer.println("text");
    writer.println("more");
    StringWriter errors = new StringWriter();
    assertThat(output.check(new PrintWriter(errors, true)), is(1));
    assertThat(errors.toString().strip(), is(message));
  }

  @Test
  void check_allWritten_returnsZero() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StandardOutput output = new StandardOutput(bytes);
    PrintWriter writer = new PrintWriter(output, true, StandardCharsets.UTF_8);
    writer.print("text");
    writer.flush();
    assertThat(output.check(writer), is(0));
    assertThat(bytes.toString(StandardCharsets.UTF_8), is("text"));
  }
}
