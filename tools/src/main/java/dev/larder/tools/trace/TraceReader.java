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
import java.util.function.LongConsumer;

/**
 * Reads a trace from text.
 *
 * @param pattern where the key is in a line
 * @param charset the encoding, one that has the bytes of ASCII; others are an error, not a question
 *     mark
 * @param limit how many requests are read at most
 * @param lenient whether lines without a key are counted and passed over rather than an error
 */
public record TraceReader(KeyPattern pattern, Charset charset, int limit, boolean lenient) {

  /** Reads a key a line, all of them, in UTF-8. */
  public TraceReader() {
    this(new KeyPattern.WholeLine(), UTF_8, Integer.MAX_VALUE, false);
  }

  /**
   * Reads the whole of a source, up to the limit.
   *
   * @param progress is told now and then how many requests have been read
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

  /** One reading: where it is, and what it has found. */
  private final class Pass {
    private final String name;
    private final LongConsumer progress;
    private final LineDecoder decoder = new LineDecoder(charset);
    private final TraceBuilder trace = new TraceBuilder();
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
        return;
      }
      String key = pattern.keyOf(text);
      if (key != null) {
        trace.request(key);
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
      return trace.build(new Trace.Skipped(empty, keyless));
    }

    String place() {
      return line == 0 ? name : name + ", line " + line;
    }

    private TraceException refused(String what) {
      return new TraceException(place() + ": " + what + "; " + accepted());
    }

    private String accepted() {
      return "accepted: text, plain or gzip, of " + pattern.accepted();
    }
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
