package dev.larder.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.cache.CacheException;

/**
 * Expands the flat keys of properties into the tree of a configuration file. Names of caches may
 * contain dots: {@code caches.com.acme.Book.maximum-size} sets the cache {@code com.acme.Book},
 * because the longest known key at the end is the setting.
 */
final class FlatKeys {
  static final String PREFIX = "larder.";

  private static final String DEFAULTS = "defaults";

  /** The keys below a block; an index of a list is 0. */
  private static final Set<String> KEYS = keys();

  private FlatKeys() {}

  private static Set<String> keys() {
    Set<String> keys = new HashSet<>(Schema.keys());
    keys.remove("listeners");
    keys.addAll(List.of(ConfigSource.TEMPLATE, ConfigSource.CREATE_MISSING));
    ExpirySetting.KEYS.forEach(key -> keys.add("expiry." + key));
    ListenerSetting.KEYS.forEach(key -> keys.add("listeners.0." + key));
    return keys;
  }

  /** Returns the tree of those properties that begin with {@code larder.}. */
  static ConfigObject tree(Properties properties) {
    Map<String, ConfigValue> found = new TreeMap<>();
    Set<String> names = new TreeSet<>(properties.stringPropertyNames());
    properties.keySet().forEach(key -> names.add(String.valueOf(key)));
    for (String name : names) {
      if (name.startsWith(PREFIX) && !name.equals(IncludePolicy.ALLOW)) {
        String text = properties.getProperty(name);
        String value = text == null ? String.valueOf(properties.get(name)) : text;
        found.put(
            name.substring(PREFIX.length()),
            ConfigValueFactory.fromAnyRef(value, "property " + name));
      }
    }
    return tree(found);
  }

  /** Returns the tree of a properties file; each value has the line where its property begins. */
  static ConfigObject parse(String file, String text) {
    Map<String, ConfigValue> found = new TreeMap<>();
    List<String> lines = text.lines().toList();
    for (int next = 0; next < lines.size(); ) {
      ConfigOrigin origin = ConfigOriginFactory.newSimple(file).withLineNumber(next + 1);
      String property = lines.get(next++);
      while (next < lines.size() && continues(property)) {
        property += "\n" + lines.get(next++);
      }
      parseProperty(origin, property)
          .forEach(
              (key, value) ->
                  found.put(
                      key.toString(), ConfigValueFactory.fromAnyRef(value).withOrigin(origin)));
    }
    return tree(found);
  }

  /** Whether an odd number of backslashes continues the line; a comment is not continued. */
  private static boolean continues(String line) {
    int backslashes = line.length() - line.replaceFirst("\\\\++\\z", "").length();
    return backslashes % 2 == 1 && !line.matches("(?s)\\s*[#!].*");
  }

  private static Properties parseProperty(ConfigOrigin origin, String text) {
    try {
      Properties property = new Properties();
      property.load(new StringReader(text));
      return property;
    } catch (IOException | IllegalArgumentException e) {
      // Without the value, which may be a secret.
      String key = text.strip().replaceFirst("(?s)\\s*[=:\\s].*", "");
      throw new CacheException(
          "configuration %s: %s: a \\u is followed by four hexadecimal digits, and a backslash is"
                  .formatted(ConfigNode.compact(origin.description()), key)
              + " written twice");
    }
  }

  private static ConfigObject tree(Map<String, ConfigValue> flat) {
    Config tree = ConfigFactory.empty();
    for (Map.Entry<String, ConfigValue> each : flat.entrySet()) {
      List<String> path = path(each.getKey(), each.getValue());
      String key = ConfigUtil.joinPath(path);
      for (int length = 1; length < path.size(); length++) {
        String above = ConfigUtil.joinPath(path.subList(0, length));
        if (tree.hasPath(above) && tree.getValue(above).valueType() != ConfigValueType.OBJECT) {
          String places = ": %s contradicts %s in %s: drop one of them";
          throw new CacheException(
              ConfigNode.location(each.getValue())
                  + places.formatted(key, above, ConfigNode.location(tree.getValue(above))));
        }
      }
      tree = tree.withValue(key, each.getValue());
    }
    return tree.root();
  }

  private static List<String> path(String flat, ConfigValue value) {
    if (flat.equals(ConfigSource.WATCH)) {
      return List.of(flat);
    }
    for (int dot = flat.indexOf('.'); dot > 0; dot = flat.indexOf('.', dot + 1)) {
      String block = flat.substring(0, dot);
      String key = flat.substring(dot + 1);
      boolean isNamed = block.matches("(?s)(templates|caches)\\..+");
      if ((isNamed || block.equals(DEFAULTS)) && isKey(key)) {
        List<String> path = new ArrayList<>(List.of(block.split("\\.", 2)));
        // The name of a cache or template may have quotes, as in a file.
        path.replaceAll(part -> part.replaceFirst("(?s)^\"(.+)\"$", "$1"));
        path.addAll(List.of(key.split("\\.")));
        return path;
      }
    }
    throw new CacheException(
        "%s: unknown key %s%s; accepted: watch, defaults.KEY, templates.PATTERN.KEY and"
                .formatted(ConfigNode.location(value), flat, hint(flat))
            + " caches.NAME.KEY, with KEY one of "
            + String.join(", ", Schema.keys()));
  }

  private static boolean isKey(String key) {
    return KEYS.contains(key.replaceFirst("^listeners\\.\\d+\\.", "listeners.0."));
  }

  private static String hint(String flat) {
    if (Schema.keys().contains(flat)) {
      return "; a setting stands below a block, as in defaults." + flat + " or caches.NAME." + flat;
    }
    String last = flat.substring(flat.lastIndexOf('.') + 1);
    String advice = Suggestions.advice(last);
    return advice.isEmpty() ? Suggestions.hint(last, Schema.keys()) : advice;
  }
}
