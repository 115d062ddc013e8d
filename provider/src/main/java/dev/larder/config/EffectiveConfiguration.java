package dev.larder.config;

import dev.larder.LarderConfiguration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The merged configuration of one cache, with the origin of each setting.
 *
 * @param configuration all settings; the caller may change it
 * @param programmatic a copy of the program's configuration; null if there is none
 * @param warnings messages for the log, about settings that have no effect
 * @param settings the effective settings, in the order of the description
 */
public record EffectiveConfiguration<K, V>(
    LarderConfiguration<K, V> configuration,
    @Nullable Configuration<K, V> programmatic,
    List<String> warnings,
    List<SettingValue<?>> settings) {

  private static final Set<String> BOUND = Set.of("maximum-size", "maximum-weight", "policy");

  /** Whether the bound is the default. */
  public boolean isBoundByDefault() {
    return settings.stream().anyMatch(one -> one.key().equals("maximum-size") && one.isDefault());
  }

  /** Whether the types of keys and values were set, or a program created the cache. */
  public boolean isTyped() {
    return programmatic != null
        || settings.stream().anyMatch(one -> one.key().matches("(key|value)-type"));
  }

  /** Returns one line with each setting and, in parentheses, the place where it was set. */
  public String description() {
    return description(one -> true);
  }

  /** Returns the description for a store without a bound: a default of the bound means nothing. */
  public String unboundedDescription() {
    return description(one -> !one.isDefault() || !BOUND.contains(one.key()));
  }

  /** Returns the description without the settings that have their defaults. */
  public String shortDescription() {
    return description(one -> !one.isDefault());
  }

  /**
   * Returns each setting with its value and, in parentheses, the place where it was set.
   *
   * @param withDefaults whether settings that have their defaults are shown
   */
  public List<String> lines(boolean withDefaults) {
    return settings.stream()
        .filter(one -> withDefaults || !one.isDefault())
        .map(SettingValue::toString)
        .toList();
  }

  private String description(Predicate<SettingValue<?>> isShown) {
    return settings.stream()
        .filter(isShown)
        .map(SettingValue::toString)
        .collect(Collectors.joining(", "));
  }

  /**
   * Returns a copy in which some settings are those of another configuration, each at its place in
   * the description. A reload uses it for the changes that a running cache cannot apply.
   */
  public EffectiveConfiguration<K, V> without(
      Set<String> keys, EffectiveConfiguration<K, V> other) {
    List<SettingValue<?>> mixed =
        Schema.keys().stream()
            .<SettingValue<?>>flatMap(key -> (keys.contains(key) ? other : this).values(key))
            .toList();
    return new EffectiveConfiguration<>(configuration, programmatic, warnings, mixed);
  }

  private Stream<SettingValue<?>> values(String key) {
    return settings.stream().filter(one -> one.key().equals(key));
  }

  /** Returns a setting as text of a configuration file; "unset" if it has no value. */
  public String said(String key) {
    return values(key).map(SettingValue::text).reduce((a, b) -> a + ", " + b).orElse("unset");
  }

  /** Returns the place where a setting was set; "default" if it has no value. */
  public String origin(String key) {
    return values(key).map(SettingValue::origin).findFirst().orElse(SettingValue.DEFAULT);
  }

  /** Returns the keys whose values differ from those of an earlier configuration. */
  public Set<String> changedSince(EffectiveConfiguration<?, ?> earlier) {
    Set<String> keys = new LinkedHashSet<>(Schema.keys());
    keys.removeIf(key -> said(key).equals(earlier.said(key)));
    return keys;
  }
}
