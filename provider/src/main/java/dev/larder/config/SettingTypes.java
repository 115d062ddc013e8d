package dev.larder.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueType;
import dev.larder.EvictionPolicy;
import dev.larder.LarderConfiguration;
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

/** The types of the settings. */
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
          SettingTypes::entries,
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
          SettingTypes::count,
          String::valueOf);

  static final SettingType<Duration> TIME =
      new SettingType<>(
          Durations.ACCEPTED, DURATION_SCHEMA, SettingTypes::duration, Durations::format);

  static final SettingType<Duration> AGE =
      new SettingType<>(
          Durations.ACCEPTED + ", and more than 0",
          DURATION_SCHEMA,
          SettingTypes::age,
          Durations::format);

  static final SettingType<Set<String>> NAMES =
      new SettingType<>(
          LIST,
          LIST_SCHEMA,
          (value, accepted) -> new TreeSet<>(names(value, accepted)),
          Set::toString);

  static final SettingType<Set<String>> NAMES_IN_ORDER =
      new SettingType<>(LIST, LIST_SCHEMA, SettingTypes::names, Set::toString);

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

  /** Empty for the heap. */
  static final SettingType<Optional<Factory<StoreFactory>>> STORE =
      new SettingType<>(
          "heap, or the name of a StoreFactory class",
          TEXT_SCHEMA,
          SettingTypes::store,
          store -> store.map(SettingTypes::describe).orElse("heap"));

  private SettingTypes() {}

  /** Returns the type of settings that name a class, or a factory of such a class. */
  static <T> SettingType<Factory<T>> made(Class<? super T> wanted) {
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
    return type.isRecord() && type.getPackageName().startsWith("dev.larder")
        ? factory.toString()
        : type.getName();
  }

  private static String bound(long bound) {
    return bound == LarderConfiguration.UNBOUNDED ? "unbounded" : String.valueOf(bound);
  }

  private static boolean isOn(ConfigNode value, String accepted) {
    if (value.raw().valueType() == ConfigValueType.BOOLEAN) {
      return (boolean) value.raw().unwrapped();
    }
    return switch (value.word(accepted)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw value.unfit(accepted);
    };
  }

  private static long entries(ConfigNode value, String accepted) {
    return value.isWord("unbounded") ? LarderConfiguration.UNBOUNDED : whole(value, accepted);
  }

  private static long weight(ConfigNode value, String accepted) {
    if (value.raw().valueType() == ConfigValueType.NUMBER) {
      return whole(value, accepted);
    }
    if (!value.text(accepted).strip().matches("\\d{1,18}(?:\\.\\d{1,9})?\\s*[a-zA-Z]*")) {
      throw value.unfit(accepted);
    }
    BigInteger bytes = value.as(Config::getMemorySize, accepted).toBytesBigInteger();
    if (bytes.signum() < 1 || bytes.bitLength() > 63) {
      throw value.unfit(accepted);
    }
    return bytes.longValueExact();
  }

  private static int count(ConfigNode value, String accepted) {
    long number = whole(value, accepted);
    if (number > Integer.MAX_VALUE) {
      throw value.unfit(accepted);
    }
    return (int) number;
  }

  private static long whole(ConfigNode value, String accepted) {
    // The parser would read 10d and 0x10p0 as numbers.
    boolean isText = value.raw().valueType() == ConfigValueType.STRING;
    if (isText && !value.text(accepted).strip().matches("\\d{1,18}")) {
      throw value.unfit(accepted);
    }
    Number number = value.as(Config::getNumber, accepted);
    boolean isWhole = number.doubleValue() == (double) number.longValue();
    if (number.longValue() < 1 || !isWhole || number.doubleValue() >= Long.MAX_VALUE) {
      throw value.unfit(accepted);
    }
    return number.longValue();
  }

  /** Refuses a number without a unit: other products read it as seconds or as milliseconds. */
  static Duration duration(ConfigNode value, String accepted) {
    Duration duration = Durations.parse(value.text(accepted));
    if (duration == null) {
      throw value.unfit(accepted);
    }
    return duration;
  }

  private static Duration age(ConfigNode value, String accepted) {
    Duration age = duration(value, accepted);
    if (age.isZero()) {
      throw value.unfit(accepted);
    }
    return age;
  }

  private static Set<String> names(ConfigNode value, String accepted) {
    Set<String> names = new LinkedHashSet<>();
    if (value.raw().valueType() == ConfigValueType.STRING) {
      Arrays.stream(value.text(accepted).split(",")).map(String::strip).forEach(names::add);
    } else {
      value.elements(accepted).forEach(element -> names.add(element.text("a name")));
    }
    if (names.remove("")) {
      throw value.unfit(accepted);
    }
    return names;
  }

  private static Set<String> patterns(ConfigNode value, String accepted) {
    Set<String> patterns = names(value, accepted);
    try {
      patterns.forEach(ObjectInputFilter.Config::createFilter);
    } catch (IllegalArgumentException e) {
      throw value.unfit(value.isFromOutside() ? accepted : accepted + " (" + e.getMessage() + ")");
    }
    return patterns;
  }

  private static EvictionPolicy policy(ConfigNode value, String accepted) {
    return switch (value.word(accepted)) {
      case "lru" -> EvictionPolicy.LRU;
      case "adaptive" -> EvictionPolicy.ADAPTIVE;
      case "lfu", "tinylfu", "w-tinylfu", "tiny-lfu", "arc", "lirs", "clock-pro" ->
          throw value.unfit(accepted + "; adaptive comes nearest to that");
      default -> throw value.unfit(accepted);
    };
  }

  private static Optional<Factory<StoreFactory>> store(ConfigNode value, String accepted) {
    return value.word(accepted).equals("heap")
        ? Optional.empty()
        : Optional.of(ReflectiveFactory.of(value, value.text(accepted), StoreFactory.class));
  }
}
