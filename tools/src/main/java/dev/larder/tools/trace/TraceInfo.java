package dev.larder.tools.trace;

import java.util.Optional;

/**
 * Where a trace comes from.
 *
 * @param source the name of the source, for messages
 * @param firstLine the first line with a request
 * @param header the header that {@code larder record} has written; empty in other traces
 */
public record TraceInfo(String source, String firstLine, Optional<TraceHeader> header) {

  /** Returns the number of keys of which the trace has one. */
  public int sample() {
    return header.map(TraceHeader::sample).orElse(1);
  }
}
