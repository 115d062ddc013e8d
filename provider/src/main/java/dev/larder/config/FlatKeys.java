package dev.larder.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.CacheException;

/**
 * Properties as the tree that a configuration file is. Names of caches may contain dots: {@code
 * caches.com.acme.Book.maximum-size} is about the cache {@code com.acme.Book}, because it ends in a
 * known key.
 */
final class FlatKeys {
  static final String PREFIX = "larder.";

  private static final Pattern DEFAULTS = Pattern.compile("(defaults)\\.(" + Schema.FLAT + ")");
  private static final Pattern NAMED =
      Pattern.compile("(templates|caches)\\.(?:\"(.+)\"|(.+?))\\.(" + Schema.FLAT + ")");

  private FlatKeys() {}

  /** The folders from which the properties let files be included. */
  static Collection<String> allowedFolders(Properties properties) {
    String folders = properties.getProperty(Includes.ALLOW, "");
    return Pattern.compile(",")
        .splitAsStream(folders)
        .map(String::strip)
        .filter(folder -> !folder.isEmpty())
        .toList();
  }

  /** The tree of those properties that begin with {@code larder.}. */
  static ConfigObject tree(Properties properties) {
    Map<String, ConfigValue> found = new TreeMap<>();
    Set<Object> names = new TreeSet<>(properties.stringPropertyNames());
    names.addAll(properties.keySet().stream().map(String::valueOf).toList());
    for (Object each : names) {
      String name = each.toString();
      if (name.startsWith(PREFIX) && !name.equals(Includes.ALLOW)) {
        Object text = properties.getProperty(name);
        String value = String.valueOf(text == null ? properties.get(name) : text);
        found.put(
            name.substring(PREFIX.length()),
            ConfigValueFactory.fromAnyRef(value, "property " + name));
      }
    }
    return tree(found);
  }

  /** The tree of values by flat key, in the order of the keys. */
  static ConfigObject tree(Map<String, ConfigValue> flat) {
    Config tree = ConfigFactory.empty();
    for (Map.Entry<String, ConfigValue> each : flat.entrySet()) {
      List<String> path = path(each.getKey(), each.getValue());
      refuseBelowAValue(tree, path, each.getValue());
      tree = tree.withValue(ConfigUtil.joinPath(path), each.getValue());
    }
    return tree.root();
  }

  private static List<String> path(String flat, ConfigValue value) {
    Matcher defaults = DEFAULTS.matcher(flat);
    Matcher named = NAMED.matcher(flat);
    List<String> path = new ArrayList<>();
    if (flat.equals(ConfigSource.WATCH)) {
      path.add(flat);
    } else if (defaults.matches()) {
      path.add("defaults");
      path.addAll(List.of(defaults.group(2).split("\\.")));
    } else if (named.matches()) {
      path.add(named.group(1));
      path.add(named.group(2) == null ? named.group(3) : named.group(2));
      path.addAll(List.of(named.group(4).split("\\.")));
    } else {
      throw unknown(flat, value);
    }
    return path;
  }

  private static CacheException unknown(String flat, ConfigValue value) {
    String last = flat.substring(flat.lastIndexOf('.') + 1);
    return new CacheException(
        ConfigNode.location(value)
            + ": unknown key "
            + flat
            + hint(flat, last)
            + "; accepted: watch, defaults.KEY, templates.PATTERN.KEY and caches.NAME.KEY, with KEY"
            + " one of "
            + String.join(", ", Schema.keys()));
  }

  private static String hint(String flat, String last) {
    if (Schema.keys().contains(flat)) {
      return "; a setting stands below a block, as in defaults." + flat + " or caches.NAME." + flat;
    }
    String advice = ForeignWords.advice(last);
    return advice == null ? Suggestions.hint(last, Schema.keys()) : "; " + advice;
  }

  private static void refuseBelowAValue(Config tree, List<String> path, ConfigValue value) {
    for (int length = 1; length < path.size(); length++) {
      String above = ConfigUtil.joinPath(path.subList(0, length));
      if (tree.hasPath(above) && tree.getValue(above).valueType() != ConfigValueType.OBJECT) {
        throw new CacheException(
            ConfigNode.location(value)
                + ": "
                + ConfigUtil.joinPath(path)
                + " contradicts "
                + above
                + " in "
                + ConfigNode.location(tree.getValue(above))
                + ": drop one of them");
      }
    }
  }
}
