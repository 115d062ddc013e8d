package dev.larder.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts durations between {@code java.time}, {@code javax.cache} and configuration text. */
public final class Durations {
  static final String ACCEPTED =
      "a duration with its unit (ms, s, m or min, h, d), such as 10 minutes, 1h 30m or PT10M";

  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([a-z]+)\\s*");

  /** The longest text that is parsed, in characters. It limits the size of the numbers. */
  private static final int LONGEST = 64;

  private static final BigDecimal SECOND = BigDecimal.valueOf(1_000_000_000);

  /** The nanoseconds of a unit, by each of its names. */
  private static final Map<String, BigDecimal> UNITS = new HashMap<>();

  static {
    addUnit(1L, "ns", "nano", "nanos", "nanosecond", "nanoseconds");
    addUnit(1_000L, "us", "micro", "micros", "microsecond", "microseconds");
    addUnit(1_000_000L, "ms", "milli", "millis", "millisecond", "milliseconds");
    addUnit(1_000_000_000L, "s", "sec", "secs", "second", "seconds");
    addUnit(60_000_000_000L, "m", "min", "mins", "minute", "minutes");
    addUnit(3_600_000_000_000L, "h", "hr", "hrs", "hour", "hours");
    addUnit(86_400_000_000_000L, "d", "day", "days");
  }

  private Durations() {}

  private static void addUnit(long nanos, String... names) {
    for (String name : names) {
      UNITS.put(name, BigDecimal.valueOf(nanos));
    }
  }

  /**
   * Returns the duration in milliseconds, the smallest unit of the specification. A fraction of a
   * millisecond is rounded up, so that only zero becomes zero. A duration of more milliseconds than
   * a {@code long} holds becomes {@link javax.cache.expiry.Duration#ETERNAL}.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  public static javax.cache.expiry.Duration ofJava(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("duration must be >= 0: " + duration);
    }
    try {
      long millis = duration.plusNanos(999_999).toMillis();
      return new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, millis);
    } catch (ArithmeticException overflow) {
      return javax.cache.expiry.Duration.ETERNAL;
    }
  }

  /** Parses units and ISO 8601; returns null if the text is neither, is negative, or overflows. */
  static @Nullable Duration parse(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    // ISO 8601 allows a sign within a duration, but here it is more likely a mistake.
    if (plain.isEmpty() || plain.length() > LONGEST || plain.contains("-")) {
      return null;
    }
    try {
      return plain.startsWith("p") ? Duration.parse(plain) : sum(plain);
    } catch (DateTimeParseException | ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable Duration sum(String text) {
    Matcher part = PART.matcher(text);
    BigDecimal nanos = BigDecimal.ZERO;
    for (int end = 0; end < text.length(); end = part.end()) {
      part.region(end, text.length());
      BigDecimal unit = part.lookingAt() ? UNITS.get(part.group(2)) : null;
      if (unit == null) {
        return null;
      }
      nanos = nanos.add(unit.multiply(new BigDecimal(part.group(1))));
    }
    BigDecimal[] seconds = nanos.setScale(0, RoundingMode.CEILING).divideAndRemainder(SECOND);
    return Duration.ofSeconds(seconds[0].longValueExact(), seconds[1].longValueExact());
  }

  /** Returns the duration in the largest unit that has no fraction. */
  static String format(Duration duration) {
    int nanos = duration.toNanosPart();
    try {
      if (nanos % 1_000 != 0) {
        return duration.toNanos() + "ns";
      } else if (nanos % 1_000_000 != 0) {
        return duration.toNanos() / 1_000 + "us";
      } else if (nanos != 0) {
        return duration.toMillis() + "ms";
      }
    } catch (ArithmeticException overflow) {
      return duration.toSeconds() + "s";
    }
    long seconds = duration.toSeconds();
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
  }

  static String format(javax.cache.expiry.Duration duration) {
    return duration.isEternal()
        ? "eternal"
        : format(Duration.ofMillis(duration.getTimeUnit().toMillis(duration.getDurationAmount())));
  }
}
