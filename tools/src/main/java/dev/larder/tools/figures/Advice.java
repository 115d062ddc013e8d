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
          "The cache is full, and less than half of the gets hit: larder record and larder replay"
              + " find the bound that helps.");
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
        "Loads fail at present: look at the log for the cause.");
    addIf(
        advice,
        recent(activity, Figure.REFRESH_FAILURES) > 0,
        "Reloads fail at present: values get old until stale-if-error ends.");
    addIf(
        advice,
        total.get(Figure.WAITING).orElse(0) > 0,
        "Threads wait for keys that others load: refresh-after keeps hits from waiting.");
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

  private static String bound(CacheFigures total, RecordedReads reads) {
    long advised = reads.advisedBound();
    String sentence =
        String.format(
            Locale.ROOT,
            "A bound of %,d entries would reach %s of the recorded reads",
            advised,
            percent(reads.hitRatio(advised)));
    boolean isInEntries = total.get(Figure.SIZE).equals(total.get(Figure.ENTRIES));
    OptionalLong bound = isInEntries ? total.bound() : OptionalLong.empty();
    return sentence
        + (bound.isPresent()
            ? String.format(
                Locale.ROOT,
                "; the present one of %,d reaches %s",
                bound.getAsLong(),
                percent(reads.hitRatio(bound.getAsLong())))
            : "")
        + String.format(
            Locale.ROOT,
            " (LRU, %,d reads of one key in %,d).",
            reads.reads(),
            reads.header().sample());
  }

  private static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * ratio);
  }
}
