package dev.larder.spec;

import static java.util.Collections.synchronizedList;

import java.util.ArrayList;
import java.util.List;

/**
 * The calls of user code, in order. Calls are recorded only while the journal is on. Thread-safe.
 */
final class Journal {
  private final List<String> events = synchronizedList(new ArrayList<>());
  private final List<String> writer = synchronizedList(new ArrayList<>());
  private final List<String> loader = synchronizedList(new ArrayList<>());
  private final List<String> expiry = synchronizedList(new ArrayList<>());
  private volatile boolean on;

  void turn(boolean nowOn) {
    on = nowOn;
  }

  boolean isOn() {
    return on;
  }

  void event(String event) {
    events.add(event);
  }

  void writer(String call) {
    note(writer, call);
  }

  void loader(String call) {
    note(loader, call);
  }

  void expiry(String call) {
    note(expiry, call);
  }

  private void note(List<String> list, String call) {
    if (on) {
      list.add(call);
    }
  }

  List<String> events() {
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  String writer() {
    return words(writer);
  }

  String loader() {
    return words(loader);
  }

  String expiry() {
    return words(expiry);
  }

  static String words(List<String> list) {
    return list.isEmpty() ? "-" : String.join(" ", list);
  }
}
