package dev.larder.config;

import dev.larder.LarderConfiguration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The settings of one cache, merged from layers, which are added from weak to strong. A layer has
 * the settings of one place: the defaults, a block, or a program. Not thread-safe.
 */
final class LayeredSettings {
  private final List<SettingValue<?>> values = new ArrayList<>();

  void add(List<SettingValue<?>> layer) {
    for (SettingValue<?> value : layer) {
      values.removeIf(value::replaces);
      values.add(value);
    }
  }

  /**
   * Adds the settings of a program.
   *
   * @throws IllegalArgumentException if it contradicts itself, or its types are not those of a
   *     weaker layer
   */
  void addProgrammatic(List<SettingValue<?>> layer) {
    String contradiction = Schema.contradiction(layer);
    if (contradiction != null) {
      throw new IllegalArgumentException("programmatic configuration: " + contradiction);
    }
    for (SettingValue<?> value : layer) {
      for (SettingValue<?> weaker : values) {
        boolean isType = value.key().equals("key-type") || value.key().equals("value-type");
        if (isType && value.replaces(weaker) && !value.value().equals(weaker.value())) {
          throw new IllegalArgumentException(weaker + " and " + value + " contradict each other");
        }
      }
    }
    add(layer);
  }

  /** Returns the effective settings in the order of the table. */
  List<SettingValue<?>> inOrder() {
    List<String> keys = List.copyOf(Schema.keys());
    return values.stream()
        .sorted(Comparator.comparingInt(value -> keys.indexOf(value.key())))
        .toList();
  }

  LarderConfiguration<Object, Object> configuration() {
    LarderConfiguration<Object, Object> configuration = new LarderConfiguration<>();
    inOrder().forEach(value -> value.applyTo(configuration));
    return configuration;
  }

  @Override
  public String toString() {
    return inOrder().stream().map(SettingValue::toString).collect(Collectors.joining(", "));
  }
}
