package dev.larder.tools.trace;

import java.util.List;

/**
 * The requested keys, in order. Each distinct key is stored once; a request is the index of its
 * key. Immutable.
 */
public final class Trace {
  private final List<String> keys;
  private final int[] requests;
  private final Skipped skipped;
  private final TraceInfo info;

  /** Lines that gave no request: empty ones, and ones without a key where those are skipped. */
  public record Skipped(long empty, long keyless) {}

  Trace(List<String> keys, int[] requests, Skipped skipped, TraceInfo info) {
    this.keys = List.copyOf(keys);
    this.requests = requests;
    this.skipped = skipped;
    this.info = info;
  }

  public int requests() {
    return requests.length;
  }

  /** Returns the index in {@link #keys()} of the key of a request. */
  public int keyIndexAt(int request) {
    return requests[request];
  }

  /** Returns the key of a request, the same {@code String} object for equal keys. */
  public String keyAt(int request) {
    return keys.get(requests[request]);
  }

  /** Returns the distinct keys, by first appearance. */
  public List<String> keys() {
    return keys;
  }

  public Skipped skipped() {
    return skipped;
  }

  public TraceInfo info() {
    return info;
  }
}
