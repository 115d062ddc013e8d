package dev.larder.config;

import dev.larder.LarderConfiguration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The merged configuration of one cache, with the origin of each setting.
 *
 * @param configuration all settings; the caller may change it
 * @param isBoundByDefault whether the bound is the default
 * @param isTyped whether the types of keys and values were set, or a program created the cache
 * @param warnings messages for the log, about settings that have no effect
 * @param programmatic a copy of the program's configuration; null if there is none
 * @param settings the effective settings, in the order of the description
 */
public record EffectiveConfiguration<K, V>(
    LarderConfiguration<K, V> configuration,
    boolean isBoundByDefault,
    boolean isTyped,
    List<String> warnings,
    @Nullable Configuration<K, V> programmatic,
    List<Said> settings) {
  /**
   * One setting.
   *
   * @param value the value as text of a configuration file
   * @param origin the place where it was set
   */
  public record Said(String key, String value, String origin) {
    private boolean isDefault() {
      return origin.equals("default");
    }

    @Override
    public String toString() {
      return key + "=" + value + " (" + origin + ")";
    }
  }

  /** Returns one line with each setting and, in parentheses, the place where it was set. */
  public String description() {
    return settings.stream().map(Said::toString).collect(Collectors.joining(", "));
  }

  /** Returns the description without the settings that have their defaults. */
  public String shortDescription() {
    return settings.stream()
        .filter(one -> !one.isDefault())
        .map(Said::toString)
        .collect(Collectors.joining(", "));
  }

  /**
   * Returns a copy in which some settings are those of another configuration, each at its place in
   * the description. A reload uses it for the changes that a running cache cannot apply.
   */
  public EffectiveConfiguration<K, V> without(
      Set<String> keys, EffectiveConfiguration<K, V> other) {
    List<Said> mixed = new ArrayList<>();
    for (String key : Schema.keys()) {
      List<Said> source = keys.contains(key) ? other.settings : settings;
      source.stream().filter(one -> one.key().equals(key)).forEach(mixed::add);
    }
    return new EffectiveConfiguration<>(
        configuration, isBoundByDefault, isTyped, warnings, programmatic, mixed);
  }

  /** Returns a setting as text of a configuration file; "unset" if it has no value. */
  public String said(String key) {
    List<String> values =
        settings.stream().filter(one -> one.key().equals(key)).map(Said::value).toList();
    return values.isEmpty() ? "unset" : String.join(", ", values);
  }

  /** Returns the place where a setting was set; "default" if it has no value. */
  public String origin(String key) {
    return settings.stream()
        .filter(one -> one.key().equals(key))
        .map(Said::origin)
        .findFirst()
        .orElse("default");
  }

  /** Returns the keys whose values differ from those of an earlier configuration. */
  public Set<String> changedSince(EffectiveConfiguration<?, ?> earlier) {
    Set<String> keys = new LinkedHashSet<>();
    Stream.concat(earlier.settings().stream(), settings.stream())
        .map(Said::key)
        .filter(key -> !said(key).equals(earlier.said(key)))
        .forEach(keys::add);
    return keys;
  }
}
