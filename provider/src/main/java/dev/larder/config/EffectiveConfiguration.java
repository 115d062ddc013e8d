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
 * What holds for one cache.
 *
 * @param configuration all settings; the caller's own
 * @param isBoundByDefault whether the bound is the one that holds where none is set
 * @param isTyped whether the types of keys and values were set, or a program made the cache
 * @param warnings what was not used, in words for the log
 * @param programmatic a copy of what the program has set, null if it has set nothing
 * @param settings each setting that holds, in the order of the description
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
   * @param value in the words of the configuration file
   * @param origin where it was set
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

  /** One line that has each setting and, in parentheses, where it was set. */
  public String description() {
    return settings.stream().map(Said::toString).collect(Collectors.joining(", "));
  }

  /** The same without the settings that have their defaults. */
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

  /** The value of a setting in the words of the configuration file; "unset" if it has none. */
  public String said(String key) {
    List<String> values =
        settings.stream().filter(one -> one.key().equals(key)).map(Said::value).toList();
    return values.isEmpty() ? "unset" : String.join(", ", values);
  }

  /** Where a setting was set; "default" if it has no value. */
  public String origin(String key) {
    return settings.stream()
        .filter(one -> one.key().equals(key))
        .map(Said::origin)
        .findFirst()
        .orElse("default");
  }

  /** The keys whose values differ from those of an earlier configuration. */
  public Set<String> changedSince(EffectiveConfiguration<?, ?> earlier) {
    Set<String> keys = new LinkedHashSet<>();
    Stream.concat(earlier.settings().stream(), settings.stream())
        .map(Said::key)
        .filter(key -> !said(key).equals(earlier.said(key)))
        .forEach(keys::add);
    return keys;
  }
}
