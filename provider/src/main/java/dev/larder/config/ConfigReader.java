package dev.larder.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
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
   * Reads a configuration, resolves its includes and its substitutions.
   *
   * @throws CacheException if the text cannot be read or parsed
   */
  static ConfigObject read(ConfigLocation location, IncludePolicy policy) {
    try {
      Config parsed = parse(location, new Includes(policy, List.of(), "")).toConfig();
      Config resolved = parsed.withFallback(system(parsed.root().keySet())).resolve();
      ConfigObject read = resolved.root();
      for (String key : resolved.root().keySet()) {
        read = parsed.root().containsKey(key) ? read : read.withoutKey(key);
      }
      return read;
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
  private static Config system(Set<String> said) {
    Properties visible = new Properties();
    System.getProperties()
        .forEach(
            (key, value) -> {
              String name = String.valueOf(key);
              if (!said.contains(name.replaceFirst("\\..*", ""))) {
                visible.put(name, value);
              }
            });
    ConfigParseOptions named =
        ConfigParseOptions.defaults().setOriginDescription("system property");
    return ConfigFactory.parseProperties(visible, named);
  }

  /** Translates an error. Some messages of the parser contain all system properties. */
  private static CacheException refusal(ConfigLocation location, ConfigException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("SimpleConfig") || message.contains("ConfigDelayedMerge")) {
      String type = failure.getClass().getSimpleName();
      return new CacheException(
          "configuration " + location + ": its substitutions cannot be resolved (" + type + ")");
    }
    ConfigOrigin origin = failure.origin();
    String place = origin == null ? location.toString() : ConfigNode.compact(origin.description());
    return new CacheException("configuration " + place + ": " + ParserWords.said(failure));
  }

  /** Reads one text and those that it includes. */
  static ConfigObject parse(ConfigLocation location, Includes includes) {
    String name = location.toString();
    if (!hasKnownExtension(name)) {
      throw new CacheException(
          "configuration " + name + " refused: its name must end in one of " + EXTENSIONS);
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
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(in.readAllBytes())).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new CacheException("configuration " + location + " not read: it is not UTF-8", e);
    } catch (IOException e) {
      throw new CacheException("configuration " + location + " not read: " + e.getMessage(), e);
    }
  }
}
