package dev.larder.tools.trace;

import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Traces for tests. */
public final class Traces {
  private Traces() {}

  public static Trace of(String... keys) {
    TraceBuilder builder = new TraceBuilder();
    for (String key : keys) {
      builder.request(key);
    }
    return builder.build(new Trace.Skipped(0, 0), info("a trace"));
  }

  /** Returns the origin of a trace without a header. */
  public static TraceInfo info(String source) {
    return new TraceInfo(source, "first line", Optional.empty());
  }

  /** Returns the trace under another name, as the recording of one key in {@code sample}. */
  public static Trace recorded(Trace trace, String source, int sample) {
    TraceBuilder builder = new TraceBuilder();
    IntStream.range(0, trace.requests()).mapToObj(trace::keyAt).forEach(builder::request);
    Optional<TraceHeader> header =
        sample == 1 ? Optional.empty() : Optional.of(new TraceHeader(sample, 60, "m", "c"));
    return builder.build(trace.skipped(), new TraceInfo(source, "first line", header));
  }

  /** Returns requests of which few keys get most, as in real traces; the same for the same seed. */
  public static Trace skewed(int requests, int keys, long seed) {
    Random random = new Random(seed);
    TraceBuilder builder = new TraceBuilder();
    IntStream.range(0, requests)
        .mapToObj(request -> "key-" + (int) (keys * Math.pow(random.nextDouble(), 3)))
        .forEach(builder::request);
    return builder.build(new Trace.Skipped(0, 0), info("a trace"));
  }
}
