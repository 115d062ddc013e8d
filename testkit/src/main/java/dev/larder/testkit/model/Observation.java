package dev.larder.testkit.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one step shows: of the cache, or of the model. Filled in by one thread. */
final class Observation {
  String result = "";
  Counters counters = Counters.NONE;
  final List<String> loader = new ArrayList<>();
  final List<String> writer = new ArrayList<>();
  final List<String> expiry = new ArrayList<>();

  /** Whether nothing is said of the calls of the policy. */
  boolean anyExpiry;

  /** For each listener, what it hears of each key, in order. */
  private final Map<Integer, Map<Integer, List<String>>> events = new TreeMap<>();

  /** For each listener, how many events are there when the operation returns. */
  private final Map<Integer, Integer> prompt = new HashMap<>();

  void hear(int listener, int key, String event) {
    events
        .computeIfAbsent(listener, any -> new TreeMap<>())
        .computeIfAbsent(key, any -> new ArrayList<>())
        .add(event);
  }

  /** The same, by the thread of the operation if the listener is synchronous. */
  void hearAtOnce(int listener, int key, String event) {
    hear(listener, key, event);
    prompt.merge(listener, 1, Integer::sum);
  }

  Map<Integer, Map<Integer, List<String>>> events() {
    return events;
  }

  int promptCount(int listener) {
    return prompt.getOrDefault(listener, 0);
  }

  int eventCount(int listener) {
    return events.getOrDefault(listener, Map.of()).values().stream().mapToInt(List::size).sum();
  }
}
