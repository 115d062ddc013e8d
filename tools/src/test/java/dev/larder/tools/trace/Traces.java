package dev.larder.tools.trace;

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
    return builder.build(new Trace.Skipped(0, 0));
  }

  /** Returns requests of which few keys get most, as in real traces; the same for the same seed. */
  public static Trace skewed(int requests, int keys, long seed) {
    Random random = new Random(seed);
    TraceBuilder builder = new TraceBuilder();
    IntStream.range(0, requests)
        .mapToObj(request -> "key-" + (int) (keys * Math.pow(random.nextDouble(), 3)))
        .forEach(builder::request);
    return builder.build(new Trace.Skipped(0, 0));
  }
}
