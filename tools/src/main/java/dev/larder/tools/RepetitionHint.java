package dev.larder.tools;

import dev.larder.tools.report.Paragraph;
import dev.larder.tools.trace.Printable;
import dev.larder.tools.trace.Trace;
import java.util.Locale;
import java.util.Optional;

/** A hint for traces in which nearly every request has a new key. */
final class RepetitionHint {
  private static final int LEAST_REQUESTS = 20;
  private static final double MOST_DISTINCT = 0.95;
  private static final int SHOWN = 120;

  private RepetitionHint() {}

  /** Returns the hint; empty if enough requests repeat a key. */
  static Optional<String> of(Trace trace) {
    int requests = trace.requests();
    int distinct = trace.keys().size();
    if (requests < LEAST_REQUESTS || distinct < MOST_DISTINCT * requests) {
      return Optional.empty();
    }
    String fact =
        String.format(
            Locale.ROOT,
            "larder: hint: %,d of %,d requests have a key that no earlier request has. No cache can"
                + " help such a trace, as it is read.",
            distinct,
            requests);
    return Optional.of(trace.info().header().isPresent() ? fact : fact + advice(trace));
  }

  private static String advice(Trace trace) {
    return " If the key is only a part of each line, give --format combined for an access log,"
        + " another --field, or --regex. The first line is: "
        + Printable.of(Paragraph.shortened(trace.info().firstLine(), SHOWN));
  }
}
