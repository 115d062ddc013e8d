package dev.larder.benchmarks.row;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is run in a JVM of its own.
 *
 * @param kind how
 * @param what the method, the expiry or the trace, depending on the kind
 * @param parameters for JMH
 * @param threads how many do it at once
 * @param heap of the JVM, in GB
 */
public record Task(Kind kind, String what, Map<String, String> parameters, int threads, int heap) {
  private static final int JMH_HEAP = 1;

  private static final int CHILD_HEAP = 2;

  /** How a task is run. */
  public enum Kind {
    /** By JMH, for operations in a time. */
    THROUGHPUT,
    /** By JMH, for the time of single operations. */
    LATENCY,
    /** Weighing a full cache. */
    MEMORY,
    /** Replaying a trace. */
    REPLAY,
    /** Starting. */
    START_UP
  }

  /** A method of {@link dev.larder.benchmarks.workload.Operations}, with names and values. */
  public static Task jmh(String method, int threads, String... parameters) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      map.put(parameters[i], parameters[i + 1]);
    }
    return new Task(Kind.THROUGHPUT, method, map, threads, JMH_HEAP);
  }

  /** One of the programs in {@link dev.larder.benchmarks.child}. */
  public static Task child(Kind kind, String what, int threads) {
    return new Task(kind, what, Map.of(), threads, CHILD_HEAP);
  }

  /** The same, timing single operations. */
  public Task latency() {
    return new Task(Kind.LATENCY, what, parameters, threads, heap);
  }

  /** The same with another heap. */
  public Task withHeap(int gigabytes) {
    return new Task(kind, what, parameters, threads, gigabytes);
  }
}
