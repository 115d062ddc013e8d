package dev.larder.tools.trace;

import java.util.List;

/**
 * The keys that were asked for, in the order in which they were. Each distinct key is held once; a
 * request is its index. Immutable.
 */
public final class Trace {
  private final List<String> keys;
  private final int[] requests;
  private final Skipped skipped;

  /** Lines that gave no request: empty ones, and ones without a key where those are let pass. */
  public record Skipped(long empty, long keyless) {}

  Trace(List<String> keys, int[] requests, Skipped skipped) {
    this.keys = List.copyOf(keys);
    this.requests = requests;
    this.skipped = skipped;
  }

  public int requests() {
    return requests.length;
  }

  /** The index, in {@link #keys()}, of the key that the given request asks for. */
  public int keyIndexAt(int request) {
    return requests[request];
  }

  /** The same {@code String} each time that a key is asked for. */
  public String keyAt(int request) {
    return keys.get(requests[request]);
  }

  /** The distinct keys, by first appearance. */
  public List<String> keys() {
    return keys;
  }

  public Skipped skipped() {
    return skipped;
  }
}
