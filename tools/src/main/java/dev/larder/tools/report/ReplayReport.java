package dev.larder.tools.report;

import dev.larder.tools.provider.Bound;
import dev.larder.tools.provider.ProviderSetup;
import dev.larder.tools.replay.CacheSettings;
import dev.larder.tools.replay.ExactLru;
import dev.larder.tools.replay.Replay;
import dev.larder.tools.replay.RunResult;
import dev.larder.tools.trace.Trace;
import java.util.List;

/** All results of a replay, for the report formats. */
public record ReplayReport(
    String source,
    Trace trace,
    ProviderSetup setup,
    CacheSettings settings,
    ExactLru lru,
    Replay.Uncached uncached,
    List<RunResult> runs) {

  /** Returns the class of the provider. */
  String provider() {
    return setup.className();
  }

  /** Returns whether sizes were set, so that there is a curve. */
  boolean sized() {
    return setup.sizable();
  }

  /** Returns the time of the whole trace without a cache, extrapolated from the requests made. */
  long uncachedNanos() {
    return Math.round((double) uncached.nanos() / uncached.requests() * trace.requests());
  }

  /** Returns whether only a part of the trace was run without a cache. */
  boolean sampled() {
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
  public List<String> discrepancies(RunResult run) {
    return settings.audit().discrepancies(run);
  }

  /** Returns whether all figures of all runs agree. */
  public boolean agrees() {
    return runs.stream().allMatch(run -> discrepancies(run).isEmpty());
  }

  /** Returns whether caches of one size differ by policy. */
  boolean comparesPolicies() {
    return runs.stream().map(run -> run.bound().policy()).distinct().count() > 1;
  }

  /** Returns the result of the comparison of policies in one sentence; empty if there is none. */
  String comparison() {
    if (!comparesPolicies()) {
      return "";
    }
    RunResult best = null;
    RunResult besideBest = null;
    double most = 0;
    for (RunResult lru : runs) {
      for (RunResult other : runs) {
        boolean isPair =
            lru.bound().policy().equals(Bound.LRU)
                && !other.bound().policy().equals(Bound.LRU)
                && other.entries().equals(lru.entries());
        double gain = isPair ? other.hitRatio() - lru.hitRatio() : 0;
        if (gain > most) {
          most = gain;
          best = other;
          besideBest = lru;
        }
      }
    }
    return best == null || besideBest == null
        ? "Reading this: the hit ratio is what a size is worth; policy = adaptive gains nothing on"
            + " this trace."
        : "Reading this: with %s entries, policy = adaptive answers %s of the requests itself, and LRU %s."
            .formatted(
                RunTables.entries(best),
                Figures.percent(best.hitRatio()),
                Figures.percent(besideBest.hitRatio()));
  }

  Curve curve() {
    return Curve.of(lru, runs);
  }
}
