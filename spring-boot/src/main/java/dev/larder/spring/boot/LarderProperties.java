package dev.larder.spring.boot;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiConsumer;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code larder.*} of an application. Those of caches override the file. Immutable.
 *
 * @param location the configuration file, such as {@code classpath:caches.conf}; {@code
 *     larder.conf} of the class path unless set, if it is there
 * @param watch how often the file is checked for changes; never unless set
 * @param defaults settings of all caches
 * @param caches settings of caches by name. A cache that the file does not name is created. A name
 *     with dots is written in brackets.
 * @param templates settings of the caches whose names match a pattern
 * @param metrics whether the figures of the caches are bound to Micrometer
 * @param hibernate whether Hibernate uses the same cache manager
 * @param config what a configuration file may do
 * @param refresh whether cached methods reload old values in caches with refresh-by-caller
 */
@ConfigurationProperties(prefix = "larder", ignoreUnknownFields = false)
public record LarderProperties(
    @Nullable String location,
    @Nullable String watch,
    @Nullable CacheProperties defaults,
    @DefaultValue Map<String, CacheProperties> caches,
    @DefaultValue Map<String, CacheProperties> templates,
    @DefaultValue Switch metrics,
    @DefaultValue Switch hibernate,
    @Nullable Config config,
    @DefaultValue Switch refresh) {

  /**
   * A part that can be switched off.
   *
   * @param enabled whether it is on
   */
  public record Switch(@DefaultValue("true") boolean enabled) {}

  /**
   * What a configuration file may do.
   *
   * @param include which files it may include
   */
  public record Config(@Nullable Include include) {}

  /**
   * Which files a configuration file may include.
   *
   * @param allow as the property {@code larder.config.include.allow} of a cache manager
   */
  public record Include(@Nullable String allow) {}

  /** Returns the settings of the caches as properties of a cache manager. */
  Properties toProperties() {
    Properties properties = new Properties();
    BiConsumer<String, String> add = (key, value) -> properties.setProperty("larder." + key, value);
    if (watch != null) {
      add.accept("watch", watch);
    }
    if (config != null && config.include != null && config.include.allow != null) {
      add.accept("config.include.allow", config.include.allow);
    }
    if (defaults != null) {
      add("defaults", defaults, add);
    }
    caches.forEach((name, settings) -> add("caches." + name, settings, add));
    templates.forEach((name, settings) -> addTemplate(name, settings, add));
    return properties;
  }

  private static void addTemplate(
      String pattern, CacheProperties settings, BiConsumer<String, String> add) {
    boolean isName = pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
    if (isName && settings.createMissing() != null) {
      throw new CacheException(
          "larder.templates."
              + pattern
              + ": create-missing needs a pattern with * or ?, which is written in brackets, as in"
              + " larder.templates[session.*].create-missing, and in YAML in quotes and brackets");
    }
    add("templates." + pattern, settings, add);
  }

  private static void add(String block, CacheProperties settings, BiConsumer<String, String> add) {
    settings.forEach((key, value) -> add.accept(block + "." + key, text(value)));
  }

  private static String text(Object value) {
    return value instanceof List<?> list
        ? String.join(",", list.stream().map(String::valueOf).toList())
        : String.valueOf(value);
  }
}
