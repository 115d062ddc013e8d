package dev.larder.config;

import dev.larder.LarderConfiguration;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One setting: its key, what values it takes, and its place in {@link LarderConfiguration}.
 *
 * @param meaning what it is for and its default, as the reference shows it
 * @param set writes a value into a configuration
 * @param said reads what a programmatic configuration says, null if it says nothing
 * @param displaces the keys that this one takes the place of when they were said by a weaker layer,
 *     and contradicts when they were said by the same
 */
record Setting<T>(
    String key,
    String meaning,
    SettingType<T> type,
    BiConsumer<LarderConfiguration<Object, Object>, T> set,
    Function<LarderConfiguration<Object, Object>, @Nullable T> said,
    Set<String> displaces) {

  Setting<T> displacing(String... others) {
    return new Setting<>(key, meaning, type, set, said, Set.of(others));
  }

  /** What the configuration file says. */
  SettingValue<T> read(ConfigNode value) {
    return new SettingValue<>(this, type.parse(value), value.origin());
  }

  /** What a program says, null if nothing. */
  @Nullable SettingValue<T> read(LarderConfiguration<Object, Object> programmatic) {
    T value = said.apply(programmatic);
    return value == null ? null : new SettingValue<>(this, value, "programmatic");
  }
}
