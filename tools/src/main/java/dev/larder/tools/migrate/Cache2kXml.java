package dev.larder.tools.migrate;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@code cache2k.xml}. */
final class Cache2kXml {
  private static final String CAPACITY = "2000";
  private static final int MAX_DEPTH = 10;
  private static final Pattern NUMBER = Pattern.compile("([0-9]{1,15})([A-Za-z]{0,3})");
  private static final Map<String, Long> UNITS =
      Map.of(
          "",
          1L,
          "k",
          1_000L,
          "M",
          1_000_000L,
          "G",
          1_000_000_000L,
          "T",
          1_000_000_000_000L,
          "KiB",
          1L << 10,
          "MiB",
          1L << 20,
          "GiB",
          1L << 30,
          "TiB",
          1L << 40);
  private static final Set<String> IGNORED = Set.of("name", "include", "sections");

  private Cache2kXml() {}

  static LarderFile read(String file, Element root) {
    LarderFile result = new LarderFile(file + " (cache2k)");
    result.defaults().set("maximum-size", CAPACITY); // unless set
    Map<String, List<String>> includes = new HashMap<>();
    for (Element templates : root.children("templates")) {
      for (Element template : templates.children()) {
        includes.put(name(file, template), includes(template));
      }
    }
    for (Element child : root.children()) {
      switch (child.name()) {
        case "version", "skipCheckOnStartup" -> {}
        case "ignoreMissingCacheConfiguration" -> {
          if (child.text().equals("false")) {
            result.note("ignoreMissingCacheConfiguration=false: a program may create any cache");
          }
        }
        case "defaults" -> child.children("cache").forEach(cache -> read(cache, result.defaults()));
        case "templates" -> {
          for (Element template : child.children()) {
            if (template.name().equals("cache")) {
              read(template, result.template(name(file, template)));
            } else {
              result.note("template " + template.name() + ": there is nothing like it");
            }
          }
        }
        case "caches" -> {
          for (Element cache : child.children("cache")) {
            Block block = result.cache(name(file, cache));
            Set<String> all = new LinkedHashSet<>();
            includes(cache).forEach(include -> expand(include, includes, all, MAX_DEPTH));
            all.forEach(block::template);
            read(cache, block);
          }
        }
        case "properties" ->
            result.note("properties: write their values where the file refers to them");
        default -> result.note(child.name() + ": there is nothing like it");
      }
    }
    return result;
  }

  private static List<String> includes(Element cache) {
    String include = cache.childText("include");
    return include == null || include.isEmpty() ? List.of() : List.of(include.split("\\s*,\\s*"));
  }

  /** Adds a template after those that it includes itself: in Larder no template refers to one. */
  private static void expand(
      String template, Map<String, List<String>> includes, Set<String> all, int depth) {
    if (depth > 0) {
      includes
          .getOrDefault(template, List.of())
          .forEach(include -> expand(include, includes, all, depth - 1));
    }
    all.add(template);
  }

  private static String name(String file, Element cache) {
    String name = cache.childText("name");
    if (name == null) {
      throw new MigrationException(file + ": a cache has no name");
    }
    return name;
  }

  private static void read(Element cache, Block block) {
    for (Element child : cache.children()) {
      if (!IGNORED.contains(child.name())) {
        setting(child, block);
      }
    }
    cache.children("sections").forEach(sections -> sections(sections, block));
  }

  private static void setting(Element setting, Block block) {
    String text = setting.text();
    switch (setting.name()) {
      case "keyType" -> block.setText("key-type", type(text));
      case "valueType" -> block.setText("value-type", type(text));
      case "entryCapacity" -> {
        if (text.replace("_", "").equals(Long.toString(Long.MAX_VALUE))) {
          block.set("maximum-size", "unbounded");
        } else if (!text.equals("-1")) { // that is: unset
          block.setCount("maximum-size", count(text));
        }
      }
      case "maximumWeight" ->
          block.note("maximumWeight " + text + ": set maximum-weight and weigher");
      case "eternal" -> {
        if (text.equals("true")) {
          block.set("expiry", "eternal");
        }
      }
      case "expireAfterWrite" -> {
        if (text.equals("eternal")) {
          block.set("expiry", "eternal");
        } else {
          block.expires("modified", time(text));
        }
      }
      case "idleScanTime" -> {
        block.expires("touched", time(text));
        block.differs("idleScanTime: touched expires an entry at its time, not one scan later");
      }
      case "refreshAhead" -> {
        if (text.equals("true")) {
          block.note(
              "refreshAhead: set refresh-after, shorter than the expiry, and read-through: a value"
                  + " older than that is reloaded when it is read");
        }
      }
      case "loader", "advancedLoader" ->
          block.note(
              setting.name()
                  + " "
                  + user(setting)
                  + ": CacheLoader of JCache is another interface: set loader and read-through");
      case "writer" ->
          block.note(
              "writer "
                  + user(setting)
                  + ": CacheWriter of JCache is another interface: set writer and write-through");
      case "weigher" -> block.note("weigher " + user(setting) + ": implement dev.larder.Weigher");
      case "expiryPolicy" -> block.note("expiryPolicy " + user(setting) + ": set entry-expiry");
      case "disableStatistics" -> {
        if (text.equals("true")) {
          block.set("statistics", "false");
        }
      }
      case "enableJmx" -> block.setSwitch("management", text);
      case "listeners", "asyncListeners" ->
          block.note(
              setting.name()
                  + " "
                  + user(setting)
                  + ": CacheEntryListener of JCache is another interface");
      case "storeByReference" ->
          block.set("store-by-value", text.equals("true") ? "false" : "true");
      case "permitNullValues" -> {
        if (text.equals("true")) {
          block.note("permitNullValues: JCache has no null values; store an Optional");
        }
      }
      case "keepDataAfterExpired" -> {
        if (text.equals("true")) {
          block.note("keepDataAfterExpired: set stale-if-error with refresh-after");
        }
      }
      case "resilience", "resiliencePolicy" ->
          block.note(setting.name() + ": set stale-if-error with refresh-after");
      default -> {
        if (!text.equals("false")) {
          block.note(setting.name() + ": there is nothing like it");
        }
      }
    }
  }

  /** Returns the class or bean that a setting names. */
  private static String user(Element setting) {
    String type = setting.textWithin("className");
    String bean = type == null ? setting.textWithin("bean") : type;
    return bean == null ? setting.text() : bean;
  }

  /** Returns the full name of a type. */
  private static String type(String name) {
    boolean isShort =
        name.matches("String|Integer|Long|Short|Byte|Double|Float|Boolean|Character|Object");
    return isShort ? "java.lang." + name : name;
  }

  private static void sections(Element sections, Block block) {
    for (Element section : sections.children()) {
      if (section.name().equals("jcache")) {
        String copies = section.childText("copyAlwaysIfRequested");
        if ("false".equals(copies)) {
          block.differs("copyAlwaysIfRequested=false: store-by-value decides, and immutables pass");
        }
        section.children().stream()
            .filter(child -> !child.name().equals("copyAlwaysIfRequested"))
            .forEach(child -> block.note("jcache." + child.name() + ": there is nothing like it"));
      } else {
        block.note(section.name() + ": there is nothing like it");
      }
    }
  }

  /** Returns a number in digits: 10_000, 5k, 1MiB. Another text stays as it is. */
  private static String count(String text) {
    Matcher number = NUMBER.matcher(text.replace("_", ""));
    Long unit = number.matches() ? UNITS.get(number.group(2)) : null;
    return unit == null
        ? text
        : Long.toString(Math.multiplyExact(Long.parseLong(number.group(1)), unit));
  }

  /** Returns a time with its unit. cache2k reads a number, and units such as M, as milliseconds. */
  private static String time(String text) {
    String plain = text.replace("_", "");
    if (plain.matches("[0-9]+(ms|s|m|h|d)")) {
      return plain;
    }
    String millis = count(plain);
    return millis.matches("[0-9]{1,18}") ? Times.of(Long.parseLong(millis)) : text;
  }
}
