package dev.larder.config;

import dev.larder.LarderConfiguration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A setting: a row of the table.
 *
 * @param set sets the value in a configuration
 * @param get returns the value of a configuration; null if it has none
 * @param defaultValue null if there is no default, or if the description leaves it out
 * @param displaced the keys whose values in weaker layers this setting removes; in the same layer
 *     they contradict it
 */
record Setting<T>(
    Documentation<T> documentation,
    BiConsumer<LarderConfiguration<Object, Object>, T> set,
    Function<LarderConfiguration<Object, Object>, @Nullable T> get,
    @Nullable T defaultValue,
    Set<String> displaced) {
  private static final LarderConfiguration<Object, Object> UNSET = new LarderConfiguration<>();

  /**
   * The documented part of a setting.
   *
   * @param key the key in a block, with dots if it is nested
   * @param meaning the purpose and the default, as text of the reference
   */
  record Documentation<T>(String key, SettingType<T> type, String meaning) {
    Documentation<T> means(String text) {
      return new Documentation<>(key, type, text);
    }

    Setting<T> of(
        BiConsumer<LarderConfiguration<Object, Object>, T> set,
        Function<LarderConfiguration<Object, Object>, @Nullable T> get) {
      return new Setting<>(this, set, get, null, Set.of());
    }
  }

  Setting<T> defaultsTo(T value) {
    String meaning = meaning() + "; " + type().format(value) + " unless set";
    return new Setting<>(documentation.means(meaning), set, get, value, displaced);
  }

  Setting<T> displacing(String... others) {
    return new Setting<>(documentation, set, get, defaultValue, Set.of(others));
  }

  String key() {
    return documentation.key();
  }

  String meaning() {
    return documentation.meaning();
  }

  SettingType<T> type() {
    return documentation.type();
  }

  /** Returns the value of a configuration file. */
  SettingValue<T> read(ConfigNode value) {
    return new SettingValue<>(this, type().parse(value), value.origin());
  }

  /** Returns the value that a program has set; empty if it has not, or if it cannot be known. */
  Optional<SettingValue<T>> read(LarderConfiguration<Object, Object> program) {
    T value = get.apply(program);
    boolean isSet = program.isSaid(key()) || !Objects.equals(get.apply(UNSET), value);
    return isSet && value != null
        ? Optional.of(new SettingValue<>(this, value, "programmatic"))
        : Optional.empty();
  }
}
