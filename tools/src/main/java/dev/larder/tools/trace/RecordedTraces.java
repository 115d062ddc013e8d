package dev.larder.tools.trace;

import dev.larder.tools.figures.RecordedReads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads traces that {@code larder record} has written, and no others. */
public final class RecordedTraces {
  private RecordedTraces() {}

  /**
   * Reads a trace.
   *
   * @throws TraceException if the file cannot be read, or has no header of a recording
   */
  public static RecordedReads read(Path file) throws TraceException {
    TraceSource source = TraceSource.file(file);
    TraceBuilder trace = new TraceBuilder();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(source.open(), StandardCharsets.UTF_8))) {
      String first = lines.readLine();
      TraceHeader header =
          first != null && TraceHeader.isHeader(first)
              ? TraceHeader.parse(first).orElse(null)
              : null;
      if (header == null) {
        throw new TraceException(
            file + ", line 1: no header; accepted: a trace that larder record has written");
      }
      lines.lines().filter(line -> !line.isBlank()).forEach(trace::request);
      if (trace.requests() == 0) {
        throw new TraceException(file + ": it has no recorded read");
      }
      return RecordedReads.of(header, trace.build(new Trace.Skipped(0, 0)));
    } catch (IOException e) {
      throw new TraceException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
