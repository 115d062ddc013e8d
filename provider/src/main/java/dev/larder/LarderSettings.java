package dev.larder;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings of Larder in a {@link LarderConfiguration}. Immutable; serializable if the values
 * are.
 *
 * @param values the settings that are set, by their keys in a configuration file; unmodifiable
 * @param called the keys of the specification's settings whose setters were called; unmodifiable
 */
record LarderSettings(Map<String, Object> values, Set<String> called) implements Serializable {
  static final LarderSettings NONE = new LarderSettings(Map.of(), Set.of());

  /** A setting that is set to its default is equal to one that is not set. */
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          "policy",
          EvictionPolicy.LRU,
          "refresh-by-caller",
          false,
          "recording",
          ReadRecording.OFF,
          "scheduled-refresh",
          false,
          "immutable-types",
          Set.of(),
          "serialization.allow",
          Set.of());

  /** Returns a setting; null if it is not set. The caller's type is that of the setter. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  <T> @Nullable T get(String key) {
    return (T) values.get(key);
  }

  /** Returns a setting that is a set of names; empty if it is not set. */
  Set<String> names(String key) {
    Set<String> names = get(key);
    return names == null ? Set.of() : names;
  }

  /** Returns these settings with one changed; null removes it. */
  LarderSettings with(String key, @Nullable Object value) {
    Map<String, Object> changed = new TreeMap<>(values);
    if (value == null) {
      changed.remove(key);
    } else {
      changed.put(key, value);
    }
    return new LarderSettings(Map.copyOf(changed), called);
  }

  /** Returns these settings with the note that a setter of the specification was called. */
  LarderSettings withCall(String key) {
    Set<String> changed = new TreeSet<>(called);
    changed.add(key);
    return new LarderSettings(values, Set.copyOf(changed));
  }

  /** Returns the values that differ from their defaults. */
  Map<String, Object> withoutDefaults() {
    Map<String, Object> different = new TreeMap<>(values);
    DEFAULTS.forEach(different::remove);
    return different;
  }
}
