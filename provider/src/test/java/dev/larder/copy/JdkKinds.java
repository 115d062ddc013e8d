package dev.larder.copy;

import static dev.larder.copy.Kinds.add;

import java.io.File;
import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.file.StandardOpenOption;
import java.text.ChoiceFormat;
import java.text.DateFormat;
import java.text.DateFormatSymbols;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.HijrahChronology;
import java.time.chrono.HijrahDate;
import java.time.chrono.HijrahEra;
import java.time.chrono.IsoChronology;
import java.time.chrono.JapaneseChronology;
import java.time.chrono.JapaneseDate;
import java.time.chrono.JapaneseEra;
import java.time.chrono.MinguoChronology;
import java.time.chrono.MinguoDate;
import java.time.chrono.ThaiBuddhistChronology;
import java.time.chrono.ThaiBuddhistDate;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.JulianFields;
import java.time.temporal.ValueRange;
import java.time.temporal.WeekFields;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.EventObject;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/** Values of java.base that are neither collections nor exceptions. */
@SuppressWarnings({
  "AddressSelection",
  "JavaUtilDate",
  "JdkObsolete",
  "ThreadLocalRandom",
  "UnnecessaryStringBuilder" // what others use is copied
})
final class JdkKinds {
  private JdkKinds() {}

  static void addTo(Map<String, Supplier<Object>> kinds) {
    lang(kinds);
    arrays(kinds);
    math(kinds);
    time(kinds);
    chrono(kinds);
    net(kinds);
    text(kinds);
    util(kinds);
    concurrent(kinds);
  }

  private static void lang(Map<String, Supplier<Object>> kinds) {
    add(kinds, "java.lang.Boolean", () -> true);
    add(kinds, "java.lang.Byte", () -> (byte) -1);
    add(kinds, "java.lang.Short", () -> (short) 1_000);
    add(kinds, "java.lang.Character", () -> '\u20ac');
    add(kinds, "java.lang.Integer", () -> 5);
    add(kinds, "java.lang.Integer, beyond those kept", () -> 1_000_000);
    add(kinds, "java.lang.Long", () -> 1L << 40);
    add(kinds, "java.lang.Float, not a number", () -> Float.NaN);
    add(kinds, "java.lang.Double, negative zero", () -> -0.0);
    add(kinds, "java.lang.String", () -> "text");
    add(kinds, "java.lang.String, empty", () -> "");
    add(kinds, "java.lang.String, long", () -> "long ".repeat(20_000));
    add(kinds, "java.lang.String, of all sorts of characters", () -> "a\0\u00e9\u20ac\ud83d\ude00");
    add(kinds, "java.lang.String, half a surrogate pair", () -> "\ud83d");
    add(kinds, "java.lang.StringBuilder", () -> new StringBuilder("text"));
    add(kinds, "java.lang.StringBuffer", () -> new StringBuffer("text"));
    add(kinds, "java.lang.Class", () -> String.class);
    add(kinds, "java.lang.Class, of a primitive", () -> int.class);
    add(kinds, "java.lang.Class, of an array", () -> Map[][].class);
    add(kinds, "java.lang.Class, of an enum", () -> TimeUnit.class);
    add(kinds, "java.lang.Class, not serializable", () -> Thread.class);
    add(kinds, "java.lang.Thread.State", () -> Thread.State.BLOCKED);
    add(kinds, "java.lang.Character.UnicodeScript", () -> Character.UnicodeScript.LATIN);
    add(
        kinds,
        "java.lang.StackTraceElement",
        () -> new StackTraceElement("loader", "module", "1", "Type", "method", "Type.java", 7));
    add(kinds, "java.lang.StackTraceElement, real", () -> new Throwable().getStackTrace()[0]);
    add(
        kinds,
        "java.lang.invoke.MethodType",
        () -> MethodType.methodType(String.class, int.class, Object[].class));
    add(
        kinds,
        "java.lang.annotation.Annotation",
        () -> FunctionalInterface.class.getAnnotation(java.lang.annotation.Target.class));
  }

  private static void arrays(Map<String, Supplier<Object>> kinds) {
    add(kinds, "boolean[]", () -> new boolean[] {true, false});
    add(kinds, "byte[]", () -> new byte[] {1, 2, 3});
    add(kinds, "byte[], long", () -> new byte[100_000]);
    add(kinds, "char[]", () -> new char[] {'a', '\ud83d'});
    add(kinds, "short[]", () -> new short[] {1, 2, 3});
    add(kinds, "int[]", () -> new int[] {1, 2, 3});
    add(kinds, "int[], empty", () -> new int[0]);
    add(kinds, "long[]", () -> new long[] {1, 2, 3});
    add(kinds, "float[]", () -> new float[] {1, Float.NaN});
    add(kinds, "double[]", () -> new double[] {1, -0.0, Double.NaN});
    add(kinds, "int[][][]", () -> new int[][][] {{{1}, {}}, {}, {{2, 3}, null}});
    add(kinds, "java.lang.String[]", () -> new String[] {"a", null, "b", "a"});
    add(kinds, "java.lang.String[], empty", () -> new String[0]);
    add(kinds, "java.lang.Integer[]", () -> new Integer[] {1, null, 1_000});
    add(
        kinds,
        "java.lang.Object[]",
        () -> new Object[] {1, "a", null, new Date(1), new int[] {1}, new Object[] {"nested"}});
    add(
        kinds,
        "java.lang.Object[], in itself",
        () -> {
          Object[] self = {null, "a"};
          self[0] = self;
          return self;
        });
    add(kinds, "java.lang.Number[]", () -> new Number[] {1, 2L, BigDecimal.TEN, 3.0});
    add(kinds, "java.lang.Comparable[]", () -> new Comparable<?>[] {1, "a", LocalDate.EPOCH});
    add(kinds, "java.io.Serializable[]", () -> new Serializable[] {1, "a", new Date(1)});
    add(kinds, "java.lang.CharSequence[]", () -> new CharSequence[] {"a", new StringBuilder("b")});
    add(kinds, "java.lang.Class[]", () -> new Class<?>[] {int.class, String.class, Map.class});
    add(kinds, "java.util.Date[]", () -> new Date[] {new Date(1), null, new Date(2)});
    add(
        kinds,
        "java.util.Date[], the same twice",
        () -> {
          Date date = new Date(1);
          return new Date[] {date, date};
        });
    add(kinds, "java.time.LocalDate[]", () -> new LocalDate[] {LocalDate.EPOCH, LocalDate.MAX});
    add(kinds, "java.util.concurrent.TimeUnit[]", () -> TimeUnit.values());
    add(kinds, "java.util.List[]", () -> new java.util.List<?>[] {java.util.List.of(1), null});
    add(
        kinds,
        "java.util.Map.Entry[]",
        () -> new Map.Entry<?, ?>[] {new java.util.AbstractMap.SimpleEntry<>("a", 1)});
  }

  private static void math(Map<String, Supplier<Object>> kinds) {
    add(kinds, "java.math.BigInteger", () -> BigInteger.TEN.pow(50).negate());
    add(kinds, "java.math.BigInteger, zero", () -> BigInteger.ZERO);
    add(kinds, "java.math.BigDecimal", () -> new BigDecimal("12.3400"));
    add(kinds, "java.math.BigDecimal, of many digits", () -> new BigDecimal("9".repeat(40) + ".5"));
    add(kinds, "java.math.MathContext", () -> new MathContext(7, RoundingMode.HALF_EVEN));
    add(kinds, "java.math.RoundingMode", () -> RoundingMode.UP);
  }

  private static void time(Map<String, Supplier<Object>> kinds) {
    LocalDateTime moment = LocalDateTime.of(2024, 2, 29, 12, 34, 56, 789);
    add(kinds, "java.time.Instant", () -> Instant.ofEpochSecond(5, 6));
    add(kinds, "java.time.LocalDate", () -> moment.toLocalDate());
    add(kinds, "java.time.LocalTime", () -> moment.toLocalTime());
    add(kinds, "java.time.LocalTime, midnight", () -> LocalTime.MIDNIGHT);
    add(kinds, "java.time.LocalDateTime", () -> moment);
    add(kinds, "java.time.OffsetTime", () -> OffsetTime.of(moment.toLocalTime(), ZoneOffset.MAX));
    add(kinds, "java.time.OffsetDateTime", () -> OffsetDateTime.of(moment, ZoneOffset.ofHours(2)));
    add(
        kinds,
        "java.time.ZonedDateTime",
        () -> ZonedDateTime.of(moment, ZoneId.of("Europe/Berlin")));
    add(
        kinds,
        "java.time.ZonedDateTime, by offset",
        () -> ZonedDateTime.of(moment, ZoneOffset.UTC));
    add(kinds, "java.time.Year", () -> Year.of(2024));
    add(kinds, "java.time.YearMonth", () -> YearMonth.of(2024, 2));
    add(kinds, "java.time.MonthDay", () -> MonthDay.of(2, 29));
    add(kinds, "java.time.Period", () -> Period.of(1, 2, 3));
    add(kinds, "java.time.Period, zero", () -> Period.ZERO);
    add(kinds, "java.time.Duration", () -> Duration.ofSeconds(1, 2));
    add(kinds, "java.time.DayOfWeek", () -> DayOfWeek.MONDAY);
    add(kinds, "java.time.ZoneOffset", () -> ZoneOffset.ofHoursMinutes(5, 30));
    add(kinds, "java.time.ZoneId, a region", () -> ZoneId.of("America/New_York"));
    add(kinds, "java.time.ZoneId, prefixed", () -> ZoneId.of("UTC+01:00"));
    add(kinds, "java.time.Clock, of the system", () -> Clock.systemUTC());
    add(kinds, "java.time.Clock, fixed", () -> Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    add(
        kinds,
        "java.time.Clock, offset",
        () -> Clock.offset(Clock.systemUTC(), Duration.ofDays(1)));
    add(kinds, "java.time.Clock, ticking", () -> Clock.tickMinutes(ZoneOffset.UTC));
    add(kinds, "java.time.zone.ZoneRules", () -> ZoneId.of("Europe/Berlin").getRules());
    add(kinds, "java.time.zone.ZoneRules, fixed", () -> ZoneOffset.UTC.getRules());
    add(
        kinds,
        "java.time.zone.ZoneOffsetTransition",
        () -> ZoneId.of("Europe/Berlin").getRules().nextTransition(Instant.EPOCH));
    add(
        kinds,
        "java.time.zone.ZoneOffsetTransitionRule",
        () -> ZoneId.of("Europe/Berlin").getRules().getTransitionRules().get(0));
    add(kinds, "java.time.format.TextStyle", () -> TextStyle.SHORT);
    add(kinds, "java.time.temporal.ChronoUnit", () -> ChronoUnit.DAYS);
    add(kinds, "java.time.temporal.ChronoField", () -> ChronoField.DAY_OF_WEEK);
    add(kinds, "java.time.temporal.IsoFields, a field", () -> IsoFields.QUARTER_OF_YEAR);
    add(kinds, "java.time.temporal.IsoFields, a unit", () -> IsoFields.QUARTER_YEARS);
    add(kinds, "java.time.temporal.JulianFields", () -> JulianFields.JULIAN_DAY);
    add(kinds, "java.time.temporal.ValueRange", () -> ValueRange.of(1, 2, 28, 31));
    add(kinds, "java.time.temporal.WeekFields", () -> WeekFields.of(Locale.US));
  }

  private static void chrono(Map<String, Supplier<Object>> kinds) {
    LocalDate day = LocalDate.of(2024, 2, 29);
    add(kinds, "java.time.chrono.JapaneseDate", () -> JapaneseDate.from(day));
    add(kinds, "java.time.chrono.HijrahDate", () -> HijrahDate.from(day));
    add(kinds, "java.time.chrono.MinguoDate", () -> MinguoDate.from(day));
    add(kinds, "java.time.chrono.ThaiBuddhistDate", () -> ThaiBuddhistDate.from(day));
    add(kinds, "java.time.chrono.JapaneseEra", () -> JapaneseEra.REIWA);
    add(kinds, "java.time.chrono.HijrahEra", () -> HijrahEra.AH);
    add(kinds, "java.time.chrono.IsoChronology", () -> IsoChronology.INSTANCE);
    add(kinds, "java.time.chrono.JapaneseChronology", () -> JapaneseChronology.INSTANCE);
    add(kinds, "java.time.chrono.HijrahChronology", () -> HijrahChronology.INSTANCE);
    add(kinds, "java.time.chrono.MinguoChronology", () -> MinguoChronology.INSTANCE);
    add(kinds, "java.time.chrono.ThaiBuddhistChronology", () -> ThaiBuddhistChronology.INSTANCE);
    add(
        kinds,
        "java.time.chrono.ChronoLocalDateTime",
        () -> JapaneseDate.from(day).atTime(LocalTime.NOON));
    add(
        kinds,
        "java.time.chrono.ChronoZonedDateTime",
        () -> MinguoDate.from(day).atTime(LocalTime.NOON).atZone(ZoneId.of("Asia/Taipei")));
    add(
        kinds,
        "java.time.chrono.ChronoPeriod",
        () -> HijrahDate.from(day).until(HijrahDate.from(day.plusDays(100))));
  }

  private static void net(Map<String, Supplier<Object>> kinds) {
    add(kinds, "java.net.URI", () -> URI.create("https://user@example.org:8080/a/b?c=d#e"));
    add(kinds, "java.net.URI, opaque", () -> URI.create("mailto:someone@example.org"));
    add(kinds, "java.net.URL", () -> new URL("https://127.0.0.1/a?b"));
    add(kinds, "java.net.Inet4Address", () -> InetAddress.getByAddress(new byte[] {10, 0, 0, 1}));
    add(
        kinds,
        "java.net.Inet4Address, with a name",
        () -> InetAddress.getByAddress("host.example", new byte[] {10, 0, 0, 1}));
    add(kinds, "java.net.Inet4Address, loopback", () -> Inet4Address.getByName("127.0.0.1"));
    add(kinds, "java.net.Inet6Address", () -> Inet6Address.getByName("2001:db8::1"));
    add(
        kinds,
        "java.net.Inet6Address, of a scope",
        () -> Inet6Address.getByAddress("host.example", new byte[16], 3));
    add(kinds, "java.net.InetSocketAddress", () -> new InetSocketAddress("127.0.0.1", 80));
    add(
        kinds,
        "java.net.InetSocketAddress, unresolved",
        () -> InetSocketAddress.createUnresolved("host.example", 80));
    add(kinds, "java.net.Proxy.Type", () -> java.net.Proxy.Type.SOCKS);
    add(kinds, "java.io.File", () -> new File("/tmp/a", "b.txt"));
    add(kinds, "java.nio.file.StandardOpenOption", () -> StandardOpenOption.APPEND);
  }

  private static void text(Map<String, Supplier<Object>> kinds) {
    add(
        kinds,
        "java.text.SimpleDateFormat",
        () -> {
          SimpleDateFormat format = new SimpleDateFormat("yyyy-MM-dd HH:mm", Locale.ROOT);
          format.set2DigitYearStart(new Date(0));
          return format;
        });
    add(
        kinds,
        "java.text.DateFormat",
        () -> DateFormat.getDateTimeInstance(DateFormat.SHORT, DateFormat.LONG, Locale.GERMANY));
    add(
        kinds,
        "java.text.DecimalFormat",
        () -> new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.US)));
    add(
        kinds,
        "java.text.NumberFormat, currency",
        () -> NumberFormat.getCurrencyInstance(Locale.JAPAN));
    add(
        kinds,
        "java.text.NumberFormat, percent",
        () -> NumberFormat.getPercentInstance(Locale.FRANCE));
    add(
        kinds,
        "java.text.CompactNumberFormat",
        () -> NumberFormat.getCompactNumberInstance(Locale.US, NumberFormat.Style.SHORT));
    add(kinds, "java.text.ChoiceFormat", () -> new ChoiceFormat("0#none|1#one|1<many"));
    add(
        kinds,
        "java.text.MessageFormat",
        () -> new MessageFormat("{0,number,#.#} of {1} at {2,date,short}", Locale.US));
    add(kinds, "java.text.DateFormatSymbols", () -> DateFormatSymbols.getInstance(Locale.ITALY));
    add(
        kinds,
        "java.text.DecimalFormatSymbols",
        () -> DecimalFormatSymbols.getInstance(Locale.GERMANY));
    add(kinds, "java.text.DateFormat.Field", () -> DateFormat.Field.MONTH);
    add(kinds, "java.text.NumberFormat.Field", () -> NumberFormat.Field.INTEGER);
    add(kinds, "java.text.MessageFormat.Field", () -> MessageFormat.Field.ARGUMENT);
    add(
        kinds,
        "java.text.AttributedCharacterIterator.Attribute",
        () -> java.text.AttributedCharacterIterator.Attribute.LANGUAGE);
    add(kinds, "java.text.Normalizer.Form", () -> java.text.Normalizer.Form.NFC);
  }

  private static void util(Map<String, Supplier<Object>> kinds) {
    add(kinds, "java.util.Date", () -> new Date(5));
    add(kinds, "java.util.UUID", () -> new UUID(1, 2));
    add(kinds, "java.util.Locale", () -> Locale.CANADA_FRENCH);
    add(kinds, "java.util.Locale, root", () -> Locale.ROOT);
    add(kinds, "java.util.Locale, extended", () -> Locale.forLanguageTag("th-TH-u-ca-buddhist"));
    add(kinds, "java.util.Locale, with script", () -> Locale.forLanguageTag("zh-Hans-CN"));
    add(kinds, "java.util.Currency", () -> Currency.getInstance("EUR"));
    add(kinds, "java.util.TimeZone", () -> TimeZone.getTimeZone("Europe/Berlin"));
    add(kinds, "java.util.TimeZone, custom", () -> TimeZone.getTimeZone("GMT+03:30"));
    add(kinds, "java.util.SimpleTimeZone", () -> new SimpleTimeZone(3_600_000, "Mine"));
    add(
        kinds,
        "java.util.SimpleTimeZone, with summer",
        () ->
            new SimpleTimeZone(
                3_600_000,
                "Mine",
                Calendar.MARCH,
                -1,
                Calendar.SUNDAY,
                3_600_000,
                SimpleTimeZone.UTC_TIME,
                Calendar.OCTOBER,
                -1,
                Calendar.SUNDAY,
                3_600_000,
                SimpleTimeZone.UTC_TIME,
                3_600_000));
    add(
        kinds,
        "java.util.GregorianCalendar",
        () -> {
          Calendar calendar =
              new GregorianCalendar(TimeZone.getTimeZone("America/New_York"), Locale.US);
          calendar.setTimeInMillis(1_000_000);
          return calendar;
        });
    add(
        kinds,
        "java.util.GregorianCalendar, not computed",
        () -> {
          Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.GERMANY);
          calendar.clear();
          calendar.set(2024, Calendar.FEBRUARY, 31);
          return calendar;
        });
    add(
        kinds,
        "java.util.Calendar, Japanese",
        () -> calendar(Locale.forLanguageTag("ja-JP-u-ca-japanese")));
    add(
        kinds,
        "java.util.Calendar, Buddhist",
        () -> calendar(Locale.forLanguageTag("th-TH-u-ca-buddhist")));
    add(kinds, "java.util.Random", () -> new Random(5));
    add(
        kinds,
        "java.util.Random, half way",
        () -> {
          Random random = new Random(5);
          random.nextGaussian();
          return random;
        });
    add(kinds, "java.util.EventObject", () -> new EventObject("source"));
    add(kinds, "java.util.BitSet", () -> BitSet.valueOf(new long[] {5, 0, 6}));
    add(kinds, "java.util.BitSet, empty", () -> new BitSet());
    add(
        kinds,
        "java.util.regex.Pattern",
        () ->
            Pattern.compile("(?<year>\\d{4})-.*", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    add(kinds, "java.util.logging.Level", () -> Level.WARNING);
    add(
        kinds,
        "java.util.logging.LogRecord",
        () -> {
          LogRecord log = new LogRecord(Level.INFO, "hello {0}");
          log.setParameters(new Object[] {"a", 5, null});
          log.setInstant(Instant.EPOCH);
          log.setSourceClassName("Type");
          log.setSourceMethodName("method");
          return log;
        });
  }

  private static Calendar calendar(Locale locale) {
    Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"), locale);
    calendar.setTimeInMillis(1_000_000_000_000L);
    return calendar;
  }

  private static void concurrent(Map<String, Supplier<Object>> kinds) {
    add(kinds, "java.util.concurrent.TimeUnit", () -> TimeUnit.DAYS);
    add(kinds, "java.util.concurrent.Semaphore", () -> new Semaphore(3, true));
    add(kinds, "java.util.concurrent.ThreadLocalRandom", () -> ThreadLocalRandom.current());
    add(kinds, "java.util.concurrent.atomic.AtomicBoolean", () -> new AtomicBoolean(true));
    add(kinds, "java.util.concurrent.atomic.AtomicInteger", () -> new AtomicInteger(5));
    add(kinds, "java.util.concurrent.atomic.AtomicLong", () -> new AtomicLong(5));
    add(
        kinds,
        "java.util.concurrent.atomic.AtomicReference",
        () -> new AtomicReference<>(new Date(1)));
    add(kinds, "java.util.concurrent.atomic.AtomicReference, empty", () -> new AtomicReference<>());
    add(
        kinds,
        "java.util.concurrent.atomic.AtomicIntegerArray",
        () -> new AtomicIntegerArray(new int[] {1, 2}));
    add(
        kinds,
        "java.util.concurrent.atomic.AtomicLongArray",
        () -> new AtomicLongArray(new long[] {1, 2}));
    add(
        kinds,
        "java.util.concurrent.atomic.AtomicReferenceArray",
        () -> new AtomicReferenceArray<>(new Object[] {"a", null, new Date(1)}));
    add(
        kinds,
        "java.util.concurrent.atomic.AtomicReferenceArray, of Strings",
        () -> new AtomicReferenceArray<>(new String[] {"a", null}));
    add(
        kinds,
        "java.util.concurrent.atomic.LongAdder",
        () -> {
          LongAdder adder = new LongAdder();
          adder.add(5);
          return adder;
        });
    add(
        kinds,
        "java.util.concurrent.atomic.DoubleAdder",
        () -> {
          DoubleAdder adder = new DoubleAdder();
          adder.add(5.5);
          return adder;
        });
    add(
        kinds,
        "java.util.concurrent.atomic.LongAccumulator",
        () -> {
          LongAccumulator max =
              new LongAccumulator((LongBinaryOperator & Serializable) Long::max, 1);
          max.accumulate(5);
          return max;
        });
    add(
        kinds,
        "java.util.concurrent.atomic.DoubleAccumulator",
        () -> {
          DoubleAccumulator min =
              new DoubleAccumulator((DoubleBinaryOperator & Serializable) Math::min, 9);
          min.accumulate(5.5);
          return min;
        });
    add(kinds, "java.util.concurrent.locks.ReentrantLock", () -> new ReentrantLock());
    add(kinds, "java.util.concurrent.locks.ReentrantLock, fair", () -> new ReentrantLock(true));
    add(
        kinds,
        "java.util.concurrent.locks.ReentrantReadWriteLock",
        () -> new ReentrantReadWriteLock());
    add(kinds, "java.util.concurrent.locks.StampedLock", () -> new StampedLock());
  }
}
