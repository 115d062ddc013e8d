package dev.larder.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.CacheException;

/**
 * A value of the configuration with its path, its file and its line.
 *
 * @param path the keys above the value, separated by dots; empty for the root
 * @param loader loads the classes that the value names
 */
record ConfigNode(ConfigValue raw, String path, ClassLoader loader) {
  private static final Pattern FOLDERS = Pattern.compile("^(.*[/\\\\]|classpath:)");
  private static final Pattern SPLIT_NAME = Pattern.compile("(?:caches|templates)\\.(.+)");
  private static final Pattern LINE = Pattern.compile(": (\\d+)(?:-\\d+)?");

  /** Returns the values of a block by key. Any key is accepted. */
  Map<String, ConfigNode> parts() {
    if (!(raw instanceof ConfigObject block)) {
      throw unfit("a block { ... }");
    }
    Map<String, ConfigNode> parts = new TreeMap<>();
    String prefix = path.isEmpty() ? "" : path + ".";
    for (String key : block.keySet()) {
      parts.put(key, new ConfigNode(block.get(key), prefix + ConfigUtil.joinPath(key), loader));
    }
    return parts;
  }

  /** Returns the values of a block by key. Other keys than the accepted ones are an error. */
  Map<String, ConfigNode> parts(Collection<String> accepted) {
    Map<String, ConfigNode> parts = parts();
    parts.forEach(
        (key, value) -> {
          if (!accepted.contains(key)) {
            throw value.unknownKey(key, accepted);
          }
        });
    return parts;
  }

  private CacheException unknownKey(String key, Collection<String> accepted) {
    return new CacheException(
        "%s: unknown key %s%s; accepted: %s"
            .formatted(location(raw), path, hint(key, accepted), String.join(", ", accepted)));
  }

  private String hint(String key, Collection<String> accepted) {
    String advice = Suggestions.advice(key);
    if (!advice.isEmpty()) {
      return advice;
    }
    Matcher split = SPLIT_NAME.matcher(path);
    if (split.matches() && raw instanceof ConfigObject) {
      return "; a name with dots is written in quotes: \"" + wholeName(split.group(1)) + "\"";
    }
    if (path.equals("larder")) {
      return "; the blocks stand by themselves, without larder { } around them";
    }
    if (path.equals(key) && Schema.isKey(key)) {
      return "; a setting stands in a block, as in defaults { " + key + " = ... }";
    }
    if (key.equals(ConfigSource.CREATE_MISSING)) {
      return "; it stands in a template";
    }
    return Suggestions.hint(key, accepted);
  }

  /** Joins a name that was split at its dots: adds the keys of blocks that contain one block. */
  private String wholeName(String name) {
    String whole = name;
    ConfigValue part = raw;
    while (part instanceof ConfigObject block && block.size() == 1) {
      Map.Entry<String, ConfigValue> only = block.entrySet().iterator().next();
      if (!(only.getValue() instanceof ConfigObject) || Schema.isKey(only.getKey())) {
        return whole;
      }
      whole += "." + only.getKey();
      part = only.getValue();
    }
    return whole;
  }

  /** Returns the elements of a list; the parser also reads a block with keys 0, 1, 2 as a list. */
  List<ConfigNode> elements(String accepted) {
    if (raw instanceof ConfigObject block) {
      for (String key : block.keySet()) {
        if (!key.matches("\\d{1,9}") || Integer.parseInt(key) >= block.size()) {
          throw unfit(accepted);
        }
      }
    }
    ConfigList list = as(Config::getList, accepted);
    List<ConfigNode> elements = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      elements.add(new ConfigNode(list.get(i), path + "." + i, loader));
    }
    return elements;
  }

  String text(String accepted) {
    if (raw.valueType() != ConfigValueType.STRING) {
      throw unfit(accepted);
    }
    return raw.unwrapped().toString();
  }

  /** Returns the text in lower case, without surrounding spaces. */
  String word(String accepted) {
    return text(accepted).strip().toLowerCase(Locale.ROOT);
  }

  /** Whether the value is this word in any case. */
  boolean isWord(String word) {
    return raw.unwrapped() instanceof String text && text.strip().equalsIgnoreCase(word);
  }

  /** Reads the value through a getter of the parser, which converts strings and knows units. */
  <T> T as(BiFunction<Config, String, T> getter, String accepted) {
    try {
      return getter.apply(raw.atKey("value"), "value");
    } catch (ConfigException e) {
      throw unfit(accepted);
    }
  }

  /** Returns the exception for a value that is not accepted. */
  CacheException unfit(String accepted) {
    String type = raw.valueType().name().toLowerCase(Locale.ROOT);
    String found = raw.render(ConfigRenderOptions.concise());
    if (isFromOutside()) {
      found = (type.equals("object") ? "an " : "a ") + type;
    } else if (!type.equals("null")) {
      found = "the " + type + " " + found;
    }
    return wrong("found " + found + ", accepted is " + accepted);
  }

  /** Returns an exception with the place and the path of the value. */
  CacheException wrong(String message) {
    return new CacheException(location(raw) + ": " + path + ": " + message);
  }

  /** Returns the place without folders: the name of the file and the line, or the property. */
  String origin() {
    String place = location(raw);
    return place.startsWith("property ") ? place : FOLDERS.matcher(place).replaceFirst("");
  }

  /**
   * Whether a part of the value comes from a system property or the environment. Such a part may be
   * a secret, so messages do not contain it.
   */
  boolean isFromOutside() {
    return isFromOutside(raw);
  }

  private static boolean isFromOutside(ConfigValue value) {
    String origin = value.origin().description();
    Collection<ConfigValue> parts =
        value instanceof ConfigObject block
            ? block.values()
            : value instanceof ConfigList list ? list : List.of();
    return origin.contains("system property")
        || origin.contains("env var")
        || parts.stream().anyMatch(ConfigNode::isFromOutside);
  }

  /** Returns the full place. A merged block has no line, so the place of its first part is used. */
  static String location(ConfigValue value) {
    boolean nowhere = value.origin().lineNumber() < 0;
    if (nowhere && value instanceof ConfigObject block && !block.isEmpty()) {
      return location(new TreeMap<>(block).firstEntry().getValue());
    }
    return compact(value.origin().description());
  }

  /** Replaces {@code caches.conf: 12-14} by {@code caches.conf:12}. */
  static String compact(String description) {
    return LINE.matcher(description).replaceFirst(":$1");
  }
}
