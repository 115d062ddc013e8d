package dev.larder.config;

import java.util.function.Function;

/**
 * A kind of value: what it accepts, in words that fit "accepted is ...", and how it is read.
 *
 * @param schema the same in terms of JSON Schema, written as HOCON
 * @param parse fails with a {@link javax.cache.CacheException} that names place, path and value
 */
record SettingType<T>(String accepted, String schema, Function<ConfigNode, T> parse) {

  /** The kind that is read by asking with the words that describe it. */
  static <T> SettingType<T> of(String accepted, String schema, Reader<T> reader) {
    return new SettingType<>(accepted, schema, value -> reader.read(value, accepted));
  }

  /** Reads a value, and refuses what is not accepted. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ConfigNode value, String accepted);
  }
}
