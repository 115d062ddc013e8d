package dev.larder.tools.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The first line of a trace that {@code larder record} has written: {@code #larder-trace version=1
 * sample=16 seconds=60 manager=... cache=...}. Names are URL-encoded.
 *
 * @param sample the trace has the reads of one key in this many; 1 for all keys. A cache of {@code
 *     n} entries for the trace corresponds to a cache of {@code n * sample} entries for all keys
 * @param seconds the duration of the recording
 * @param manager the URI of the cache manager, as its MBeans give it
 * @param cache the name of the cache
 */
public record TraceHeader(int sample, long seconds, String manager, String cache) {
  private static final String MARK = "#larder-trace ";
  private static final String VERSION = "1";

  /** Returns whether a line is meant as a header. */
  public static boolean isHeader(String line) {
    return line.startsWith(MARK);
  }

  /**
   * Reads a header. Fields that are not known are ignored.
   *
   * @return empty if the line is damaged, or of another version
   */
  public static Optional<TraceHeader> parse(String line) {
    Map<String, String> fields = new HashMap<>();
    for (String field : line.substring(MARK.length()).strip().split(" ", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.put(field.substring(0, equals), field.substring(equals + 1));
      }
    }
    try {
      int sample = Integer.parseInt(fields.getOrDefault("sample", ""));
      long seconds = Long.parseLong(fields.getOrDefault("seconds", ""));
      String manager = URLDecoder.decode(fields.getOrDefault("manager", ""), UTF_8);
      String cache = URLDecoder.decode(fields.getOrDefault("cache", ""), UTF_8);
      return VERSION.equals(fields.get("version")) && sample > 0
          ? Optional.of(new TraceHeader(sample, seconds, manager, cache))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the line. */
  public String line() {
    return MARK
        + "version=%s sample=%d seconds=%d manager=%s cache=%s"
            .formatted(
                VERSION,
                sample,
                seconds,
                URLEncoder.encode(manager, UTF_8),
                URLEncoder.encode(cache, UTF_8));
  }
}
