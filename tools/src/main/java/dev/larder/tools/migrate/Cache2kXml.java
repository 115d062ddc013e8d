package dev.larder.tools.migrate;

import java.util.List;
import java.util.Set;

/** Reads a {@code cache2k.xml}. */
final class Cache2kXml {
  private static final String CAPACITY = "2000";
  private static final Set<String> IGNORED = Set.of("name", "include", "sections");

  private Cache2kXml() {}

  static LarderFile read(String file, Element root) {
    LarderFile result = new LarderFile(file + " (cache2k)");
    result.defaults().set("maximum-size", CAPACITY); // unless set
    for (Element child : root.children()) {
      switch (child.name()) {
        case "version", "skipCheckOnStartup" -> {}
        case "ignoreMissingCacheConfiguration" -> {
          if (child.text().equals("false")) {
            result.note("ignoreMissingCacheConfiguration=false: a program may create any cache");
          }
        }
        case "defaults" ->
            child.children("cache").forEach(cache -> read(cache, result.defaults(), false));
        case "templates" ->
            child
                .children("cache")
                .forEach(cache -> read(cache, result.template(name(file, cache)), true));
        case "caches" ->
            child
                .children("cache")
                .forEach(cache -> read(cache, result.cache(name(file, cache)), true));
        default -> result.note(child.name() + ": there is nothing like it");
      }
    }
    return result;
  }

  private static String name(String file, Element cache) {
    String name = cache.childText("name");
    if (name == null) {
      throw new MigrationException(file + ": a cache has no name");
    }
    return name;
  }

  private static void read(Element cache, Block block, boolean canInclude) {
    String include = cache.childText("include");
    if (include != null && canInclude) {
      List<String> names = List.of(include.split("\\s*,\\s*"));
      block.set(
          "template",
          names.size() == 1
              ? Hocon.quote(names.get(0))
              : "[" + String.join(", ", names.stream().map(Hocon::quote).toList()) + "]");
    }
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
      case "keyType" -> block.setText("key-type", text);
      case "valueType" -> block.setText("value-type", text);
      case "entryCapacity" ->
          block.set("maximum-size", text.equals("-1") ? "unbounded" : text.replace("_", ""));
      case "maximumWeight" ->
          block.note("maximumWeight " + text + ": set maximum-weight and weigher");
      case "eternal" -> {
        if (text.equals("true")) {
          block.set("expiry", "eternal");
        }
      }
      case "expireAfterWrite" -> block.expires("modified", time(text));
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
                  + setting.childText("className")
                  + ": CacheLoader of JCache is another interface: set loader and read-through");
      case "writer" ->
          block.note(
              "writer "
                  + setting.childText("className")
                  + ": CacheWriter of JCache is another interface: set writer and write-through");
      case "weigher" ->
          block.note(
              "weigher " + setting.childText("className") + ": implement dev.larder.Weigher");
      case "expiryPolicy" ->
          block.note("expiryPolicy " + setting.childText("className") + ": set entry-expiry");
      case "disableStatistics" -> block.set("statistics", text.equals("true") ? "false" : "true");
      case "enableJmx" -> block.set("management", text);
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
      default -> block.note(setting.name() + ": there is nothing like it");
    }
  }

  private static void sections(Element sections, Block block) {
    for (Element section : sections.children()) {
      if (section.name().equals("jcache")) {
        String copies = section.childText("copyAlwaysIfRequested");
        if ("false".equals(copies)) {
          block.note("copyAlwaysIfRequested=false: store-by-value decides, and immutables pass");
        }
      } else {
        block.note(section.name() + ": there is nothing like it");
      }
    }
  }

  /** Returns a time in words that Larder reads: 5m, 30s, 1d; a bare number is in milliseconds. */
  private static String time(String text) {
    String plain = text.replace("_", "");
    return plain.matches("\\d+") ? plain + "ms" : plain.replace("D", "d").replace("H", "h");
  }
}
