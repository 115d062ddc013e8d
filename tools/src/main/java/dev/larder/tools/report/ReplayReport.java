package dev.larder.tools.report;

import dev.larder.tools.provider.Contender;
import dev.larder.tools.replay.CacheSettings;
import dev.larder.tools.replay.ExactLru;
import dev.larder.tools.replay.Replay;
import dev.larder.tools.replay.RunResult;
import dev.larder.tools.trace.Trace;
import java.util.List;

/** All results of a replay, for the report formats. */
public record ReplayReport(
    Trace trace,
    ExactLru lru,
    CacheSettings settings,
    Replay.Uncached uncached,
    List<RunResult> runs) {

  /** Returns the name of the source of the trace. */
  String source() {
    return trace.info().source();
  }

  /** Returns the number of requests and of distinct keys, in words. */
  String extent(String keys) {
    return "%s requests for %s %s%s"
        .formatted(
            Figures.count(trace.requests()),
            Figures.count(lru.distinct()),
            keys,
            trace.info().sample() > 1 ? " of the sample" : "");
  }

  /** Returns the providers with their policies, in the order of the first runs. */
  List<Contender> contenders() {
    return runs.stream().map(run -> run.subject().contender()).distinct().toList();
  }

  ContenderNames names() {
    return new ContenderNames(contenders());
  }

  /** Returns whether any size was set, so that there is a curve. */
  boolean hasCurve() {
    return runs.stream().anyMatch(run -> run.size().isPresent());
  }

  /** Returns the time of the whole trace without a cache, extrapolated from the requests made. */
  long uncachedNanos() {
    return Math.round((double) uncached.nanos() / uncached.requests() * trace.requests());
  }

  /** Returns whether only a part of the trace was run without a cache. */
  boolean isTimeScaled() {
    return uncached.requests() < trace.requests();
  }

  double speedUp(RunResult run) {
    return (double) uncachedNanos() / run.nanos();
  }

  /** Returns whether exact LRU is comparable, because nothing expires. */
  boolean comparable() {
    return settings.expiry().isEmpty();
  }

  /** Returns the figures of a run that do not agree. */
  List<String> discrepancies(RunResult run) {
    return settings.audit().discrepancies(run);
  }

  /** Returns whether all figures of all runs agree. */
  boolean agrees() {
    return runs.stream().allMatch(run -> discrepancies(run).isEmpty());
  }

  /** Returns whether all figures of the runs of Larder agree. */
  public boolean larderAgrees() {
    return runs.stream().allMatch(run -> !isLarder(run) || discrepancies(run).isEmpty());
  }

  /** Returns whether the figures of a run agree; those of other providers may be defined so. */
  String verdict(RunResult run) {
    if (discrepancies(run).isEmpty()) {
      return "agree";
    }
    return isLarder(run) ? "DISAGREE" : "differ";
  }

  static boolean isLarder(RunResult run) {
    return run.subject().contender().setup().isLarder();
  }

  Curve curve() {
    return Curve.of(this);
  }
}
