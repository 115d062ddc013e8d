package dev.larder.tools.trace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Reads a trace from text.
 *
 * @param pattern finds the key in a line
 * @param charset the encoding, which must contain ASCII; invalid bytes are an error rather than
 *     replaced
 * @param limit the maximum number of requests to read
 * @param lenient whether lines without a key are skipped and counted, rather than an error
 */
public record TraceReader(KeyPattern pattern, Charset charset, int limit, boolean lenient) {

  /** Creates a reader of one key per line, without limit, in UTF-8. */
  public TraceReader() {
    this(new KeyPattern.WholeLine(), UTF_8, Integer.MAX_VALUE, false);
  }

  /**
   * Reads a whole source, up to the limit.
   *
   * @param progress receives the number of requests read so far, now and then
   */
  public Trace read(TraceSource source, LongConsumer progress) throws TraceException {
    Pass pass = new Pass(source.name(), progress);
    // As Latin-1 any byte is a character, so that lines are counted before they are decoded.
    try (Reader text = new InputStreamReader(source.open(), ISO_8859_1);
        BufferedReader lines = new BufferedReader(text)) {
      pass.over(lines);
    } catch (NoSuchFileException e) {
      throw new TraceException(e.getMessage() + ": no such file", e);
    } catch (IOException e) {
      throw new TraceException(pass.place() + ": cannot be read: " + e.getMessage(), e);
    }
    return pass.result();
  }

  /** The state of one reading. */
  private final class Pass {
    private final String name;
    private final LongConsumer progress;
    private final LineDecoder decoder = new LineDecoder(charset);
    private final TraceBuilder trace = new TraceBuilder();
    private KeyPattern current = pattern;
    private Optional<TraceHeader> header = Optional.empty();
    private String firstLine = "";
    private long line;
    private long empty;
    private long keyless;

    Pass(String name, LongConsumer progress) {
      this.name = name;
      this.progress = progress;
    }

    void over(BufferedReader lines) throws IOException, TraceException {
      String next;
      while (trace.requests() < limit && (next = lines.readLine()) != null) {
        line++;
        take(decoded(next));
        if ((line & 0xffff) == 0) {
          progress.accept(trace.requests());
        }
      }
      progress.accept(trace.requests());
    }

    private String decoded(String bytes) throws TraceException {
      if (bytes.indexOf('\0') >= 0) {
        throw refused("a zero byte, which no text has");
      }
      return decoder
          .decode(bytes, line == 1)
          .orElseThrow(
              () ->
                  refused("bytes that are not " + charset + "; --charset gives another encoding"));
    }

    private void take(String text) throws TraceException {
      if (text.isBlank()) {
        empty++;
      } else if (line == 1 && TraceHeader.isHeader(text)) {
        header = Optional.of(recorded(text));
      } else if (TraceHeader.isHeader(text)) {
        throw new TraceException(
            place() + ": a second header; accepted: one recording by larder record in a file");
      } else if (current.hasHeader()) {
        current = afterHeader(text);
      } else {
        takeRequest(text);
      }
    }

    private TraceHeader recorded(String text) throws TraceException {
      if (!(pattern instanceof KeyPattern.WholeLine)) {
        throw new TraceException(
            place()
                + ": the first line says that 'larder record' wrote this trace, whose keys are"
                + " whole lines; leave out --format, --field, --column and --regex");
      }
      return TraceHeader.parse(text)
          .orElseThrow(
              () ->
                  new TraceException(
                      place()
                          + ": a header that is damaged, or of another version: \""
                          + shortened(text)
                          + "\"; accepted: '"
                          + new TraceHeader(16, 60, "URI", "NAME").line()
                          + "' or the like"));
    }

    private KeyPattern afterHeader(String text) throws TraceException {
      return current
          .afterHeader(text)
          .orElseThrow(() -> refused("no such column in \"" + shortened(text) + "\""));
    }

    private void takeRequest(String text) throws TraceException {
      String key = current.keyOf(text);
      if (key != null) {
        trace.request(key);
        firstLine = firstLine.isEmpty() ? text.strip() : firstLine;
      } else if (lenient) {
        keyless++;
      } else {
        throw refused("no key in \"" + shortened(text) + "\"; --lenient passes over such lines");
      }
    }

    Trace result() throws TraceException {
      if (trace.requests() == 0) {
        throw new TraceException(
            String.format(
                Locale.ROOT, "%s: not one key in its %,d lines; %s", name, line, accepted()));
      }
      return trace.build(new Trace.Skipped(empty, keyless), new TraceInfo(name, firstLine, header));
    }

    String place() {
      return line == 0 ? name : name + ", line " + line;
    }

    private TraceException refused(String what) {
      return new TraceException(place() + ": " + what + "; " + accepted());
    }

    private String accepted() {
      return "accepted: text, plain or gzip, of " + current.accepted();
    }
  }

  private static String shortened(String text) {
    return Printable.of(text.length() <= 60 ? text : text.substring(0, 57) + "...");
  }
}
