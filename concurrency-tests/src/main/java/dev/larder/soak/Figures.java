package dev.larder.soak;

import java.util.Locale;

/** The figures of a run, as a table in Markdown. */
final class Figures {
  private static final double MEBIBYTE = 1 << 20;

  private final StringBuilder table = new StringBuilder("| | figure | promise |\n|---|---:|---|\n");
  private final Settings settings;
  private final Promises promises;

  Figures(Settings settings, Promises promises) {
    this.settings = settings;
    this.promises = promises;
  }

  /**
   * Returns the table.
   *
   * @param filled entries and weight of the long-lived caches when the heap is measured
   */
  String of(Trend heap, Trend filled, Trend allocation, int loadersLeft) {
    row("JVM", System.getProperty("java.vm.name") + " " + Runtime.version(), "");
    row(
        "threads, bound, keys",
        settings.threads() + ", " + settings.maximum() + ", " + settings.keys(),
        "seed " + settings.seed());
    row(
        "rounds of " + settings.round().toSeconds() + " s, caches in each, and through all",
        heap.count() + ", " + Kind.values().length + ", " + Kind.values().length,
        "");
    counts("operations", "operations on a cache that was closed");
    for (Ending ending : Ending.values()) {
      counts(ending.counted());
    }
    counts("moves of the bound", "loads", "writes", "samples of size");
    peaks();
    counts("events replayed", "events of what had expired before it was stored");
    counts("events that did not fit");
    counts("checks of invariants");
    heap(heap, filled);
    row(
        "allocation, bytes an operation: least, mean, most",
        String.format(
            Locale.ROOT,
            "%.0f, %.0f, %.0f",
            allocation.least(),
            allocation.mean(),
            allocation.most()),
        "");
    row("class loaders left, of rounds", loadersLeft + " of " + heap.count(), "0");
    peak("threads left after close", "0");
    peak("MBeans left after close", "0");
    row("promises broken", String.valueOf(promises.broken().size()), "0");
    return table.toString();
  }

  private void heap(Trend heap, Trend filled) {
    row(
        "entries and weight in the caches that live on, when the heap is measured",
        String.format(Locale.ROOT, "%,.0f to %,.0f", filled.least(), filled.most()),
        "");
    Trend warm = heap.after(Soak.WARM_UP);
    row("heap after GC, mean", mebibytes(heap.mean()), "");
    row(
        "the same, slope a round after the first " + Soak.WARM_UP,
        String.format(Locale.ROOT, "%,.0f bytes", warm.slope()),
        "");
    row(
        "the same, drift over these rounds",
        percent(warm.drift()),
        "at most " + percent(Soak.MAX_DRIFT));
  }

  private void peaks() {
    long threads = settings.threads();
    peak("entries over the bound", "at most " + threads);
    row("the same, in percent of the bound at that time", percentPeak("entries"), "");
    peak("weight over the bound", "at most " + threads * Kind.HEAVIEST);
    row("the same, in percent of the bound at that time", percentPeak("weight"), "");
    queues();
    peak(Backend.loads(false), "at most " + Backend.mostLoads(Kind.BACKED, settings));
    peak(Backend.loads(true), "at most " + Backend.mostLoads(Kind.REFRESHED, settings));
    peak("loads of one key at once", "1");
    peak(Subject.RELOADS, "some");
    peak("reloads that failed", "0");
    peak("bytes allocated by 100,000 hits and puts", "none, at most " + Allocation.MAX_BYTES);
  }

  private void queues() {
    for (Kind kind : Kind.values()) {
      if (kind.is(Trait.SLOW_LISTENER)) {
        long most = new QueueBound(kind, settings).most();
        String moves = kind.is(Trait.FIXED_BOUND) ? "" : ", and what a smaller bound evicts";
        peak(Subject.queue(kind), "at most " + most + moves);
      }
    }
    counts("samples of the queues");
  }

  private String percentPeak(String unit) {
    return percent(promises.peakOf(unit + " over the bound in ppm") / 1e6);
  }

  private void peak(String what, String promise) {
    row(what + ", largest", String.format(Locale.ROOT, "%,d", promises.peakOf(what)), promise);
  }

  private void counts(String... names) {
    for (String name : names) {
      row(name, String.format(Locale.ROOT, "%,d", promises.counted(name)), "");
    }
  }

  private void row(String what, String figure, String promise) {
    table.append("| ").append(what).append(" | ").append(figure).append(" | ").append(promise);
    table.append(" |\n");
  }

  private static String mebibytes(double bytes) {
    return String.format(Locale.ROOT, "%.2f MiB", bytes / MEBIBYTE);
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.3f %%", 100 * part);
  }
}
