package dev.larder.tools.migrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a cache, of a template or of the defaults, and what could not be carried over.
 */
final class Block {
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, String> expiry = new LinkedHashMap<>();
  private final List<String> listeners = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** Sets a key to a value of the file format; null sets nothing. */
  Block set(String key, @Nullable String value) {
    if (value != null) {
      settings.put(key, value);
    }
    return this;
  }

  /** Sets a key to a text. */
  Block setText(String key, @Nullable String text) {
    return set(key, text == null ? null : Hocon.quote(text));
  }

  /** Sets one of created, accessed, modified and touched, or policy. */
  Block expires(String when, String value) {
    expiry.put(when, value);
    return this;
  }

  /** Adds a listener: the text of its block. */
  void listener(String text) {
    listeners.add(text);
  }

  /** Notes a setting that has no equivalent, and why, or what to do. */
  void note(String note) {
    notes.add("not carried over: " + note);
  }

  /** Notes a setting that means something a little different here. */
  void differs(String note) {
    notes.add("differs: " + note);
  }

  List<String> notes() {
    return notes;
  }

  boolean isEmpty() {
    return settings.isEmpty() && expiry.isEmpty() && listeners.isEmpty() && notes.isEmpty();
  }

  /** Returns the lines of the block, without the braces around. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    notes.forEach(note -> lines.add("# " + note));
    settings.forEach((key, value) -> lines.add(key + " = " + value));
    if (!expiry.isEmpty()) {
      List<String> parts = new ArrayList<>();
      expiry.forEach((when, value) -> parts.add(when + " = " + value));
      lines.add("expiry { " + String.join(", ", parts) + " }");
    }
    if (!listeners.isEmpty()) {
      lines.add("listeners = [");
      listeners.forEach(listener -> lines.add("  { " + listener + " }"));
      lines.add("]");
    }
    return lines;
  }
}
