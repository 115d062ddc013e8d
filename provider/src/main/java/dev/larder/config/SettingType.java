package dev.larder.config;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A type of settings: how a value is parsed, described and printed.
 *
 * @param accepted the accepted values, as text after "accepted is"
 * @param schema the accepted values as JSON Schema, written in HOCON
 * @param parse parses a value, given {@code accepted} for its messages; it returns null or throws a
 *     {@link javax.cache.CacheException} if the value is not accepted
 * @param format prints a value as text of a configuration file; it calls no user code
 */
record SettingType<T>(
    String accepted,
    String schema,
    BiFunction<ConfigNode, String, @Nullable T> parse,
    Function<T, String> format) {

  /** Returns the value; throws an exception with place, path and value if it is not accepted. */
  T parse(ConfigNode value) {
    T parsed = parse.apply(value, accepted);
    if (parsed == null) {
      throw value.unfit(accepted);
    }
    return parsed;
  }

  String format(T value) {
    return format.apply(value);
  }
}
