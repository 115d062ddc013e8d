package dev.larder.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import javax.cache.CacheException;

/** Reads configuration text: HOCON, JSON or Java properties, by the extension of its name. */
final class ConfigReader {
  private static final List<String> EXTENSIONS = List.of(".conf", ".json", ".properties");

  private ConfigReader() {}

  static boolean hasKnownExtension(String name) {
    return EXTENSIONS.stream().anyMatch(name::endsWith);
  }

  /**
   * Reads a configuration, and resolves its includes and its substitutions.
   *
   * @throws CacheException if the text cannot be read or parsed
   */
  static ConfigObject read(ConfigLocation location, IncludePolicy policy) {
    try {
      ConfigObject parsed = parse(location, new Includes(policy, List.of(), ""));
      ConfigObject resolved =
          parsed.toConfig().withFallback(system(parsed.keySet())).resolve().root();
      for (String key : resolved.keySet()) {
        resolved = parsed.containsKey(key) ? resolved : resolved.withoutKey(key);
      }
      return resolved;
    } catch (ConfigException e) {
      throw refusal(location, e);
    } catch (StackOverflowError e) {
      throw new CacheException("configuration " + location + ": it is nested too deeply", e);
    }
  }

  /**
   * Returns the system properties, for substitutions. Those below a key of the configuration are
   * left out, because they would be merged into it.
   */
  private static Config system(Set<String> keys) {
    Properties visible = new Properties();
    visible.putAll(System.getProperties());
    visible.keySet().removeIf(key -> keys.contains(key.toString().replaceFirst("\\..*", "")));
    return ConfigFactory.parseProperties(
        visible, ConfigParseOptions.defaults().setOriginDescription("system property"));
  }

  /** Translates an error. Some messages of the parser contain all system properties. */
  private static CacheException refusal(ConfigLocation location, ConfigException failure) {
    String message = String.valueOf(failure.getMessage());
    String place = location.toString();
    String why = ParserWords.translate(failure);
    if (message.contains("SimpleConfig") || message.contains("ConfigDelayedMerge")) {
      why = "its substitutions cannot be resolved (" + failure.getClass().getSimpleName() + ")";
    } else if (failure.origin() != null) {
      place = ConfigNode.compact(failure.origin().description());
    }
    return new CacheException("configuration " + place + ": " + why);
  }

  /** Reads one text and those that it includes. */
  static ConfigObject parse(ConfigLocation location, Includes includes) {
    String name = location.toString();
    if (!hasKnownExtension(name)) {
      throw new CacheException(
          "configuration "
              + name
              + " refused: its name must end in one of "
              + EXTENSIONS
              + (name.endsWith(".xml") ? "; 'larder migrate' translates other products' XML" : ""));
    }
    String text = text(location);
    ParserWords.refuseXml(name, text);
    if (name.endsWith(".properties")) {
      return FlatKeys.parse(name, text);
    }
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setSyntax(name.endsWith(".json") ? ConfigSyntax.JSON : ConfigSyntax.CONF)
            .setOriginDescription(name)
            .setIncluder(includes.at(location, text));
    try {
      return ConfigFactory.parseString(text, options).root();
    } catch (ConfigException.Parse | ConfigException.WrongType e) {
      throw ParserWords.of(e, name, text);
    }
  }

  private static String text(ConfigLocation location) {
    try (InputStream in = location.open()) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes());
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (IOException e) {
      boolean isEncoding = e instanceof CharacterCodingException;
      String why = isEncoding ? "it is not UTF-8" : e.getMessage();
      throw new CacheException("configuration " + location + " not read: " + why, e);
    }
  }
}
