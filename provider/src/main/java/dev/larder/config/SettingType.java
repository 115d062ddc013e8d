package dev.larder.config;

import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A type of settings: how a value is parsed, described and printed.
 *
 * @param accepted the accepted values, as text after "accepted is"
 * @param schema the accepted values as JSON Schema, written in HOCON
 * @param parse parses a value, given {@code accepted} for its messages; it throws a {@link
 *     javax.cache.CacheException} with place, path and value if the value is not accepted
 * @param format prints a value as text of a configuration file; it calls no user code
 */
record SettingType<T>(
    String accepted,
    String schema,
    BiFunction<ConfigNode, String, T> parse,
    Function<T, String> format) {

  T parse(ConfigNode value) {
    return parse.apply(value, accepted);
  }

  String format(T value) {
    return format.apply(value);
  }
}
