package dev.larder.config;

import dev.larder.LarderConfiguration;

/**
 * The value of a setting.
 *
 * @param origin the place where it was set
 */
record SettingValue<T>(Setting<T> setting, T value, String origin) {
  static final String DEFAULT = "default";

  String key() {
    return setting.key();
  }

  boolean isDefault() {
    return origin.equals(DEFAULT);
  }

  /** Whether this value replaces one of a weaker layer. Listeners add up. */
  boolean replaces(SettingValue<?> weaker) {
    return setting.displaced().contains(weaker.key())
        || (key().equals(weaker.key()) && !key().equals("listeners"));
  }

  void applyTo(LarderConfiguration<Object, Object> configuration) {
    setting.set().accept(configuration, value);
  }

  /** Returns the value as text of a configuration file. */
  String text() {
    return setting.type().format(value);
  }

  @Override
  public String toString() {
    return key() + "=" + text() + " (" + origin + ")";
  }
}
