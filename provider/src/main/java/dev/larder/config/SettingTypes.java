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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.cache.configuration.Factory;

/** The kinds of values that settings have. */
final class SettingTypes {
  static final SettingType<Boolean> SWITCH =
      SettingType.of(
          "true or false",
          "anyOf = [{ type = boolean }, { type = string, pattern = \"\"\"^\\s*([Tt][Rr][Uu][Ee]|"
              + "[Ff][Aa][Ll][Ss][Ee]|[Oo][Nn]|[Oo][Ff][Ff]|[Yy][Ee][Ss]|[Nn][Oo])\\s*$\"\"\" }]",
          SettingTypes::isOn);

  static final SettingType<Long> ENTRIES =
      SettingType.of(
          "a whole number of entries >= 1, or unbounded",
          "anyOf = [{ type = integer, minimum = 1 }, { enum = [unbounded] }, { type = string, pattern = "
              + "\"\"\"^\\s*(\\d{1,18}|[Uu][Nn][Bb][Oo][Uu][Nn][Dd][Ee][Dd])\\s*$\"\"\" }]",
          SettingTypes::entries);

  static final SettingType<Long> WEIGHT =
      SettingType.of(
          "a whole number >= 1, or a size in bytes such as 64 MiB",
          "anyOf = [{ type = integer, minimum = 1 }, { type = string, pattern = "
              + "\"\"\"^\\s*\\d{1,18}(\\.\\d{1,9})?\\s*[a-zA-Z]*\\s*$\"\"\" }]",
          SettingTypes::weight);

  static final SettingType<Integer> COUNT =
      SettingType.of(
          "a whole number >= 1, at most " + Integer.MAX_VALUE,
          "anyOf = [{ type = integer, minimum = 1, maximum = 2147483647 }, { type = string,"
              + " pattern = \"\"\"^\\s*\\d{1,18}\\s*$\"\"\" }]",
          (value, accepted) -> {
            long number = whole(value, accepted);
            if (number > Integer.MAX_VALUE) {
              throw value.unfit(accepted);
            }
            return (int) number;
          });

  static final String DURATION = DurationText.ACCEPTED;

  static final String DURATION_SCHEMA =
      "type = string, pattern = \"\"\"^\\s*([Pp].+|(\\d+(\\.\\d+)?\\s*[A-Za-z]+\\s*)+)$\"\"\"";

  static final SettingType<Duration> TIME =
      SettingType.of(DURATION, DURATION_SCHEMA, SettingTypes::duration);

  static final SettingType<Duration> AGE =
      SettingType.of(DURATION + ", and more than 0", DURATION_SCHEMA, SettingTypes::age);

  private static final String TEXT_SCHEMA = "type = string";

  private static final String LIST_SCHEMA =
      "anyOf = [{ type = array, items = { type = string } }, { type = string }]";

  private static final String LIST = "a list of names [a, b], or one string with commas";

  static final SettingType<Set<String>> NAMES =
      SettingType.of(LIST, LIST_SCHEMA, (value, accepted) -> new TreeSet<>(names(value, accepted)));

  static final SettingType<Set<String>> NAMES_IN_ORDER =
      SettingType.of(LIST, LIST_SCHEMA, SettingTypes::names);

  static final SettingType<Set<String>> PATTERNS =
      SettingType.of(
          "a list of class patterns [\"com.acme.Book\", \"com.acme.*\"], or one string with commas",
          LIST_SCHEMA,
          SettingTypes::patterns);

  static final SettingType<Class<?>> TYPE =
      SettingType.of(
          "the name of a class",
          TEXT_SCHEMA,
          (value, accepted) -> ReflectiveFactory.find(value, value.text(accepted)));

  static final SettingType<EvictionPolicy> POLICY =
      SettingType.of(
          "lru or adaptive",
          "anyOf = [{ enum = [lru, adaptive] }, { type = string, pattern = "
              + "\"\"\"^\\s*([Ll][Rr][Uu]|[Aa][Dd][Aa][Pp][Tt][Ii][Vv][Ee])\\s*$\"\"\" }]",
          (value, accepted) ->
              switch (value.word(accepted)) {
                case "lru" -> EvictionPolicy.LRU;
                case "adaptive" -> EvictionPolicy.ADAPTIVE;
                case "lfu", "tinylfu", "w-tinylfu", "tiny-lfu", "arc", "lirs", "clock-pro" ->
                    throw value.unfit(accepted + "; adaptive comes nearest to that");
                default -> throw value.unfit(accepted);
              });

  /** Empty for the heap. */
  static final SettingType<Optional<Factory<StoreFactory>>> STORE =
      SettingType.of(
          "heap, or the name of a StoreFactory class",
          TEXT_SCHEMA,
          (value, accepted) ->
              value.word(accepted).equals("heap")
                  ? Optional.empty()
                  : Optional.of(
                      ReflectiveFactory.of(value, value.text(accepted), StoreFactory.class)));

  private SettingTypes() {}

  /** The name of a class that is, or is a factory of, what is wanted. */
  static <T> SettingType<Factory<T>> made(Class<? super T> wanted) {
    String accepted =
        "the name of a class that implements " + wanted.getSimpleName() + ", or of a Factory of it";
    return SettingType.of(
        accepted,
        TEXT_SCHEMA,
        (value, words) -> ReflectiveFactory.of(value, value.text(words), wanted));
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
    boolean unbounded = value.isWord("unbounded");
    return unbounded ? LarderConfiguration.UNBOUNDED : whole(value, accepted);
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

  /** A number without a unit is refused: some would read it as seconds, others as milliseconds. */
  static Duration duration(ConfigNode value, String accepted) {
    Duration duration = DurationText.parse(value.text(accepted));
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

  private static long whole(ConfigNode value, String accepted) {
    // The parser would take 10d and 0x10p0 for numbers.
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

  /** Class patterns, which the JDK itself checks. */
  private static Set<String> patterns(ConfigNode value, String accepted) {
    Set<String> patterns = names(value, accepted);
    try {
      patterns.forEach(ObjectInputFilter.Config::createFilter);
    } catch (IllegalArgumentException e) {
      throw value.unfit(value.isFromOutside() ? accepted : accepted + " (" + e.getMessage() + ")");
    }
    return patterns;
  }
}
