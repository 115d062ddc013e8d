package dev.larder.benchmarks.row;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A task to run in a JVM of its own.
 *
 * @param kind the kind of measurement
 * @param what the method, the expiry or the trace, depending on the kind
 * @param parameters the parameters for JMH
 * @param threads the number of threads
 * @param heap the heap of the JVM in GB
 */
public record Task(Kind kind, String what, Map<String, String> parameters, int threads, int heap) {
  private static final int JMH_HEAP = 1;

  private static final int CHILD_HEAP = 2;

  /** The kind of a measurement. */
  public enum Kind {
    /** With JMH: operations in a time. */
    THROUGHPUT,
    /** With JMH: the time of single operations. */
    LATENCY,
    /** The memory of a full cache. */
    MEMORY,
    /** The replay of a trace. */
    REPLAY,
    /** The start of a JVM. */
    START_UP
  }

  /**
   * Returns a method of {@link dev.larder.benchmarks.workload.Operations}, with names and values of
   * its parameters.
   */
  public static Task jmh(String method, int threads, String... parameters) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      map.put(parameters[i], parameters[i + 1]);
    }
    return new Task(Kind.THROUGHPUT, method, map, threads, JMH_HEAP);
  }

  /** Returns one of the programs in {@link dev.larder.benchmarks.child}. */
  public static Task child(Kind kind, String what, int threads) {
    return new Task(kind, what, Map.of(), threads, CHILD_HEAP);
  }

  /** Returns the same task with the time of single operations. */
  public Task latency() {
    return new Task(Kind.LATENCY, what, parameters, threads, heap);
  }

  /** Returns the same task with another heap. */
  public Task withHeap(int gigabytes) {
    return new Task(kind, what, parameters, threads, gigabytes);
  }
}
