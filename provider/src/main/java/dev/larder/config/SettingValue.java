package dev.larder.config;

import dev.larder.LarderConfiguration;

/** A setting's value, and where it was said. */
record SettingValue<T>(Setting<T> setting, T value, String origin) {

  void applyTo(LarderConfiguration<Object, Object> configuration) {
    setting.set().accept(configuration, value);
  }

  boolean isDefault() {
    return origin.equals("default");
  }

  String key() {
    return setting.key();
  }

  /** Returns the value as text of a configuration file. */
  String text() {
    return setting.type().format(value);
  }

  String describe() {
    return key() + "=" + text() + " (" + origin + ")";
  }
}
