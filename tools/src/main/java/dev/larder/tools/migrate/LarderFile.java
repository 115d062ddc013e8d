package dev.larder.tools.migrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A configuration file of Larder that is being written. */
public final class LarderFile {
  private final String origin;
  private final List<String> notes = new ArrayList<>();
  private final Block defaults = new Block();
  private final Map<String, Block> templates = new LinkedHashMap<>();
  private final Map<String, Block> caches = new LinkedHashMap<>();

  /**
   * Creates an empty file.
   *
   * @param origin what it comes from, for its first line
   */
  LarderFile(String origin) {
    this.origin = Hocon.line(origin);
  }

  Block defaults() {
    return defaults;
  }

  Block template(String name) {
    return templates.computeIfAbsent(name, key -> new Block());
  }

  Block cache(String name) {
    return caches.computeIfAbsent(name, key -> new Block());
  }

  /** Notes something of the whole file that has no equivalent, and why. */
  void note(String note) {
    notes.add("not carried over: " + Hocon.line(note));
  }

  /**
   * Returns all that was not carried over or differs, a line each, with the cache that it is of.
   */
  public List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    defaults.notes().forEach(note -> all.add("defaults: " + note));
    templates.forEach(
        (name, block) ->
            block.notes().forEach(note -> all.add(Hocon.line("template " + name) + ": " + note)));
    caches.forEach(
        (name, block) ->
            block.notes().forEach(note -> all.add(Hocon.line("cache " + name) + ": " + note)));
    return all;
  }

  /** Returns the number of caches that the file names. */
  public int caches() {
    return caches.size();
  }

  /** Returns the text of the file. */
  public String render() {
    StringBuilder text = new StringBuilder("# from ").append(origin).append('\n');
    notes.forEach(note -> text.append("# ").append(note).append('\n'));
    if (!defaults.isEmpty()) {
      render(text, "", "defaults", defaults.lines(this::nameOf));
    }
    render(text, "templates", templates, this::nameOf);
    render(text, "caches", caches, name -> name);
    return text.toString();
  }

  /**
   * Returns the name of a template in the new file. A template applies to the caches whose names it
   * matches, so it must not match one that does not refer to it.
   */
  private String nameOf(String template) {
    boolean isPattern = template.indexOf('*') >= 0 || template.indexOf('?') >= 0;
    return isPattern || caches.containsKey(template)
        ? template.replaceAll("[*?]", "-") + "-template"
        : template;
  }

  private void render(
      StringBuilder text, String name, Map<String, Block> blocks, UnaryOperator<String> names) {
    if (!blocks.isEmpty()) {
      text.append(name).append(" {\n");
      blocks.forEach(
          (key, block) ->
              render(text, "  ", Hocon.key(names.apply(key)), block.lines(this::nameOf)));
      text.append("}\n");
    }
  }

  private static void render(StringBuilder text, String indent, String name, List<String> lines) {
    if (lines.isEmpty()) {
      text.append(indent).append(name).append(" {}\n");
      return;
    }
    text.append(indent).append(name).append(" {\n");
    lines.forEach(line -> text.append(indent).append("  ").append(line).append('\n'));
    text.append(indent).append("}\n");
  }
}
