package dev.larder.config;

import dev.larder.LarderConfiguration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Layers laid over each other, from weak to strong. The stronger value of a setting holds, and
 * takes the place of weaker ones of other settings that it excludes; listeners add up.
 */
final class LayeredSettings {
  static final String LISTENERS = "listeners";

  private final Map<String, List<SettingValue<?>>> effective = new LinkedHashMap<>();

  LayeredSettings(Collection<Layer> layers) {
    layers.forEach(this::add);
  }

  private void add(Layer layer) {
    for (SettingValue<?> each : layer.assigned()) {
      each.setting().displaces().forEach(effective::remove);
      List<SettingValue<?>> values =
          effective.computeIfAbsent(each.key(), key -> new ArrayList<>());
      if (!each.key().equals(LISTENERS)) {
        values.clear();
      }
      values.add(each);
    }
  }

  /**
   * Adds what a program says.
   *
   * @throws IllegalArgumentException if it means another type than a weaker layer
   */
  void addProgrammatic(Layer layer) {
    refuseOtherType("key-type", layer);
    refuseOtherType("value-type", layer);
    add(layer);
  }

  private void refuseOtherType(String key, Layer layer) {
    SettingValue<?> said = layer.get(key);
    List<SettingValue<?>> present = effective.get(key);
    if (said != null && present != null && !said.value().equals(present.get(0).value())) {
      throw new IllegalArgumentException(
          present.get(0).describe() + " and " + said.describe() + " contradict each other");
    }
  }

  private List<SettingValue<?>> inOrder() {
    return Schema.keys().stream()
        .map(effective::get)
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .toList();
  }

  LarderConfiguration<Object, Object> configuration() {
    LarderConfiguration<Object, Object> configuration = new LarderConfiguration<>();
    inOrder().forEach(each -> each.applyTo(configuration));
    return configuration;
  }

  /** Whether a setting has the value that it has where nothing says otherwise. */
  boolean isDefault(String key) {
    List<SettingValue<?>> present = effective.get(key);
    return present != null && present.get(0).isDefault();
  }

  /** Whether any layer says something for a key. */
  boolean says(String key) {
    return effective.containsKey(key);
  }

  List<EffectiveConfiguration.Said> settings() {
    return inOrder().stream()
        .map(each -> new EffectiveConfiguration.Said(each.key(), each.text(), each.origin()))
        .toList();
  }

  String description() {
    return inOrder().stream().map(SettingValue::describe).collect(Collectors.joining(", "));
  }
}
