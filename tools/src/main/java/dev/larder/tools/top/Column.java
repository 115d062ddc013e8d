package dev.larder.tools.top;

import dev.larder.tools.figures.Activity;
import dev.larder.tools.figures.CacheFigures;
import dev.larder.tools.figures.Figure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The columns of numbers in the table of caches. A narrow table drops those of the highest rank
 * first.
 */
enum Column {
  HIT_RATIO("hit%", 1),
  RECENT_HIT_RATIO("now%", 7),
  GETS("gets/s", 2),
  PUTS("puts/s", 12),
  LOADS("loads/s", 5),
  LOAD_TIME("load", 6),
  FAILURES("failed", 9),
  EVICTIONS("evict/s", 8),
  EXPIRATIONS("expire/s", 13),
  REFRESHES("refresh/s", 14),
  ENTRIES("entries", 3),
  BOUND("bound", 4),
  FILL("full%", 15),
  WAITING("waiting", 10),
  QUEUED("queued", 11);

  private static final List<Column> ALL = List.of(values());

  private final String heading;
  private final int rank;

  Column(String heading, int rank) {
    this.heading = heading;
    this.rank = rank;
  }

  private static OptionalDouble loadMicros(Activity cache) {
    OptionalDouble recent = cache.recentLoadMicros();
    return recent.isPresent() ? recent : cache.total().loadMicros();
  }

  private static OptionalDouble asDouble(OptionalLong value) {
    return value.isPresent() && value.getAsLong() >= 0
        ? OptionalDouble.of((double) value.getAsLong())
        : OptionalDouble.empty();
  }

  String heading() {
    return heading;
  }

  int rank() {
    return rank;
  }

  /** Returns whether a number above 0 tells of trouble. */
  boolean showsTrouble() {
    return this == FAILURES || this == WAITING || this == QUEUED;
  }

  /** Returns the number of a cache; empty if it is not known. */
  OptionalDouble of(Activity cache) {
    CacheFigures total = cache.total();
    return switch (this) {
      case HIT_RATIO -> total.hitRatio();
      case RECENT_HIT_RATIO -> cache.recentHitRatio();
      case GETS -> cache.getsPerSecond();
      case PUTS -> cache.perSecond(Figure.PUTS);
      case LOADS -> cache.perSecond(Figure.LOADS);
      case LOAD_TIME -> loadMicros(cache);
      case FAILURES -> asDouble(total.get(Figure.LOAD_FAILURES));
      case EVICTIONS -> cache.perSecond(Figure.EVICTIONS);
      case EXPIRATIONS -> cache.perSecond(Figure.EXPIRATIONS);
      case REFRESHES -> cache.perSecond(Figure.REFRESHES);
      case ENTRIES -> asDouble(total.get(Figure.ENTRIES));
      case BOUND -> asDouble(total.bound());
      case FILL -> total.fill();
      case WAITING -> asDouble(total.get(Figure.WAITING));
      case QUEUED -> asDouble(total.get(Figure.QUEUED));
    };
  }

  /** Returns the number of a cache as the table shows it. */
  String text(Activity cache) {
    OptionalDouble number = of(cache);
    return switch (this) {
      case HIT_RATIO, RECENT_HIT_RATIO, FILL -> Numbers.orNone(number, Numbers::percent);
      case LOAD_TIME -> Numbers.orNone(number, Numbers::time);
      default -> Numbers.orNone(number, Numbers::compact);
    };
  }

  /** Returns the column with a heading, in any case, with or without its last characters. */
  static Optional<Column> named(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(
            column ->
                column.heading.replaceAll("/s$|%$", "").equals(wanted)
                    || column.heading.equals(wanted))
        .findFirst();
  }

  Column next() {
    return ALL.get((ALL.indexOf(this) + 1) % ALL.size());
  }
}
