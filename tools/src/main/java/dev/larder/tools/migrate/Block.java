package dev.larder.tools.migrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a cache, of a template or of the defaults, and what could not be carried over.
 */
final class Block {
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");
  private static final Pattern TIME = Pattern.compile("[0-9]{1,18}(ns|us|ms|s|m|h|d)");

  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, String> expiry = new LinkedHashMap<>();
  private final List<String> templates = new ArrayList<>();
  private final List<String> listeners = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** Sets a key to a value of the file format that does not come from the other file. */
  Block set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** Sets a key to a text; null sets nothing. */
  void setText(String key, @Nullable String text) {
    if (text != null) {
      settings.put(key, Hocon.quote(text));
    }
  }

  /** Sets a key to a number of the other file; null sets nothing. */
  void setCount(String key, @Nullable String text) {
    if (text != null && COUNT.matcher(text).matches()) {
      settings.put(key, text);
    } else if (text != null) {
      note(key + " " + text + ": it is not a plain number; write it here");
    }
  }

  /** Sets a key to a switch of the other file; null sets nothing. */
  void setSwitch(String key, @Nullable String text) {
    if (text != null && text.matches("(?i)true|false")) {
      settings.put(key, text.equalsIgnoreCase("true") ? "true" : "false");
    } else if (text != null) {
      note(key + " " + text + ": it is neither true nor false; write it here");
    }
  }

  /** Sets a key to a time, with its unit. */
  void setTime(String key, String time) {
    if (TIME.matcher(time).matches()) {
      settings.put(key, time);
    } else {
      note(key + " " + time + ": it is not a plain time; write it here");
    }
  }

  /** Sets one of created, accessed, modified and touched to a time, with its unit. */
  void expires(String when, String time) {
    if (TIME.matcher(time).matches()) {
      expiry.put(when, time);
    } else {
      note("expiry " + when + " " + time + ": it is not a plain time; write it here");
    }
  }

  /** Refers to a template. */
  void template(@Nullable String name) {
    if (name != null) {
      templates.add(name);
    }
  }

  /** Adds a listener: the text of its block. */
  void listener(String text) {
    listeners.add(text);
  }

  /** Notes a setting that has no equivalent, and why, or what to do. */
  void note(String note) {
    notes.add("not carried over: " + Hocon.line(note));
  }

  /** Notes a setting that means something a little different here. */
  void differs(String note) {
    notes.add("differs: " + Hocon.line(note));
  }

  List<String> notes() {
    return notes;
  }

  boolean isEmpty() {
    return lines(name -> name).isEmpty();
  }

  /**
   * Returns the lines of the block, without the braces around.
   *
   * @param names returns the name that a template has in the new file
   */
  List<String> lines(UnaryOperator<String> names) {
    List<String> lines = new ArrayList<>();
    notes.forEach(note -> lines.add("# " + note));
    List<String> quoted = templates.stream().map(name -> Hocon.quote(names.apply(name))).toList();
    if (quoted.size() == 1) {
      lines.add("template = " + quoted.get(0));
    } else if (!quoted.isEmpty()) {
      lines.add("template = [" + String.join(", ", quoted) + "]");
    }
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
