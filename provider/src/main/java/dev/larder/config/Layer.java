package dev.larder.config;

import com.typesafe.config.ConfigValueFactory;
import dev.larder.LarderConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one place says about a cache: a block of defaults, a template, a program. */
record Layer(List<SettingValue<?>> assigned) {
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          "maximum-size",
          10_000,
          "policy",
          "lru",
          "expiry",
          "eternal",
          "store-by-value",
          true,
          "statistics",
          false,
          "management",
          false,
          "listener-queue-size",
          10_000,
          "store",
          "heap");

  Layer {
    assigned = List.copyOf(assigned);
  }

  /** What holds where nobody says anything. */
  static Layer ofLarder(ClassLoader loader) {
    return Schema.read(
        new ConfigNode(ConfigValueFactory.fromMap(DEFAULTS, "default"), "defaults", loader));
  }

  /**
   * What a program says.
   *
   * @throws IllegalArgumentException if it contradicts itself
   */
  static Layer of(LarderConfiguration<Object, Object> programmatic) {
    List<SettingValue<?>> said = new ArrayList<>();
    for (Setting<?> setting : Schema.settings()) {
      Optional.ofNullable(setting.read(programmatic)).ifPresent(said::add);
    }
    Layer layer = new Layer(said);
    String contradiction = layer.contradiction();
    if (contradiction != null) {
      throw new IllegalArgumentException("programmatic configuration: " + contradiction);
    }
    return layer;
  }

  /** What this layer says for a key, or null. */
  @Nullable SettingValue<?> get(String key) {
    return assigned.stream().filter(each -> each.key().equals(key)).findFirst().orElse(null);
  }

  /** Names two settings that cannot both hold, null if there are none. */
  @Nullable String contradiction() {
    for (SettingValue<?> each : assigned) {
      Optional<? extends SettingValue<?>> other =
          each.setting().displaces().stream().map(this::get).filter(Objects::nonNull).findFirst();
      if (other.isPresent()) {
        return each.describe()
            + " and "
            + other.get().describe()
            + " contradict each other: drop one of them";
      }
    }
    return null;
  }
}
