package dev.larder.testkit.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The observable effects of one step, of the cache or of the model. Filled by one thread. */
final class Observation {
  String result = "";
  Counters counters = Counters.NONE;
  final List<String> loader = new ArrayList<>();
  final List<String> writer = new ArrayList<>();
  final List<String> expiry = new ArrayList<>();

  /** Whether calls of the policy are not compared. */
  boolean anyExpiry;

  /** The events that each listener received for each key, in order. */
  private final Map<Integer, Map<Integer, List<String>>> events = new TreeMap<>();

  /** The number of events that each listener has received when the operation returns. */
  private final Map<Integer, Integer> prompt = new HashMap<>();

  void record(int listener, int key, String event) {
    events
        .computeIfAbsent(listener, any -> new TreeMap<>())
        .computeIfAbsent(key, any -> new ArrayList<>())
        .add(event);
  }

  /** Records an event, which a synchronous listener receives before the operation returns. */
  void recordAtOnce(int listener, int key, String event) {
    record(listener, key, event);
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
