package dev.larder.tools.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects requests, and numbers the keys by first appearance. */
final class TraceBuilder {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> keys = new ArrayList<>();
  private int[] requests = new int[1 << 16];
  private int count;

  void request(String key) {
    if (count == requests.length) {
      requests = Arrays.copyOf(requests, Math.addExact(count, count >> 1));
    }
    requests[count++] = numbers.computeIfAbsent(key, this::number);
  }

  int requests() {
    return count;
  }

  Trace build(Trace.Skipped skipped, TraceInfo info) {
    return new Trace(keys, Arrays.copyOf(requests, count), skipped, info);
  }

  private Integer number(String key) {
    keys.add(key);
    return keys.size() - 1;
  }
}
