package dev.larder.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueType;
import dev.larder.EvictionPolicy;
import dev.larder.LarderConfiguration;
import dev.larder.ReadRecording;
import dev.larder.store.StoreFactory;
import java.io.ObjectInputFilter;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import org.jspecify.annotations.Nullable;

final class SettingTypes {
  static final String DURATION_SCHEMA =
      "type = string, pattern = \"\"\"^\\s*([Pp].+|(\\d+(\\.\\d+)?\\s*[A-Za-z]+\\s*)+)$\"\"\"";

  private static final String TEXT_SCHEMA = "type = string";
  private static final String LIST_SCHEMA =
      "anyOf = [{ type = array, items = { type = string } }, { type = string }]";
  private static final String LIST = "a list of names [a, b], or one string with commas";

  static final SettingType<Boolean> SWITCH =
      new SettingType<>(
          "true or false",
          schema("type = boolean", "(" + anyCase("true|false|on|off|yes|no") + ")"),
          SettingTypes::isOn,
          String::valueOf);

  static final SettingType<Long> ENTRIES =
      new SettingType<>(
          "a whole number of entries >= 1, or unbounded",
          schema(
              "type = integer, minimum = 1 }, { enum = [unbounded]",
              "(\\d{1,18}|" + anyCase("unbounded") + ")"),
          (value, accepted) ->
              value.isWord("unbounded")
                  ? Long.valueOf(LarderConfiguration.UNBOUNDED)
                  : whole(value, accepted),
          SettingTypes::bound);

  static final SettingType<Long> WEIGHT =
      new SettingType<>(
          "a whole number >= 1, or a size in bytes such as 64 MiB",
          schema("type = integer, minimum = 1", "\\d{1,18}(\\.\\d{1,9})?\\s*[a-zA-Z]*"),
          SettingTypes::weight,
          SettingTypes::bound);

  static final SettingType<Integer> COUNT =
      new SettingType<>(
          "a whole number >= 1, at most " + Integer.MAX_VALUE,
          schema("type = integer, minimum = 1, maximum = 2147483647", "\\d{1,18}"),
          (value, accepted) -> {
            Long number = whole(value, accepted);
            return number == null || number > Integer.MAX_VALUE ? null : number.intValue();
          },
          String::valueOf);

  /** A number without a unit is refused: other products read it as seconds or as milliseconds. */
  static final SettingType<Duration> TIME =
      new SettingType<>(
          Durations.ACCEPTED,
          DURATION_SCHEMA,
          (value, accepted) -> Durations.parse(value.text(accepted)),
          Durations::format);

  static final SettingType<Duration> AGE =
      new SettingType<>(
          Durations.ACCEPTED + ", and more than 0",
          DURATION_SCHEMA,
          (value, accepted) -> {
            Duration age = Durations.parse(value.text(accepted));
            return age == null || age.isZero() ? null : age;
          },
          Durations::format);

  static final SettingType<Set<String>> NAMES =
      new SettingType<>(
          LIST, LIST_SCHEMA, SettingTypes::names, names -> new TreeSet<>(names).toString());

  static final SettingType<Set<String>> PATTERNS =
      new SettingType<>(
          "a list of class patterns [\"com.acme.Book\", \"com.acme.*\"], or one string with commas",
          LIST_SCHEMA,
          SettingTypes::patterns,
          Set::toString);

  static final SettingType<Class<?>> TYPE =
      new SettingType<>(
          "the name of a class",
          TEXT_SCHEMA,
          (value, accepted) -> ReflectiveFactory.find(value, value.text(accepted)),
          Class::getName);

  static final SettingType<EvictionPolicy> POLICY =
      new SettingType<>(
          "lru or adaptive",
          schema("enum = [lru, adaptive]", "(" + anyCase("lru|adaptive") + ")"),
          SettingTypes::policy,
          policy -> policy.name().toLowerCase(Locale.ROOT));

  static final SettingType<ReadRecording> RECORDING =
      new SettingType<>(
          "off, hashes or keys",
          schema("enum = [off, hashes, keys]", "(" + anyCase("off|hashes|keys") + ")"),
          SettingTypes::recording,
          recording -> recording.name().toLowerCase(Locale.ROOT));

  /** Empty for the heap. */
  static final SettingType<Optional<Factory<StoreFactory>>> STORE =
      new SettingType<>(
          "heap, the address of a Valkey or Redis server, or the name of a StoreFactory class",
          TEXT_SCHEMA,
          SettingTypes::store,
          store -> store.map(SettingTypes::describe).orElse("heap"));

  private SettingTypes() {}

  /** Returns the type of settings that name a class, or a factory of such a class. */
  static <T> SettingType<Factory<T>> factoryOf(Class<? super T> wanted) {
    return new SettingType<>(
        "the name of a class that implements " + wanted.getSimpleName() + ", or of a Factory of it",
        TEXT_SCHEMA,
        (value, accepted) -> ReflectiveFactory.of(value, value.text(accepted), wanted),
        SettingTypes::describe);
  }

  /** Returns a schema that accepts values of a JSON type, and text of a pattern. */
  private static String schema(String type, String pattern) {
    return "anyOf = [{ %s }, { type = string, pattern = \"\"\"^\\s*%s\\s*$\"\"\" }]"
        .formatted(type, pattern);
  }

  /** Returns a pattern of words in any case: JSON Schema has no flag for that. */
  static String anyCase(String words) {
    return Pattern.compile("[a-z]")
        .matcher(words)
        .replaceAll(letter -> "[" + letter.group().toUpperCase(Locale.ROOT) + letter.group() + "]");
  }

  /** Returns the class that a factory instantiates if it is known, or the class of the factory. */
  static String describe(Factory<?> factory) {
    if (factory instanceof FactoryBuilder.SingletonFactory<?> singleton) {
      return singleton.create().getClass().getName();
    }
    Class<?> type = factory.getClass();
    boolean isOurs = type.getPackageName().startsWith("dev.larder");
    return isOurs && hasOwnText(type) ? factory.toString() : type.getName();
  }

  private static boolean hasOwnText(Class<?> type) {
    try {
      return type.isRecord() || type.getMethod("toString").getDeclaringClass() == type;
    } catch (NoSuchMethodException | LinkageError e) {
      return false;
    }
  }

  private static String bound(long bound) {
    return bound == LarderConfiguration.UNBOUNDED ? "unbounded" : String.valueOf(bound);
  }

  private static Optional<Factory<StoreFactory>> store(ConfigNode value, String accepted) {
    if (value.isWord("heap")) {
      return Optional.empty();
    }
    String text = value.text(accepted);
    if (text.contains(":") && !StoreAddress.isAddress(text)) {
      throw value.wrong("no name of a class has a colon; an address begins with redis://");
    }
    return Optional.of(
        StoreAddress.isAddress(text)
            ? StoreAddress.factory(value, text)
            : ReflectiveFactory.of(value, text, StoreFactory.class));
  }

  private static @Nullable Boolean isOn(ConfigNode value, String accepted) {
    if (value.raw().unwrapped() instanceof Boolean isOn) {
      return isOn;
    }
    return switch (value.word(accepted)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> null;
    };
  }

  private static @Nullable Long weight(ConfigNode value, String accepted) {
    if (value.raw().valueType() == ConfigValueType.NUMBER) {
      return whole(value, accepted);
    }
    if (!value.text(accepted).strip().matches("\\d{1,18}(?:\\.\\d{1,9})?\\s*[a-zA-Z]*")) {
      return null;
    }
    BigInteger bytes = value.as(Config::getMemorySize, accepted).toBytesBigInteger();
    return bytes.signum() < 1 || bytes.bitLength() > 63 ? null : bytes.longValueExact();
  }

  private static @Nullable Long whole(ConfigNode value, String accepted) {
    // The parser would read 10d and 0x10p0 as numbers.
    if (value.raw().unwrapped() instanceof String text && !text.strip().matches("\\d{1,18}")) {
      return null;
    }
    Number number = value.as(Config::getNumber, accepted);
    boolean isWhole = number.doubleValue() == (double) number.longValue();
    boolean isInRange = number.longValue() >= 1 && number.doubleValue() < Long.MAX_VALUE;
    return isWhole && isInRange ? number.longValue() : null;
  }

  private static @Nullable Set<String> names(ConfigNode value, String accepted) {
    Set<String> names = new LinkedHashSet<>();
    if (value.raw().unwrapped() instanceof String text) {
      Arrays.stream(text.split(",")).map(String::strip).forEach(names::add);
    } else {
      value.elements(accepted).forEach(element -> names.add(element.text("a name")));
    }
    return names.contains("") ? null : names;
  }

  private static @Nullable Set<String> patterns(ConfigNode value, String accepted) {
    Set<String> patterns = names(value, accepted);
    try {
      if (patterns != null) {
        patterns.forEach(ObjectInputFilter.Config::createFilter);
      }
      return patterns;
    } catch (IllegalArgumentException e) {
      throw value.unfit(value.isFromOutside() ? accepted : accepted + " (" + e.getMessage() + ")");
    }
  }

  private static @Nullable ReadRecording recording(ConfigNode value, String accepted) {
    return switch (value.word(accepted)) {
      case "off" -> ReadRecording.OFF;
      case "hashes" -> ReadRecording.HASHES;
      case "keys" -> ReadRecording.KEYS;
      default -> null;
    };
  }

  private static @Nullable EvictionPolicy policy(ConfigNode value, String accepted) {
    return switch (value.word(accepted)) {
      case "lru" -> EvictionPolicy.LRU;
      case "adaptive" -> EvictionPolicy.ADAPTIVE;
      case "lfu", "tinylfu", "w-tinylfu", "tiny-lfu", "arc", "lirs", "clock-pro" ->
          throw value.unfit(accepted + "; adaptive comes nearest to that");
      default -> null;
    };
  }
}
