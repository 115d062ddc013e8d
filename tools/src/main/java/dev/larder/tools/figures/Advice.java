package dev.larder.tools.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Says what the figures of a cache suggest, in one sentence each. */
public final class Advice {
  private static final long ENOUGH_GETS = 1_000;
  private static final double FULL = 0.98;
  private static final double LOW = 0.5;

  private Advice() {}

  /**
   * Returns the sentences.
   *
   * @param reads recorded reads of the cache, empty if there are none
   */
  public static List<String> of(Activity activity, Optional<RecordedReads> reads) {
    CacheFigures total = activity.total();
    List<String> advice = new ArrayList<>();
    if (total.gets().isEmpty()) {
      advice.add("Statistics are off: set statistics = true to count hits and misses.");
    }
    reads.ifPresent(recorded -> advice.add(bound(total, recorded)));
    if (reads.isEmpty() && isFull(total) && total.hitRatio().orElse(1) < LOW && isUsed(total)) {
      advice.add(
          "The cache is full, and less than half of the gets hit: with recording = hashes, larder"
              + " record and larder replay find the bound that helps.");
    }
    addIf(
        advice,
        total.get(Figure.EXPIRATIONS).orElse(0) > total.get(Figure.MISSES).orElse(0) * LOW
            && isUsed(total),
        "Most misses follow an expiry: a longer time to live, or refresh-after, helps more than a"
            + " larger bound.");
    addIf(
        advice,
        recent(activity, Figure.LOAD_FAILURES) > 0,
        "Loads fail at present: their callers get the exceptions, and Larder does not log them.");
    addIf(
        advice,
        recent(activity, Figure.REFRESH_FAILURES) > 0,
        "Reloads fail at present: the log has the exception, and values get older until"
            + " stale-if-error ends.");
    addIf(
        advice,
        total.get(Figure.WAITING).orElse(0) > 0,
        "Threads wait for a load that has not ended: jcmd PID Thread.print shows the thread that is"
            + " inside the loader.");
    addIf(
        advice,
        total.get(Figure.QUEUED).orElse(0) > ENOUGH_GETS,
        "Events wait for listeners: the listeners are slower than the changes.");
    return advice;
  }

  private static void addIf(List<String> advice, boolean holds, String sentence) {
    if (holds) {
      advice.add(sentence);
    }
  }

  private static long recent(Activity activity, Figure figure) {
    return activity.recent().map(change -> change.get(figure).orElse(0)).orElse(0L);
  }

  private static boolean isFull(CacheFigures total) {
    return total.fill().orElse(0) >= FULL && total.get(Figure.EVICTIONS).orElse(0) > 0;
  }

  private static boolean isUsed(CacheFigures total) {
    return total.gets().orElse(0) >= ENOUGH_GETS;
  }

  /** Returns whether the figures of a cache show trouble at present. */
  public static boolean isUrgent(Activity activity) {
    CacheFigures total = activity.total();
    return recent(activity, Figure.LOAD_FAILURES) > 0
        || recent(activity, Figure.REFRESH_FAILURES) > 0
        || total.get(Figure.WAITING).orElse(0) > 0
        || total.get(Figure.QUEUED).orElse(0) > ENOUGH_GETS;
  }

  private static String bound(CacheFigures total, RecordedReads reads) {
    boolean isInEntries = total.get(Figure.SIZE).equals(total.get(Figure.ENTRIES));
    OptionalLong bound = isInEntries ? total.bound() : OptionalLong.empty();
    return comparison(reads, bound)
        + String.format(
            Locale.ROOT,
            " (%,d recorded reads%s; LRU, without expiry; first reads are misses.)%s",
            reads.reads(),
            reads.header().sample() == 1 ? "" : " of one key in " + reads.header().sample(),
            reads.lru().distinct() > reads.reads() / 2
                ? " Most of them are first reads: record for a longer time."
                : "");
  }

  private static String comparison(RecordedReads reads, OptionalLong bound) {
    long advised = reads.advisedBound();
    String reached = percent(reads.hitRatio(advised));
    if (bound.isEmpty()) {
      return String.format(Locale.ROOT, "A bound of %,d entries would reach %s.", advised, reached);
    }
    long present = bound.getAsLong();
    String now = percent(reads.hitRatio(present));
    if (advised > present) {
      return String.format(
          Locale.ROOT,
          "A bound of %,d entries would reach %s; the present one of %,d reaches %s.",
          advised,
          reached,
          present,
          now);
    }
    if (advised < present / 2) {
      return String.format(
          Locale.ROOT,
          "The bound is large: %,d entries would reach %s; the present %,d reach %s.",
          advised,
          reached,
          present,
          now);
    }
    return String.format(
        Locale.ROOT,
        "The bound of %,d entries fits the recorded reads: it reaches %s.",
        present,
        now);
  }

  private static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * ratio);
  }
}
