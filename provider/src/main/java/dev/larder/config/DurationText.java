package dev.larder.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses durations with units, such as {@code 10 minutes}, {@code 500ms} or {@code 1h 30m}, and
 * durations of ISO 8601, such as {@code PT10M}.
 */
final class DurationText {
  static final String ACCEPTED =
      "a duration with its unit (ms, s, m or min, h, d), such as 10 minutes, 1h 30m or PT10M";

  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([a-z]+)\\s*");

  /** The longest text that is parsed, in characters. It limits the size of the numbers. */
  private static final int LONGEST = 64;

  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

  /** The nanoseconds of a unit, by each of its names. */
  private static final Map<String, BigDecimal> UNITS = units();

  private DurationText() {}

  private static Map<String, BigDecimal> units() {
    Map<String, BigDecimal> units = new HashMap<>();
    add(units, 1L, List.of("ns", "nano", "nanos", "nanosecond", "nanoseconds"));
    add(units, 1_000L, List.of("us", "micro", "micros", "microsecond", "microseconds"));
    add(units, 1_000_000L, List.of("ms", "milli", "millis", "millisecond", "milliseconds"));
    add(units, 1_000_000_000L, List.of("s", "sec", "secs", "second", "seconds"));
    add(units, 60_000_000_000L, List.of("m", "min", "mins", "minute", "minutes"));
    add(units, 3_600_000_000_000L, List.of("h", "hr", "hrs", "hour", "hours"));
    add(units, 86_400_000_000_000L, List.of("d", "day", "days"));
    return units;
  }

  private static void add(Map<String, BigDecimal> units, long nanos, List<String> names) {
    names.forEach(name -> units.put(name, BigDecimal.valueOf(nanos)));
  }

  /** Parses a duration; returns null if the text is no duration, is negative, or overflows. */
  static @Nullable Duration parse(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    // ISO 8601 allows a sign within a duration, but here it is more likely a mistake.
    if (plain.length() > LONGEST || plain.contains("-")) {
      return null;
    }
    try {
      Duration duration = plain.startsWith("p") ? Duration.parse(plain) : sum(plain);
      return duration == null || duration.isNegative() ? null : duration;
    } catch (DateTimeParseException | ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable Duration sum(String text) {
    Matcher part = PART.matcher(text);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (end < text.length()) {
      part.region(end, text.length());
      BigDecimal unit = part.lookingAt() ? UNITS.get(part.group(2)) : null;
      if (unit == null) {
        return null;
      }
      nanos = nanos.add(unit.multiply(new BigDecimal(part.group(1))));
      end = part.end();
    }
    if (end == 0) {
      return null;
    }
    BigInteger whole = nanos.setScale(0, RoundingMode.CEILING).toBigInteger();
    BigInteger[] seconds = whole.divideAndRemainder(NANOS.toBigIntegerExact());
    return Duration.ofSeconds(seconds[0].longValueExact(), seconds[1].longValueExact());
  }
}
